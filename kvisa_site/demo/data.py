"""The demo's discussion as written in ``discussion.json``, read strictly: a slip is told with file and place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy import Role

DISCUSSION = "discussion.json"
KINDS = ("highlight", "note", "question", "evidence", "counterargument")
VISIBILITIES = ("public", "private")
READER = "reader"


class DemoError(Exception):
    """The demo cannot be loaded; the message names the file, the place in it and what is wrong."""


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """Somebody of the demo; ``roles`` are those beside reader."""

    username: str
    display_name: str = ""
    bio: str = ""
    roles: frozenset[Role] = frozenset()
    is_superuser: bool = False


@dataclass(frozen=True, slots=True)
class ReplyPlan:
    """An answer, with the answers to it."""

    author: str
    body: str
    replies: tuple[ReplyPlan, ...]


@dataclass(frozen=True, slots=True)
class AnnotationPlan:
    """An annotation on the passage ``quote``, which stands once in the canonical text of ``file``."""

    place: str  # in the data file, for messages
    file: str
    quote: str
    kind: str
    author: str
    visibility: str
    claim: str
    body: str
    source: str
    replies: tuple[ReplyPlan, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everybody and everything that is said."""

    people: tuple[PersonPlan, ...]
    annotations: tuple[AnnotationPlan, ...]


def read_discussion(path: Path) -> Plan:
    """Read and check the data file. Raises :class:`DemoError`."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DemoError(f"{path}: cannot be read ({error.strerror}).") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise DemoError(f"{path}: is not JSON in UTF-8: {error}.") from error
    try:
        return _plan(_Part(data, ""))
    except _Slip as slip:
        raise DemoError(f"{path}: {slip}") from slip


class _Slip(Exception):
    """Something wrong at a place in the data."""


@dataclass(frozen=True, slots=True)
class _Part:
    """An object of the data and where it stands."""

    value: Any
    place: str

    def text(self, name: str, *, required: bool = False, choices: tuple[str, ...] = ()) -> str:
        """The text in field ``name``."""
        value = self._fields().get(name) or ""
        place = f"{self.place}.{name}".lstrip(".")
        if not isinstance(value, str):
            raise _Slip(f"{place}: a text is expected, not {value!r}.")
        if required and not value.strip():
            raise _Slip(f"{place}: is missing.")
        if choices and value not in choices:
            raise _Slip(f"{place}: {value!r} is not one of {', '.join(choices)}.")
        return value

    def parts(self, name: str) -> Iterator[_Part]:
        """The objects of the list in field ``name``."""
        value = self._fields().get(name) or []
        place = f"{self.place}.{name}".lstrip(".")
        if not isinstance(value, list):
            raise _Slip(f"{place}: a list is expected.")
        for number, part in enumerate(value):
            yield _Part(part, f"{place}[{number}]")

    def _fields(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise _Slip(f"{self.place or 'the file'}: an object is expected.")
        return self.value


def _plan(data: _Part) -> Plan:
    people = tuple(_person(part) for part in data.parts("readers"))
    names = {person.username for person in people}
    if len(names) != len(people):
        raise _Slip("readers: a user name stands there twice.")
    return Plan(people, tuple(_annotation(part, names) for part in data.parts("annotations")))


def _person(part: _Part) -> PersonPlan:
    role = part.text("role", choices=("", READER, *Role))
    return PersonPlan(
        username=part.text("username", required=True),
        display_name=part.text("display_name"),
        bio=part.text("bio"),
        roles=frozenset({Role(role)} if role in tuple(Role) else ()),
    )


def _annotation(part: _Part, names: set[str]) -> AnnotationPlan:
    return AnnotationPlan(
        place=part.place,
        file=part.text("file", required=True),
        quote=part.text("quote", required=True),
        kind=part.text("kind", choices=KINDS),
        author=_author(part, names),
        visibility=part.text("visibility", choices=VISIBILITIES),
        claim=part.text("claim"),
        body=part.text("body"),
        source=part.text("source"),
        replies=tuple(_reply(reply, names) for reply in part.parts("replies")),
    )


def _reply(part: _Part, names: set[str]) -> ReplyPlan:
    return ReplyPlan(
        author=_author(part, names),
        body=part.text("body", required=True),
        replies=tuple(_reply(reply, names) for reply in part.parts("replies")),
    )


def _author(part: _Part, names: set[str]) -> str:
    author = part.text("author", required=True)
    if author not in names:
        raise _Slip(f"{part.place}.author: {author!r} is none of the readers.")
    return author
