"""Whoever is signed out and wants to take part signs in first and comes back to the page with what was typed."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.typed import typed_words

_KEPT = "typed_before_signing_in"
_LONGEST = 60_000  # characters kept over a sign-in: more than any form of ours takes


def sign_in_first(request: HttpRequest, *fields: str) -> HttpResponse:
    """To the sign-in page and back to this one; what was posted in ``fields`` waits for its form.

    What is too long to wait is shown instead, to be taken along.
    """
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    typed = {name: request.POST.get(name, "") for name in fields}
    if sum(map(len, typed.values())) > _LONGEST:
        return too_long_to_wait(request)
    request.session[_KEPT] = {"path": request.path, "typed": typed}
    return redirect_to_login(request.path)


def too_long_to_wait(request: HttpRequest) -> HttpResponse:
    """A page with what was typed, for words that no session should hold."""
    return render(request, "accounts/sign_in_first.html", {"typed": typed_words(request)}, status=422)


def typed_before(request: HttpRequest) -> dict[str, str]:
    """What :func:`sign_in_first` kept for this page; empty when there is nothing."""
    kept = request.session.get(_KEPT)
    if not kept or kept["path"] != request.path:
        return {}
    typed: dict[str, str] = kept["typed"]
    return typed


def forget_typed(request: HttpRequest) -> None:
    """The form of this page was sent and taken: nothing waits for it any more."""
    if typed_before(request):
        del request.session[_KEPT]
