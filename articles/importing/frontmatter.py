"""Front matter: data from strangers, read by events so that nothing is expanded, executed or guessed.

Every scalar is a string first and gets its type from the field it stands in: YAML 1.1 would read ``no`` as
false and ``12:30`` as 750.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from articles.importing.document import ImporterWarning, ImportRefused, Metadata
from articles.text.normalise import nfc

MAX_CHARACTERS = 65_536
MAX_DEPTH = 6
MAX_EVENTS = 20_000

_FENCE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_NULLS = {"", "~", "null", "Null", "NULL"}
_TRUE, _FALSE = {"true", "yes", "on", "1", "y"}, {"false", "no", "off", "0", "n", ""}
_GUESTS = re.compile(r"\s*[,，、;；&]\s*|\s+and\s+|\s*和\s*")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?")
_UNQUOTED = re.compile(r"^([\w-]+):[ \t]+(?![\"'\[{>|&*!%@`])(.*:[ \t].*)$", re.MULTILINE)

TEXTS = {
    "title": "title", "summary": "summary", "author": "author", "speaker": "speaker", "source": "source",
    "insight": "insight", "series": "series", "category": "category", "area": "area", "status": "status",
    "layout": "layout", "file_name": "file_name",
}  # fmt: skip
LISTS = {
    "project": "projects", "tags": "tags", "people": "people", "companies_orgs": "organisations",
    "products_models": "products", "media_books": "media",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Split:
    """A text parted into front matter (without its fences) and body; ``body_line`` is the body's first line."""

    raw: str
    body: str
    body_line: int


@dataclass(slots=True)
class _Entry:
    value: Any
    line: int


@dataclass(slots=True)
class FrontMatter:
    """The fields understood, and what there is to say about them."""

    metadata: Metadata
    warnings: list[ImporterWarning] = field(default_factory=list)


def split(text: str, file: str) -> Split:
    """Part front matter from body. Raises :class:`ImportRefused` when it is never closed or too long."""
    opening = _FENCE.match(text)
    if opening is None:
        return Split("", text, 1)
    closing = _END.search(text, opening.end(), opening.end() + MAX_CHARACTERS)
    if closing is None:
        why = "longer than 64 KiB" if len(text) > MAX_CHARACTERS else "never closed by a line ---"
        raise ImportRefused(f"The front matter is {why}.", file=file, line=1)
    body_at = min(closing.end() + 1, len(text))
    return Split(text[opening.end() : closing.start()], text[body_at:], text.count("\n", 0, body_at) + 1)


def read(raw: str, file: str) -> FrontMatter:
    """The metadata in ``raw`` (YAML). Raises :class:`ImportRefused` naming line and field."""
    warnings: list[ImporterWarning] = []
    entries = _load(raw, file, warnings)
    values: dict[str, Any] = {"raw": raw, "raw_format": "yaml"}
    extra: dict[str, Any] = {}
    for name, entry in entries.items():
        _take(name, entry, values, extra, warnings)
    return FrontMatter(Metadata(**values, extra=extra), warnings)


def _take(
    name: str, entry: _Entry, values: dict[str, Any], extra: dict[str, Any], warnings: list[ImporterWarning]
) -> None:
    """Put one field where it belongs."""

    def warn(code: str, message: str) -> None:
        warnings.append(ImporterWarning(code, message, entry.line, name))

    if name in TEXTS:
        values[TEXTS[name]] = _text(entry.value, warn)
    elif name in LISTS:
        values[LISTS[name]] = _list(entry.value, warn)
    elif name == "guest":
        values["guests"] = _guests(entry.value, warn)
    elif name == "draft":
        values["draft"] = _draft(entry.value, warn)
    elif name == "date":
        values["date"] = _date(entry.value, warn)
        if values["date"] is None and entry.value:
            extra[name] = entry.value
    else:
        extra[name] = entry.value
        warn("unknown-field", "This field is not known; it is kept and shown as it is.")


Warn = Callable[[str, str], None]


def _text(value: Any, warn: Warn) -> str:
    if isinstance(value, str):
        return nfc(value).strip()
    if value is None or value in ([], {}):
        return ""
    warn("wrong-type", "A text was expected; the values were joined.")
    return ", ".join(_strings(value))


def _strings(value: Any) -> Iterator[str]:
    """Every scalar in ``value``, in order."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{key}: {', '.join(_strings(inner))}"
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif value is not None:
        yield nfc(value).strip()


def _list(value: Any, warn: Warn) -> tuple[str, ...]:
    if isinstance(value, str):
        parts = re.split(r"\s*[,，、]\s*", value.strip())
        if len(parts) > 1:
            warn("wrong-type", "A list was expected; the text was split at its commas.")
    else:
        parts = list(_strings(value))
        if isinstance(value, dict) or any(isinstance(inner, list | dict) for inner in value or ()):
            warn("wrong-type", "A plain list was expected; what is nested was made flat.")
    return tuple(dict.fromkeys(nfc(part).strip() for part in parts if part and part.strip()))


def _guests(value: Any, warn: Warn) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(dict.fromkeys(part for part in _GUESTS.split(nfc(value).strip()) if part))
    return _list(value, warn)


def _draft(value: Any, warn: Warn) -> bool:
    if value is None:
        return False
    word = value.strip().lower() if isinstance(value, str) else "?"
    if word in _TRUE | _FALSE:
        return word in _TRUE
    warn("wrong-type", "Neither true nor false; the document is taken for a draft.")
    return True


def _date(value: Any, warn: Warn) -> datetime.date | None:
    if value is None or value in ("", [], {}):
        return None
    found = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if found:
            return datetime.date(*(int(part) for part in found.groups()))
        why = "It is not a date of the form 2025-10-04"
    except ValueError:
        why = "There is no such day"
    warn("wrong-date", f"{why}; the article has no date until you set one.")
    return None


def _load(raw: str, file: str, warnings: list[ImporterWarning]) -> dict[str, _Entry]:
    """The top-level fields with their lines in the file. Tries once more with colons in plain texts quoted."""
    try:
        return _build(raw, file)
    except yaml.YAMLError as error:
        mended = _UNQUOTED.sub(
            lambda found: f"{found[1]}: '{found[2].strip().replace(chr(39), chr(39) * 2)}'", raw
        )
        if mended == raw:
            raise _refusal(error, file) from error
        try:
            entries = _build(mended, file)
        except yaml.YAMLError:
            raise _refusal(error, file) from error
        for found in _UNQUOTED.finditer(raw):
            line = raw.count("\n", 0, found.start()) + 2
            warnings.append(
                ImporterWarning(
                    "unquoted-colon",
                    "A text with a colon should be in quotes; it was read whole.",
                    line,
                    found[1],
                )
            )
        return entries


def _refusal(error: yaml.YAMLError, file: str) -> ImportRefused:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it is not YAML"
    return ImportRefused(
        f"The front matter cannot be read: {problem}.", file=file, line=mark.line + 2 if mark else 1
    )


def _build(raw: str, file: str) -> dict[str, _Entry]:
    """Build strings, lists and dictionaries from YAML events, without recursion, aliases or types."""
    top: dict[str, _Entry] = {}
    stack: list[_Open] = []
    for count, event in enumerate(yaml.parse(raw, Loader=yaml.CSafeLoader)):
        line = _line_of(event)
        _refuse_excess(event, count, len(stack), file)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            closed = stack.pop()
            if stack:
                stack[-1].add(closed.value, line, file)
            elif closed.is_mapping:
                top = closed.entries
            else:
                raise ImportRefused("The front matter is a list; fields were expected.", file=file, line=2)
        elif isinstance(event, yaml.ScalarEvent):
            value = None if not event.style and event.value in _NULLS else event.value
            if not stack:
                if value:
                    raise ImportRefused("The front matter holds no fields.", file=file, line=line)
                continue
            stack[-1].add(value, line, file)
    return top


def _line_of(event: yaml.Event) -> int:
    """The line of the file; the front matter begins on the second."""
    return event.start_mark.line + 2 if event.start_mark else 0


def _refuse_excess(event: yaml.Event, count: int, depth: int, file: str) -> None:
    """Raise :class:`ImportRefused` for what may grow without bound."""
    line = _line_of(event)
    if count > MAX_EVENTS or depth > MAX_DEPTH:
        raise ImportRefused(
            "The front matter is nested too deeply or has too many values.", file=file, line=line
        )
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise ImportRefused("Anchors and aliases are not allowed in front matter.", file=file, line=line)


class _Open:
    """A mapping or sequence that is being read."""

    def __init__(self, is_mapping: bool, line: int) -> None:
        self.is_mapping, self.line = is_mapping, line
        self.items: list[Any] = []
        self.entries: dict[str, _Entry] = {}
        self.key: str | None = None
        self.key_line = line

    @property
    def value(self) -> Any:
        """The plain value."""
        return {key: entry.value for key, entry in self.entries.items()} if self.is_mapping else self.items

    def add(self, value: Any, line: int, file: str) -> None:
        """Take the next node."""
        if not self.is_mapping:
            self.items.append(value)
        elif self.key is None:
            self.key, self.key_line = self._as_key(value, line, file), line
        else:
            self.entries[self.key] = _Entry(value, self.key_line)
            self.key = None

    def _as_key(self, value: Any, line: int, file: str) -> str:
        key = "" if value is None else value
        if not isinstance(key, str):
            raise ImportRefused("A field's name must be a word.", file=file, line=line)
        if key in self.entries:
            raise ImportRefused("This field stands there twice.", file=file, line=line, name=key)
        return key
