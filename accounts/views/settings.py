"""One's own settings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms import SettingsForm
from accounts.models import User
from accounts.signing_in import forget_typed, sign_in_first, typed_before


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Show and change the name shown and the words about oneself."""
    if not request.user.is_authenticated:
        return sign_in_first(request, "display_name", "bio")
    # Not request.user itself: a refused form leaves its values on the instance, and the page head prints the name.
    person = User.objects.get(username=request.user.get_username())
    posted = request.POST if request.method == "POST" else None
    form = SettingsForm(posted, instance=person, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        forget_typed(request)
        messages.success(request, _("Your settings have been saved."))
        return redirect("settings")
    return render(request, "accounts/settings.html", {"form": form}, status=422 if form.errors else 200)
