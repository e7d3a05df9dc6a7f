"""The list beside exported files: what each article was that its file cannot say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from articles.importing.document import ImportRefused, ParsedDocument

LIST = "reading-room.jsonl"
_LARGEST = 200_000_000


@dataclass(frozen=True, slots=True)
class State:
    """What an article was beside the ``file`` of this hash."""

    file: str
    sha256: str
    slug: str
    published: bool
    former_slugs: list[str] = field(default_factory=list)
    speakers: Mapping[str, str] = field(default_factory=dict)


def read_states(folder: Path) -> dict[str, State]:
    """The states listed in ``folder`` by the path of their file; none when there is no list.

    Raises :class:`ImportRefused` for a list that is none.
    """
    path = folder / LIST
    if not path.is_file():
        return {}
    if path.stat().st_size > _LARGEST:
        raise ImportRefused("The list is too large.", file=str(path))
    found: dict[str, State] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                state = State(**json.loads(line))
                _check(state)
            except (ValueError, TypeError, RecursionError) as error:
                raise ImportRefused(
                    "This line is no state of an article.", file=str(path), line=number
                ) from error
            found[state.file] = state
    return found


def _check(state: State) -> None:
    texts: list[Any] = [state.file, state.sha256, state.slug, *state.former_slugs, *state.speakers.values()]
    if not all(isinstance(text, str) for text in texts) or not isinstance(state.published, bool):
        raise TypeError("a text was expected")


def as_it_was(document: ParsedDocument, state: State | None) -> ParsedDocument:
    """``document`` with what the list says of it, if the list speaks of these very bytes."""
    if state is None or state.sha256 != document.sha256:
        return document
    return replace(
        document,
        slug=state.slug,
        former_slugs=tuple(state.former_slugs),
        metadata=replace(document.metadata, draft=not state.published),
        speakers=tuple(
            replace(one, alias=state.speakers.get(one.name, one.alias)) for one in document.speakers
        ),
    )
