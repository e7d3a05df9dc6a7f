"""The door of the house: what no browser of ours sends is refused before anything tries to read it."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_UTF_8 = codecs.lookup("utf-8")
_PLAIN = "text/plain; charset=utf-8"


def only_utf_8(application: WSGIApplication) -> WSGIApplication:
    """Refuse what is sent in another charset.

    Django decodes by whatever codec the client names, and does so before any of its own middleware: some codecs are
    none for text, others yield lone surrogates, which no database takes.
    """

    def door(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if _is_utf_8(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        start_response("400 Bad Request", [("Content-Type", _PLAIN)])
        return [b"Only UTF-8 is understood here."]

    return door


def _is_utf_8(content_type: str) -> bool:
    """Whether a Content-Type names UTF-8, no charset, or one that is none, which Django ignores."""
    charset = parse_header_parameters(content_type)[1].get("charset", "utf-8")
    try:
        return codecs.lookup(charset) == _UTF_8
    except (LookupError, ValueError):
        return True


def no_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse addresses with NUL: PostgreSQL takes none. Forms refuse it in their fields."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path_info or "%00" in query or "\x00" in query:
            return HttpResponseBadRequest("An address holds no NUL.", content_type=_PLAIN)
        return get_response(request)

    return middleware
