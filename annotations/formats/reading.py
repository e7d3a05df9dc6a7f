"""Reading JSON that strangers wrote: every slip is told with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from annotations.formats.record import FormatRefused


def parse(data: bytes) -> Any:
    """The value of a JSON document in UTF-8. Raises :class:`FormatRefused`."""
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise FormatRefused("", f"is not UTF-8 (byte {error.start:,})") from error
    except json.JSONDecodeError as error:
        raise FormatRefused("", f"is not JSON: {error}") from error
    except (RecursionError, ValueError) as error:
        raise FormatRefused("", "is not JSON that can be read: too deep, or a number too long") from error


def _no_constant(name: str) -> Any:
    raise FormatRefused("", f"is not JSON: {name} is no number")


@dataclass(frozen=True, slots=True)
class Part:
    """A value in the document and where it stands."""

    value: Any
    place: str = ""

    def refuse(self, reason: str) -> FormatRefused:
        """The refusal of this value, to be raised."""
        return FormatRefused(self.place, reason)

    def __contains__(self, name: str) -> bool:
        return isinstance(self.value, dict) and self.value.get(name) is not None

    def part(self, name: str) -> Part:
        """The value in field ``name``; ``None`` is in it when there is no such field."""
        if not isinstance(self.value, dict):
            raise self.refuse("an object is expected")
        return Part(self.value.get(name), f"{self.place}.{name}".lstrip("."))

    def parts(self, name: str) -> Iterator[Part]:
        """The values in field ``name``, which may be one or a list of them."""
        found = self.part(name)
        if isinstance(found.value, list):
            yield from (Part(value, f"{found.place}[{at}]") for at, value in enumerate(found.value))
        elif found.value is not None:
            yield found

    def text(self, name: str) -> str:
        """The text in field ``name``; empty when there is none."""
        found = self.part(name)
        if found.value is None:
            return ""
        if not isinstance(found.value, str):
            raise found.refuse("a text is expected")
        return found.value

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts in field ``name``: one or several."""
        found = tuple(self.parts(name))
        for part in found:
            if not isinstance(part.value, str):
                raise part.refuse("a text is expected")
        return tuple(part.value for part in found)

    def number(self, name: str) -> int:
        """The whole number in field ``name``."""
        found = self.part(name)
        if type(found.value) is not int or found.value < 0 or found.value >= 2**31:
            raise found.refuse("a whole number from 0 on is expected")
        return int(found.value)

    def moment(self, name: str) -> datetime | None:
        """The time in field ``name``; a time without a zone is UTC."""
        text = self.text(name)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise self.part(name).refuse("a time like 2026-01-31T12:03:45Z is expected") from error

    def address(self, name: str) -> str:
        """The IRI in field ``name``, given as a text or as an object with an ``id``."""
        found = self.part(name)
        if isinstance(found.value, dict):
            return found.text("id")
        return self.text(name)
