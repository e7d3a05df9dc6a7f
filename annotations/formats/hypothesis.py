"""Hypothesis JSON in and out: the rows of its API, readable by its own tools (https://h.readthedocs.io/en/latest/api/).

What Hypothesis has no word for (kind, claim, source) stands in the text for people and beside it, in
``reading_room``, for us.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from annotations.formats.reading import Part
from annotations.formats.record import Author, Passage, Record

_WORLD = "__world__"
_OURS = "reading_room"
_HOME = "https://hypothes.is/a/"


# Out -----------------------------------------------------------------------------------------------------------


def dump(record: Record) -> dict[str, Any]:
    """``record`` as a row of Hypothesis's API."""
    user = _account(record.author, record.iri)
    reader = user if record.is_private else f"group:{_WORLD}"
    return {
        "id": _last(record.iri),
        "created": record.created.isoformat() if record.created else None,
        "updated": latest.isoformat() if (latest := record.modified or record.created) else None,
        "user": user,
        "user_info": {"display_name": record.author.name or None},
        "uri": record.article,
        "text": _text(record),
        "tags": list(record.tags),
        "group": _WORLD,
        "permissions": {"read": [reader], "admin": [user], "update": [user], "delete": [user]},
        "target": [_target(record)],
        "document": {"title": [record.title]},
        "links": {"html": record.page, "incontext": record.page, "json": record.iri},
        "references": [_last(iri) for iri in record.ancestors],
        "flagged": False,
        "hidden": False,
        _OURS: {
            "kind": record.kind, "claim": record.claim, "body": record.body, "source": record.source,
            "parents": list(record.ancestors), "nickname": record.author.nickname, "author": record.author.iri,
            "revision": record.passage.revision if record.passage else "",
            "sha256": record.passage.digest if record.passage else "",
        },
    }  # fmt: skip


def _account(author: Author, iri: str) -> str:
    """The author as Hypothesis names people."""
    if author.iri.startswith("acct:"):
        return author.iri
    name = author.nickname or author.name or "former-reader"
    return f"acct:{'_'.join(name.split())}@{urlsplit(iri).netloc or 'localhost'}"


def _text(record: Record) -> str:
    """Claim, words and source in one Markdown text."""
    parts = [f"**Denies:** {record.claim}" if record.claim else "", record.body]
    parts.append(f"**Source:** {record.source}" if record.source else "")
    return "\n\n".join(part for part in parts if part)


def _target(record: Record) -> dict[str, Any]:
    passage = record.passage
    if passage is None:
        return {"source": record.article}
    return {
        "source": record.article,
        "selector": [
            {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
            {"type": "TextQuoteSelector", "exact": passage.exact, "prefix": passage.prefix, "suffix": passage.suffix},
        ],
    }  # fmt: skip


def _last(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]


# In ------------------------------------------------------------------------------------------------------------


def is_row(data: Any) -> bool:
    """Whether ``data`` looks like a row of Hypothesis rather than a W3C annotation."""
    return isinstance(data, dict) and "uri" in data and "user" in data


def load(data: Any, place: str = "") -> Record:
    """What a row says. Raises :class:`FormatRefused` naming the field that cannot be taken."""
    part = Part(data, place)
    ours = part.part(_OURS) if _OURS in part else None
    references = part.texts("references")
    claim, body, source = _words(part, ours)
    passage = None if references else _read_passage(part, ours)
    kind = ours.text("kind") if ours else ""
    if not kind or (kind == "reply") != bool(references):
        kind = "reply" if references else "note" if body else "highlight"
    return Record(
        kind=kind,
        iri=_iri(part),
        author=_read_author(part, ours),
        created=part.moment("created"),
        modified=part.moment("updated"),
        tags=part.texts("tags"),
        is_private=_is_private(part),
        passage=passage,
        parent=_parent(references, ours),
        article=part.text("uri"),
        claim=claim,
        body=body,
        source=source,
    )


def _words(part: Part, ours: Part | None) -> tuple[str, str, str]:
    """Claim, body and source."""
    if ours is None:
        return "", part.text("text"), ""
    return ours.text("claim"), ours.text("body"), ours.text("source")


def _iri(part: Part) -> str:
    links = part.part("links").text("json") if "links" in part else ""
    name = part.text("id")
    return links if _OURS in part and links else f"{_HOME}{name}" if name else ""


def _parent(references: tuple[str, ...], ours: Part | None) -> str:
    parents = ours.texts("parents") if ours else ()
    if parents:
        return parents[-1]
    return f"{_HOME}{references[-1]}" if references else ""


def _read_author(part: Part, ours: Part | None) -> Author:
    account = part.text("user")
    shown = part.part("user_info").text("display_name") if "user_info" in part else ""
    nickname = account.removeprefix("acct:").partition("@")[0]
    if ours is not None:
        return Author(shown, ours.text("author"), ours.text("nickname")) if shown else Author()
    return Author(name=shown or nickname, iri=account, nickname=nickname)


def _is_private(part: Part) -> bool:
    readers = part.part("permissions").texts("read") if "permissions" in part else ()
    return bool(readers) and not any(reader.startswith("group:") for reader in readers)


def _read_passage(part: Part, ours: Part | None) -> Passage:
    found: dict[str, Any] = {"source": part.text("uri")}
    if ours is not None:
        found |= {"revision": ours.text("revision"), "digest": ours.text("sha256")}
    for target in part.parts("target"):
        for selector in target.parts("selector"):
            kind = selector.text("type")
            if kind == "TextQuoteSelector":
                found |= {name: selector.text(name) for name in ("exact", "prefix", "suffix")}
            elif kind == "TextPositionSelector" and ours is not None:
                # Only ours: Hypothesis counts UTF-16 units of its own rendering of a page.
                found |= {name: selector.number(name) for name in ("start", "end")}
    return Passage(**found)
