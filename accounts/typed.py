"""What somebody had typed into a form that could not be taken, so that the answer gives it back."""

from __future__ import annotations

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

# The fields of our forms in which people write; passwords and other fields are never shown again.
WORDS = ("claim", "body", "source", "detail", "reason", "bio")


def typed_words(request: HttpRequest) -> list[str]:
    """The words posted, field by field; nothing when the request carries none or cannot be read."""
    if request.method != "POST":
        return []
    try:
        return [words for name in WORDS if (words := request.POST.get(name, "").strip())]
    except (BadRequest, SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return []
