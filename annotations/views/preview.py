"""How Markdown will look."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_POST

from annotations.markup import MarkupRefused, render
from annotations.refusals import as_validation_error


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The HTML of ``body``, through the same door as everything that is stored; for signed-in readers."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    try:
        return HttpResponse(render(request.POST.get("body", "")))
    except MarkupRefused as refused:
        (message,) = as_validation_error(refused).message_dict["body"]
        return HttpResponse(f'<p class="errorlist">{escape(message)}</p>', status=422)
