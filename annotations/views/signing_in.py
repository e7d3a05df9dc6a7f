"""Whoever is signed out and wants to take part signs in first and comes back to the page."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from annotations.models import Annotation


def sign_in_first(request: HttpRequest, annotation: Annotation) -> HttpResponse:
    """To the sign-in page, and from there to where the reader was; what was typed in a reply stays in the browser."""
    then = request.get_full_path() if request.method != "POST" else annotation.get_absolute_url()
    return redirect_to_login(then)
