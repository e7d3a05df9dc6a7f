"""Plain values, the common form of YAML, TOML and JSON: strings, ``None``, lists and dictionaries, all bounded.

Every scalar is a string first and gets its type from the field it stands in: YAML 1.1 would read ``no`` as
false, ``12:30`` as 750 and ``012`` as ten.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from articles.importing.document import ImportRefused

MAX_CHARACTERS = 65_536  # of the front matter as written
MAX_EXPANDED = 4 * MAX_CHARACTERS  # once its aliases stand for what they name
MAX_DEPTH = 12
MAX_VALUES = 20_000

NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of a field and the line of the file it stands on."""

    value: Any
    line: int


@dataclass(slots=True)
class Size:
    """How much has been read; what grows beyond the bounds is refused."""

    file: str
    values: int = 0
    characters: int = 0

    def add(self, values: int, characters: int, depth: int, line: int) -> None:
        """Count what was read at ``depth``. Raises :class:`ImportRefused`."""
        self.values += values
        self.characters += characters
        if self.values > MAX_VALUES or self.characters > MAX_EXPANDED or depth > MAX_DEPTH:
            raise ImportRefused(
                "The front matter is nested too deeply or has too many values.", file=self.file, line=line
            )


def plain(value: Any, size: Size, line: int, depth: int = 1) -> Any:
    """What TOML or JSON gave, as plain values. Raises :class:`ImportRefused` beyond the bounds."""
    if isinstance(value, dict):
        size.add(1, sum(len(key) for key in value), depth, line)
        return {key: plain(inner, size, line, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        size.add(1, 0, depth, line)
        return [plain(inner, size, line, depth + 1) for inner in value]
    if value is None:
        return None
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, datetime.date | datetime.time):
        text = value.isoformat()
    else:
        text = str(value)
    size.add(1, len(text), depth, line)
    return text


def refuse_no_text(name: str, entry: Entry, file: str) -> None:
    """Raise :class:`ImportRefused` when a field holds a character that cannot stand in a text."""
    for text in (name, *scalars(entry.value)):
        if found := NO_TEXT.search(text):
            raise ImportRefused(
                f"The field holds U+{ord(found[0]):04X}, which is no character of a text.",
                file=file,
                line=entry.line,
                name=NO_TEXT.sub("\ufffd", name),
            )


def scalars(value: Any) -> list[str]:
    """Every string in ``value``, names included, in order."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, inner in value.items() for text in (key, *scalars(inner))]
    if isinstance(value, list):
        return [text for inner in value for text in scalars(inner)]
    return []
