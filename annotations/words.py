"""What an annotation says, checked and rendered before any row is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotations.markup import BODY_LIMIT, CLAIM_LIMIT, SOURCE_LIMIT, MarkupRefused, plain, render, tidy
from annotations.models import Kind
from annotations.refusals import as_validation_error

MOST_TAGS = 10
TAG_LIMIT = 50

_NEEDS_BODY = {
    Kind.NOTE: _("Write your note."),
    Kind.QUESTION: _("Write your question."),
    Kind.COUNTERARGUMENT: _("Say why: a counterargument needs a reason."),
    Kind.REPLY: _("Write your reply."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Claim, body (Markdown and clean HTML) and source as they are stored."""

    claim: str = ""
    body: str = ""
    body_html: str = ""
    source: str = ""


def read_words(kind: str, *, claim: str = "", body: str = "", source: str = "") -> Words:
    """The words of an annotation of ``kind``. Raises ``ValidationError`` with a message per field."""
    errors: dict[str, list[ValidationError]] = {}
    kept: dict[str, str] = {}
    readers: tuple[tuple[str, Callable[[], str]], ...] = (
        ("claim", lambda: plain(claim, limit=CLAIM_LIMIT, field="claim")),
        ("body", lambda: tidy(body, limit=BODY_LIMIT)),
        ("source", lambda: plain(source, limit=SOURCE_LIMIT, field="source")),
    )
    for name, read in readers:
        try:
            kept[name] = read()
        except MarkupRefused as refused:
            errors[name] = as_validation_error(refused).error_dict[name]
            kept[name] = "?"  # something was written there: it is not missing as well
    if kind in _NEEDS_BODY and not kept["body"]:
        errors["body"] = [ValidationError(_NEEDS_BODY[Kind(kind)], code="required")]
    if kind == Kind.COUNTERARGUMENT and not kept["claim"]:
        errors["claim"] = [ValidationError(_("Name the claim that you deny."), code="required")]
    if kind == Kind.EVIDENCE and not kept["source"]:
        errors["source"] = [
            ValidationError(_("Name the source: an address, or a title and page."), code="required")
        ]
    if errors:
        raise ValidationError(errors)
    if kind != Kind.COUNTERARGUMENT:
        kept["claim"] = ""
    if kind not in (Kind.COUNTERARGUMENT, Kind.EVIDENCE):
        kept["source"] = ""
    return Words(**kept, body_html=render(kept["body"]))


def read_tags(names: Iterable[str]) -> list[str]:
    """Tags as they are stored: one line each, each once whatever its case. Raises ``ValidationError``."""
    found: dict[str, str] = {}
    for name in names:
        try:
            tag = plain(name, limit=TAG_LIMIT, field="tags").strip("#, ")
        except MarkupRefused as refused:
            raise as_validation_error(refused) from refused
        if tag:
            found.setdefault(tag.casefold(), tag)
    if len(found) > MOST_TAGS:
        raise ValidationError(
            {"tags": ValidationError(_("At most %(most)d tags are allowed."), params={"most": MOST_TAGS})}
        )
    return list(found.values())
