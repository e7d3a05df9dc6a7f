"""Whoever is signed out and wants to take part signs in first and comes back to the page with what was typed."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

_KEPT = "typed_before_signing_in"
_LONGEST = 20_000  # characters kept over a sign-in: more than any reply or report may have


def sign_in_first(request: HttpRequest, *fields: str) -> HttpResponse:
    """To the sign-in page and back to this one; what was posted in ``fields`` is kept for its form."""
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in fields}
        if sum(map(len, typed.values())) <= _LONGEST:
            request.session[_KEPT] = {"path": request.path, "typed": typed}
        return redirect_to_login(request.path)
    return redirect_to_login(request.get_full_path())


def typed_before(request: HttpRequest) -> dict[str, str]:
    """What :func:`sign_in_first` kept for this page, once; empty when there is nothing."""
    kept = request.session.get(_KEPT)
    if not kept or kept["path"] != request.path:
        return {}
    del request.session[_KEPT]
    typed: dict[str, str] = kept["typed"]
    return typed
