"""From names and plain values to the metadata of a document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from articles.importing.document import ImporterWarning, Metadata
from articles.importing.frontmatter import from_json, from_toml, from_yaml
from articles.importing.frontmatter.dates import NoSuchDay, day_in_name, day_of, is_ambiguous
from articles.importing.frontmatter.fences import Split
from articles.importing.frontmatter.names import (
    CHANGES,
    DATES,
    DRAFTS,
    KEPT,
    LABELS,
    LISTS,
    TEXTS,
    normal,
)
from articles.importing.frontmatter.values import Entry, refuse_no_text
from articles.text.normalise import fold_space, nfc

LOADERS: dict[str, Callable[[str, str, int, list[ImporterWarning]], dict[str, Entry]]] = {
    "yaml": from_yaml.load,
    "toml": from_toml.load,
    "json": from_json.load,
}
# How much of a text an article shows; the file keeps the rest. The database's columns are as wide (a test compares).
LONGEST = {
    "title": 500, "author": 200, "speaker": 200, "source": 1000, "series": 200, "category": 200, "area": 200,
    "status": 100, "layout": 200,
}  # fmt: skip
LONGEST_NAME = {
    "projects": 200,
    "tags": 100,
    "people": 200,
    "organisations": 200,
    "products": 200,
    "media": 200,
}
_PARAGRAPHS = {"summary", "insight"}  # the only texts whose line breaks say something
_TRUE, _FALSE = {"true", "yes", "on", "1", "y"}, {"false", "no", "off", "0", "n", ""}
_GUESTS = re.compile(r"\s*[,，、;；&]\s*|\s+and\s+|\s*和\s*")
_COMMAS = re.compile(r"\s*[,，、;；]\s*")
_HASHTAGS = re.compile(r"#\S+(?:\s+#\S+)*")
_LONGEST_DATE = 100
_EMPTY: tuple[Any, ...] = (None, "", [], {})  # four spellings of nothing

Warn = Callable[[str, str], None]


@dataclass(slots=True)
class FrontMatter:
    """The fields understood, what there is to say about them, and why those that were guessed were."""

    metadata: Metadata
    warnings: list[ImporterWarning] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)


def read(parts: Split, file: str, today: datetime.date | None = None) -> FrontMatter:
    """The metadata of a document. Raises :class:`ImportRefused` naming line and field.

    ``today`` decides whether a date lies in the future (default: today).
    """
    warnings: list[ImporterWarning] = []
    entries = LOADERS[parts.kind](parts.raw, file, parts.raw_line, warnings) if parts.kind else {}
    for name, entry in entries.items():
        refuse_no_text(name, entry, file)
    reader = _Reader(entries, warnings, file)
    values = reader.read(today or datetime.datetime.now(tz=datetime.UTC).date())
    raw_format = parts.kind if parts.raw else ""
    metadata = Metadata(**values, extra=reader.extra(), raw=parts.raw, raw_format=raw_format)
    return FrontMatter(metadata, warnings, reader.guessed)


class _Reader:
    """Takes the fields of one front matter, each by the names it goes by."""

    def __init__(self, entries: dict[str, Entry], warnings: list[ImporterWarning], file: str) -> None:
        self.entries, self.warnings, self.file = entries, warnings, file
        self.names: dict[str, str] = {}  # as compared → as written; the first spelling wins
        for name in entries:
            self.names.setdefault(normal(name), name)
        self.used: set[str] = set()
        self.guessed: dict[str, str] = {}

    def read(self, today: datetime.date) -> dict[str, Any]:
        """The values for :class:`Metadata`."""
        self._open_taxonomies()
        values: dict[str, Any] = {}
        for target, names in TEXTS.items():
            values[target] = self._first(names, partial(self._text, target)) or ""
        for target, names in LISTS.items():
            values[target] = self._first(names, partial(self._list, target)) or ()
        values["date"] = self._date()
        values["draft"] = self._draft() | self._lies_ahead(values["date"], today)
        return values

    def extra(self) -> dict[str, Any]:
        """What has no place of its own, as written; names that nobody knows get a warning."""
        known = {*KEPT, *DATES, *CHANGES, *DRAFTS}
        known |= {name for names in (*TEXTS.values(), *LISTS.values()) for name in names}
        left = {name: entry for name, entry in self.entries.items() if name not in self.used}
        for name, entry in left.items():
            if normal(name) not in known:
                message = "This field is not known; it is kept and shown as it is."
                self.warnings.append(ImporterWarning("unknown-field", message, entry.line, name))
        return {name: entry.value for name, entry in left.items()}

    def _open_taxonomies(self) -> None:
        """Zola keeps tags and categories in a table of their own."""
        written = self.names.get("taxonomies")
        table = self.entries[written].value if written else None
        if written and isinstance(table, dict):
            for name in table:
                self.names.setdefault(normal(name), name)
                self.entries.setdefault(name, Entry(table[name], self.entries[written].line))

    def _first(self, names: tuple[str, ...], convert: Callable[[Any, Warn], Any]) -> Any:
        """The first of ``names`` that says something, converted."""
        for name in names:
            written = self.names.get(name)
            if written is None or written in self.used or self._is_empty(written):
                continue
            entry = self.entries[written]
            if value := convert(entry.value, self._warner(written, entry)):
                self.used.add(written)
                return value
        return None

    def _is_empty(self, name: str) -> bool:
        """Whether the field says nothing; then there is nothing to keep either."""
        empty = self.entries[name].value in _EMPTY
        if empty:
            self.used.add(name)
        return empty

    def _warner(self, name: str, entry: Entry) -> Warn:
        return lambda code, message: self.warnings.append(ImporterWarning(code, message, entry.line, name))

    def _text(self, target: str, value: Any, warn: Warn) -> str:
        parts = list(labels(value))
        if target == "category" and len(parts) > 1:
            return parts[0][: LONGEST["category"]]
        if len(parts) > 1 and target != "author":
            warn("wrong-type", "A text was expected; the values were joined.")
        text = ", ".join(parts)
        text = text.strip() if target in _PARAGRAPHS else fold_space(text)
        longest = LONGEST.get(target, len(text))
        if len(text) > longest:
            warn("too-long", f"Only the first {longest:,} characters are shown; the file keeps them all.")
        return text

    def _list(self, target: str, value: Any, warn: Warn) -> tuple[str, ...]:
        if not isinstance(value, str):
            parts = list(labels(value))
            if isinstance(value, dict):
                warn("wrong-type", "A plain list was expected; what is nested was made flat.")
        elif target == "guests":
            parts = _GUESTS.split(nfc(value).strip())
        else:
            parts = self._split(nfc(value).strip(), warn)
        names = tuple(dict.fromkeys(fold_space(part) for part in parts if part.strip()))
        longest = LONGEST_NAME.get(target, 200)
        if any(len(name) > longest for name in names):
            warn(
                "too-long",
                f"Only the first {longest:,} characters of a name are shown; the file keeps them all.",
            )
        return names

    def _split(self, text: str, warn: Warn) -> list[str]:
        """A list written as one text: at its commas; at its spaces where that is the habit."""
        if _HASHTAGS.fullmatch(text):
            return [part.lstrip("#") for part in text.split()]
        parts = _COMMAS.split(text)
        if len(parts) == 1 and " " in text and self._is_jekyll():
            parts = text.split()
        if len(parts) > 1:
            warn("wrong-type", "A list was expected; the text was split.")
        return parts

    def _is_jekyll(self) -> bool:
        """Jekyll parts a text at its spaces; its posts have a day in their name, or a layout without a suffix."""
        layout = self.entries[self.names["layout"]].value if "layout" in self.names else None
        return day_in_name(self.file) is not None or (isinstance(layout, str) and "." not in layout)

    def _date(self) -> datetime.date | None:
        for name in (*DATES, *CHANGES):
            written = self.names.get(name)
            if written is None or self._is_empty(written):
                continue
            entry = self.entries[written]
            if name in DRAFTS and _flag(entry.value) is not None:
                continue  # "published: false" is no date
            day = self._day(written, entry)
            if day is not None and name in CHANGES:
                self.guessed["date"] = "last-change"
            return day
        day = day_in_name(self.file)
        if day is not None:
            self.guessed["date"] = "file-name"
        return day

    def _day(self, name: str, entry: Entry) -> datetime.date | None:
        warn = self._warner(name, entry)
        try:
            text = entry.value if isinstance(entry.value, str) else ""
            day = day_of(text) if len(text) <= _LONGEST_DATE else None
            why = "It is not a date of the form 2025-10-04"
        except NoSuchDay:
            day, why = None, "There is no such day"
        if day is None:
            warn("wrong-date", f"{why}; the article has no date until you set one.")
            return None
        if is_ambiguous(text):
            warn("ambiguous-date", f"Day or month first? It was read as {day.isoformat()}.")
        if name not in CHANGES:
            self.used.add(name)
        return day

    def _draft(self) -> bool:
        """Whether any of the names that may say so says that the document is not for everybody."""
        found = False
        for name, hides in DRAFTS.items():
            written = self.names.get(name)
            if written is None or self._is_empty(written):
                continue
            entry = self.entries[written]
            if isinstance(hides, str):
                found |= isinstance(entry.value, str) and entry.value.strip().lower() == hides
                continue
            flag = _flag(entry.value)
            if flag is None and name == "draft":
                message = "Neither true nor false; the document is taken for a draft."
                self._warner(written, entry)("wrong-type", message)
                found = True
            found |= flag is hides
            if name == "draft":
                self.used.add(written)
        return found

    def _lies_ahead(self, day: datetime.date | None, today: datetime.date) -> bool:
        """A day in the future keeps a document among the editors, as Hugo and Jekyll do."""
        if day is None or "date" in self.guessed or day <= today + datetime.timedelta(days=1):
            return False
        message = "The date lies in the future: the document is taken for a draft until then."
        self.warnings.append(ImporterWarning("future-date", message, 0, "date"))
        return True


def _flag(value: Any) -> bool | None:
    """True or false, where ``value`` is one of the words for them."""
    word = value.strip().lower() if isinstance(value, str) else None
    return word in _TRUE if word in _TRUE | _FALSE else None


def labels(value: Any) -> Iterator[str]:
    """The words in ``value``, nested lists made flat; of a mapping its name, else everything in it."""
    if isinstance(value, str):
        if value.strip():
            yield nfc(value).strip()
    elif isinstance(value, list):
        for inner in value:
            yield from labels(inner)
    elif isinstance(value, dict):
        known = {normal(key): inner for key, inner in value.items()}
        label = next((known[name] for name in LABELS if isinstance(known.get(name), str)), None)
        if label:
            yield nfc(label).strip()
        else:
            for key, inner in value.items():
                words = ", ".join(labels(inner))
                yield f"{key}: {words}" if words else str(key)
