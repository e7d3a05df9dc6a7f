"""What programs can do here, as OpenAPI 3.1: the paths come from the URL table, the words stand here.

The page for people prints the same description. ``tests/kvisa_site/test_openapi.py`` holds it against the answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from annotations.exchange.exports import FORMS
from annotations.models import Kind
from annotations.protocol.incoming import LARGEST, MOST_A_MINUTE
from annotations.protocol.negotiation import JSON_LD

READ, WRITE = "read", "write"
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
_PARAMETERS = {
    "slug": "The address of an article, or of a tag.",
    "key": "The last part of an annotation's address.",
    "username": "A user name.",
    "form": f"The form of the export: {', '.join([*FORMS, 'html'])}.",
    "page": "A page of the container, from 0 on.",
    "iris": "1: pages list addresses only; 0: whole annotations.",
    "Prefer": "PreferMinimalContainer, PreferContainedIRIs or PreferContainedDescriptions.",
    "If-Match": "The ETag that was read: the change is refused when something changed since.",
    "If-None-Match": "The ETag that is known: 304 when nothing changed.",
    "Slug": "A wish for the last part of the address.",
}
_ERRORS = {
    "401": "The token does not hold, or there is none.",
    "403": "Not yours to change, or the token may only read.",
    "404": "Nothing there, or nothing that you may see.",
    "406": "There is JSON-LD, and a page for people.",
    "409": "The passage does not stand there; `current_revision` says where the present text is.",
    "410": "It was withdrawn. Its address is not used again.",
    "412": "It has changed since you read it.",
    "413": f"The body is larger than {LARGEST:,} bytes.",
    "415": "The body is no JSON-LD.",
    "422": "Something in the body cannot be taken; `field` says what.",
    "429": f"More than {MOST_A_MINUTE} annotations a minute.",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address: ``name`` is that of the URL; ``answers`` are the schema's name by status."""

    name: str
    method: str
    summary: str
    answers: dict[str, str]
    errors: tuple[str, ...] = ()
    scope: str = ""
    parameters: tuple[str, ...] = ()
    takes: str = ""
    media_type: str = JSON_LD


_CONDITIONS = ("If-None-Match",)
_TAKING = ("401", "403", "409", "413", "415", "422", "429")
OPERATIONS = (
    Operation("annotations", "get", "The container of all public annotations.", {"200": "Container"}, ("406",), "", ("page", "iris", "Prefer", *_CONDITIONS)),
    Operation("annotations", "post", "Annotate a passage, or reply.", {"201": "Annotation"}, _TAKING, WRITE, ("Slug",), "Annotation"),
    Operation("article-annotations", "get", "The container of one article.", {"200": "Container"}, ("404", "406"), "", ("page", "iris", "Prefer", *_CONDITIONS)),
    Operation("article-annotations", "post", "Annotate a passage of this article, or reply. The address is one of the site's container.", {"201": "Annotation"}, ("404", *_TAKING), WRITE, ("Slug",), "Annotation"),
    Operation("annotation-iri", "get", "One annotation.", {"200": "Annotation"}, ("404", "406", "410"), "", _CONDITIONS),
    Operation("annotation-iri", "put", "Give it new words; passage, kind and names stay.", {"200": "Annotation"}, ("401", "403", "404", "410", "412", "413", "415", "422"), WRITE, ("If-Match",), "Annotation"),
    Operation("annotation-iri", "delete", "Withdraw it.", {"204": ""}, ("401", "403", "404", "410", "412"), WRITE, ("If-Match",)),
    Operation("my-export", "get", "Everything you wrote, private notes too.", {"200": "Collection"}, ("401", "404"), READ),
    Operation("article-export", "get", "The public discussion of an article.", {"200": "Collection"}, ("404",)),
    Operation("export", "get", "All public annotations, for editors and moderators.", {"200": "Collection"}, ("404",), READ),
    Operation("feed", "get", "New texts and annotations.", {"200": "Feed"}, (), "", _CONDITIONS, "", "application/atom+xml"),
    Operation("article-feed", "get", "What is said about an article.", {"200": "Feed"}, ("404",), "", _CONDITIONS, "", "application/atom+xml"),
    Operation("tag-feed", "get", "Texts and annotations with a tag.", {"200": "Feed"}, ("404",), "", _CONDITIONS, "", "application/atom+xml"),
    Operation("person-feed", "get", "What a person writes.", {"200": "Feed"}, ("404",), "", _CONDITIONS, "", "application/atom+xml"),
    Operation("thread-feed", "get", "An annotation and its replies.", {"200": "Feed"}, ("404",), "", _CONDITIONS, "", "application/atom+xml"),
)  # fmt: skip

_IRI = {"type": "string", "format": "iri"}
_MOMENT = {"type": "string", "format": "date-time"}
SCHEMAS: dict[str, Any] = {
    "Annotation": {
        "description": "A W3C Web Annotation (https://www.w3.org/TR/annotation-model/).",
        "type": "object",
        "required": ["type", "target"],
        "properties": {
            "@context": {"description": "http://www.w3.org/ns/anno.jsonld"},
            "id": _IRI,
            "type": {"const": "Annotation"},
            "motivation": {
                "enum": ["highlighting", "commenting", "questioning", "linking", "assessing", "editing", "replying"]
            },
            "dcterms:type": {"description": "The kind, in our words.", "enum": Kind.values},
            "body": {"description": "Words (TextualBody), tags (purpose: tagging), sources (purpose: linking)."},
            "target": {"description": "A passage (SpecificResource), or the address of what is answered."},
            "creator": {"type": "object"},
            "created": _MOMENT,
            "modified": _MOMENT,
            "canonical": _IRI,
            "via": {"description": "Addresses that it had elsewhere."},
        },
    },
    "Container": {
        "description": "An LDP Basic Container and AnnotationCollection; with ?page= one AnnotationPage of it.",
        "type": "object",
        "required": ["id", "type"],
        "properties": {"id": _IRI, "total": {"type": "integer"}, "first": {}, "last": _IRI, "modified": _MOMENT},
    },
    "Collection": {"description": "The export, in the form that the address names.", "type": "object"},
    "Feed": {"description": "Atom (RFC 4287).", "type": "string"},
    "Problem": {
        "description": "What went wrong (RFC 9457).",
        "type": "object",
        "required": ["title", "status"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "field": {"type": "string"},
            "errors": {"type": "object"},
            "current_revision": _IRI,
        },
    },
}  # fmt: skip


def routes(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[tuple[str, str]]:
    """The name and the path template of every address that has a name and is no admin page."""
    for pattern in patterns:
        path = before + _CONVERTER.sub(r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            if not pattern.namespace:
                yield from routes(pattern.url_patterns, path)
        elif pattern.name:
            yield pattern.name, path


def describe(server: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document for the site at ``server``."""
    templates = dict(routes(get_resolver().url_patterns))
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        template = templates[operation.name]
        paths.setdefault(template, {})[operation.method] = _operation(operation, template)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Reading room",
            "version": "1",
            "summary": "Annotations on passages of policy texts, by the W3C Web Annotation Protocol.",
        },
        "servers": [{"url": server.rstrip("/")}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Made by a person in the settings: /me/tokens/.",
                }
            },
        },
    }


def _operation(operation: Operation, template: str) -> dict[str, Any]:
    answers = {status: _answer(schema, operation.media_type) for status, schema in operation.answers.items()}
    answers |= {
        status: {"description": _ERRORS[status], "content": _content("Problem", "application/problem+json")}
        for status in operation.errors
    }
    found: dict[str, Any] = {
        "operationId": f"{operation.method}-{operation.name}",
        "summary": operation.summary,
        "parameters": [_parameter(name, "path") for name in re.findall(r"\{(\w+)\}", template)]
        + [_parameter(name, "query" if name.islower() else "header") for name in operation.parameters],
        "responses": answers,
    }
    if operation.takes:
        found["requestBody"] = {"required": True, "content": _content(operation.takes, JSON_LD)}
    if operation.scope:
        found["security"] = [{"token": [operation.scope]}]
    return found


def _answer(schema: str, media_type: str) -> dict[str, Any]:
    if not schema:
        return {"description": "Done."}
    return {"description": SCHEMAS[schema]["description"], "content": _content(schema, media_type)}


def _content(schema: str, media_type: str) -> dict[str, Any]:
    return {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _parameter(name: str, place: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": _PARAMETERS[name],
        "schema": {"type": "string"},
    }
