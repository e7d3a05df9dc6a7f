"""Answers of the protocol: their headers, their validators, their errors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers

from annotations.protocol.negotiation import PROFILE
from articles.models import Article

CONTAINER_LINKS = (
    '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"',
    '<http://www.w3.org/ns/oa#AnnotationCollection>; rel="type"',
    '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"',
)
RESOURCE_LINKS = (
    '<http://www.w3.org/ns/ldp#Resource>; rel="type"',
    '<http://www.w3.org/ns/oa#Annotation>; rel="type"',
)
SERVICE = "http://www.w3.org/ns/oa#annotationService"
ACCEPT_POST = f"{PROFILE}, application/ld+json, application/json"
_EXPOSED = "Accept-Post, Allow, Content-Location, ETag, Link, Location, Retry-After, Vary"
_TAKEN = "Accept, Authorization, Content-Type, If-Match, If-None-Match, Prefer, Slug"


def encode(data: Any) -> bytes:
    """``data`` as it is sent: JSON in UTF-8, always the same bytes for the same data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def etag_of(content: bytes) -> str:
    """The validator of exactly this content."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def data_answer(
    request: HttpRequest,
    data: Any,
    *,
    allow: str,
    links: Iterable[str],
    vary: str = "Accept",
    status: int = 200,
) -> HttpResponse:
    """A representation with its validators; 304 or 412 when the request's conditions say so."""
    content = encode(data)
    answer = HttpResponse(content, status=status, content_type=PROFILE)
    answer["ETag"] = etag_of(content)
    dressed = dress(answer, allow=allow, links=links, vary=vary)
    if status != 200:
        return dressed
    found = get_conditional_response(request, etag=answer["ETag"], response=dressed)
    assert found is not None
    if isinstance(found, HttpResponseNotModified):
        dress(found, allow=allow, links=links, vary=vary)
    return found


def dress(
    answer: HttpResponse, *, allow: str, links: Iterable[str] = (), vary: str = "Accept"
) -> HttpResponse:
    """Add what every answer of the protocol says, and let pages of other sites read it."""
    answer["Allow"] = allow
    patch_vary_headers(answer, [name.strip() for name in vary.split(",")])
    if joined := ", ".join(links):
        answer["Link"] = joined
    if "POST" in allow:
        answer["Accept-Post"] = ACCEPT_POST
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = allow
    answer["Access-Control-Allow-Headers"] = _TAKEN
    answer["Access-Control-Expose-Headers"] = _EXPOSED
    return answer


def problem(status: int, title: str, **more: Any) -> HttpResponse:
    """An error as RFC 9457 tells it; ``more`` are its other members."""
    answer = JsonResponse(
        {"title": title, "status": status, **more}, status=status, content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Expose-Headers"] = _EXPOSED
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="annotations"'
    return answer


def as_problem(error: ValidationError) -> HttpResponse:
    """What a verb refused, field by field."""
    errors: Mapping[str, list[str]] = (
        error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    )
    return problem(422, "; ".join(message for found in errors.values() for message in found), errors=errors)


def service_link(article: Article) -> str:
    """The header with which an article says where its annotations are made."""
    return f'<{reverse("article-annotations", args=[article.slug])}>; rel="{SERVICE}"'
