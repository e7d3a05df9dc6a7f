"""A client of the protocol: signs in with a token, speaks JSON-LD, remembers nothing."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from accounts.models import User
from accounts.tokens import make_token
from articles.models import Article

JSON_LD = "application/ld+json"
HOST = "http://testserver"


class ProtocolClient:
    """Requests as a program makes them; ``user`` gets a token that may write."""

    def __init__(self, user: User | None = None, *, may_write: bool = True) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.headers: dict[str, str] = {}
        if user is not None:
            token = make_token(actor=user, name="a program", may_write=may_write)
            self.headers["authorization"] = f"Bearer {token}"

    def send(self, method: str, url: str, data: Any = None, **headers: str) -> Any:
        """One request; ``data`` is sent as JSON-LD, ``headers`` with dashes for underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = data if isinstance(data, bytes) else b"" if data is None else json.dumps(data).encode()
        content_type = named.pop("content-type", JSON_LD)
        return self.client.generic(
            method, url.removeprefix(HOST), body, content_type=content_type, headers=self.headers | named
        )

    def get(self, url: str, **headers: str) -> Any:
        return self.send("GET", url, **headers)


def as_w3c(article: Article, quote: str, **more: Any) -> dict[str, Any]:
    """A W3C annotation on the first place of ``quote``, as a foreign client would write it."""
    start = article.current.text.index(quote)
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": "commenting",
        "body": {"type": "TextualBody", "value": "I like this page!", "format": "text/markdown"},
        "target": {
            "source": f"{HOST}{article.get_absolute_url()}",
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": start + len(quote)},
                {"type": "TextQuoteSelector", "exact": quote},
            ],
        },
    } | more
