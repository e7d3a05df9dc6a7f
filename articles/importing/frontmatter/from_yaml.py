"""YAML front matter, built from events: nothing is executed, every scalar stays a string, aliases are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from articles.importing.document import ImporterWarning, ImportRefused
from articles.importing.frontmatter.mending import mend
from articles.importing.frontmatter.values import Entry, Size

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}
_CORE = "tag:yaml.org,2002:"
_HARMLESS = {"str", "int", "float", "bool", "null", "timestamp", "seq", "map", "set", "omap", "pairs"}
_NOTHING = object()


def load(raw: str, file: str, first_line: int, warnings: list[ImporterWarning]) -> dict[str, Entry]:
    """The top-level fields with their lines in the file. Raises :class:`ImportRefused`.

    What is no YAML is tried once more with the usual slips mended, each with a warning.
    """
    try:
        return _Builder(file, first_line, warnings).build(raw)
    except yaml.YAMLError as error:
        mended, slips = mend(raw, first_line, is_yaml)
        if not slips:
            raise _refusal(error, file, first_line) from error
        try:
            entries = _Builder(file, first_line, warnings).build(mended)
        except yaml.YAMLError:
            raise _refusal(error, file, first_line) from error
        warnings += slips
        return entries


def is_yaml(text: str) -> bool:
    """Whether ``text`` parses as it stands."""
    try:
        return all(True for _ in yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError:
        return False


def _refusal(error: yaml.YAMLError, file: str, first_line: int) -> ImportRefused:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not YAML"
    line = first_line + mark.line if mark else first_line
    return ImportRefused(f"The front matter cannot be read: {problem}.", file=file, line=line)


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being read, and how much had been read before it."""

    is_mapping: bool
    anchor: str | None
    before: tuple[int, int]
    items: list[Any] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    merged: dict[str, Entry] = field(default_factory=dict)
    key: Any = _NOTHING
    key_line: int = 0

    @property
    def fields(self) -> dict[str, Entry]:
        """The mapping's entries; those that a merge key brought give way to those written here."""
        return {**self.merged, **self.entries} if self.merged else self.entries

    @property
    def value(self) -> Any:
        """The plain value."""
        return {key: entry.value for key, entry in self.fields.items()} if self.is_mapping else self.items


class _Builder:
    """Reads one document without recursion."""

    def __init__(self, file: str, first_line: int, warnings: list[ImporterWarning]) -> None:
        self.file, self.first_line, self.warnings = file, first_line, warnings
        self.size = Size(file)
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int, int]] = {}  # value, and how many values and characters it has
        self.top: dict[str, Entry] = {}
        self.line = first_line
        self.mark: Any = None

    def build(self, raw: str) -> dict[str, Entry]:
        """The fields of the document. Raises :class:`ImportRefused` and ``yaml.YAMLError``."""
        for event in yaml.parse(raw, Loader=_LOADER):
            self.mark = event.start_mark
            self.line = self.first_line + (self.mark.line if self.mark else 0)
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._open(event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self._close()
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event.anchor)
        return self.top

    def _refused(self, message: str, name: str = "", line: int = 0) -> ImportRefused:
        return ImportRefused(message, file=self.file, line=line or self.line, name=name)

    def _check_tag(self, tag: str | None) -> None:
        """Only YAML's own simple types may be named; a tag of one's own is passed over."""
        if tag is None or tag == "!" or tag.removeprefix(_CORE) in _HARMLESS:
            return
        if tag.startswith("!"):
            self._warn("tag", f"The tag {tag} means nothing here and was passed over.")
            return
        raise self._refused(
            f"The tag !!{tag.removeprefix(_CORE)} is not allowed in front matter.", self._name()
        )

    def _name(self) -> str:
        """The top-level field that is being read."""
        key = self.stack[0].key if self.stack else ""
        return key if isinstance(key, str) else ""

    def _warn(self, code: str, message: str) -> None:
        self.warnings.append(ImporterWarning(code, message, self.line, self._name()))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._check_tag(event.tag)
        self.size.add(1, 0, len(self.stack) + 1, self.line)
        before = (self.size.values, self.size.characters)
        self.stack.append(_Open(isinstance(event, yaml.MappingStartEvent), event.anchor, before))

    def _close(self) -> None:
        closed = self.stack.pop()
        if closed.anchor:
            values = self.size.values - closed.before[0] + 1
            self.anchors[closed.anchor] = (closed.value, values, self.size.characters - closed.before[1])
        if self.stack:
            self._add(closed.value)
        elif closed.is_mapping:
            self.top = closed.fields
        else:
            raise self._refused("The front matter is a list; fields were expected.", line=self.first_line)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check_tag(event.tag)
        value = None if not event.style and event.value in _NULLS else event.value
        self.size.add(1, len(event.value), len(self.stack), self.line)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1, len(event.value))
        if self.stack:
            self._add(value)
        elif value:
            raise self._refused("The front matter holds no fields.")

    def _alias(self, name: str | None) -> None:
        if name is None or name not in self.anchors:
            raise self._refused(f"The alias *{name} names nothing that stands before it.", self._name())
        value, values, characters = self.anchors[name]
        self.size.add(values, characters, len(self.stack), self.line)
        if self.stack:
            self._add(value)

    def _add(self, value: Any) -> None:
        """Give the next node to the collection that is open."""
        here = self.stack[-1]
        if not here.is_mapping:
            here.items.append(value)
        elif here.key is _NOTHING:
            if isinstance(value, list | dict):
                raise yaml.MarkedYAMLError(problem="a field's name must be a word", problem_mark=self.mark)
            here.key, here.key_line = value or "", self.line
        else:
            name, here.key = here.key, _NOTHING
            if name == "<<" and (sources := list(_mappings(value))):
                for source in sources:
                    for key, inner in source.items():
                        here.merged.setdefault(key, Entry(inner, here.key_line))
            else:
                self._set(here, name, value)

    def _set(self, here: _Open, name: str, value: Any) -> None:
        known = here.entries.get(name)
        if known is None:
            here.entries[name] = Entry(value, here.key_line)
            return
        message = f"This field stands there twice. The first is on line {known.line}"
        if known.value != value:
            raise self._refused(f"{message} and says something else.", name, here.key_line)
        self.warnings.append(ImporterWarning("field-twice", f"{message}.", here.key_line, name))


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    """What a merge key brings: one mapping or several."""
    for source in value if isinstance(value, list) else [value]:
        if isinstance(source, dict):
            yield source
