"""Addresses that articles once had lead to where they are now."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from articles.models import Article

_SAFE = ("GET", "HEAD")


class HttpResponsePermanentRedirectAsSent(HttpResponsePermanentRedirect):
    """A permanent redirect that keeps the method and the form that was sent."""

    status_code = 308


class FormerAddresses:
    """Middleware: a page of an article that is not found at a former address is looked up at the present one.

    Only a "not found" asks the database, and what a reader may not see stays not found.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the site does, or with the new address."""
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        address = _present_address(request)
        if address is None:
            return response
        kind = (
            HttpResponsePermanentRedirect if request.method in _SAFE else HttpResponsePermanentRedirectAsSent
        )
        moved = kind(address)
        moved["Cache-Control"] = "no-cache"  # it may go back; a browser that remembers would run in a circle
        return moved


def _present_address(request: HttpRequest) -> str | None:
    """Where the page asked for is now, if it is one of an article that has moved and that the reader may see."""
    found = request.resolver_match
    if found is None or not found.route.startswith("articles/<str:slug>/"):
        return None
    moved = (
        Article.objects.visible_to(request.user).filter(former_addresses__slug=found.kwargs["slug"]).first()
    )
    if moved is None:
        return None
    address = reverse(found.view_name, kwargs=found.kwargs | {"slug": moved.slug})
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
