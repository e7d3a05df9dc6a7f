"""The language of the interface."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember ``language`` in a cookie and go back to ``next`` (a page of this host only, else the home page)."""
    if request.POST.get("language") not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest(
            _("This language is not offered."), content_type="text/plain; charset=utf-8"
        )
    return set_language(request)
