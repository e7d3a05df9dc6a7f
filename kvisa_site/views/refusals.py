"""Refusals of the house as a whole: each gives back what was typed, so that nothing has to be written twice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.typed import typed_words


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read: too large, broken, too many fields."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not open to whoever asks."""
    return render(request, "403.html", {"typed": typed_words(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not there, or not for whoever asks: a note may be withdrawn while it is being answered."""
    return render(request, "404.html", {"typed": typed_words(request)}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from elsewhere, or from before one signed in or out."""
    return render(request, "403_csrf.html", {"typed": typed_words(request)}, status=403)
