"""JSON front matter, and Hexo's ``;;;`` form without the outer braces."""

from __future__ import annotations

import json
import re
from typing import Any

from articles.importing.document import ImporterWarning, ImportRefused
from articles.importing.frontmatter.values import MAX_DEPTH, Entry, Size, plain

_NESTING = re.compile(r'"(?:\\.|[^"\\])*+"|[\[{]|[\]}]')


def load(raw: str, file: str, first_line: int, warnings: list[ImporterWarning]) -> dict[str, Entry]:
    """The top-level fields with their lines in the file. Raises :class:`ImportRefused`."""
    text = raw if raw.lstrip().startswith("{") else "{" + raw.strip().rstrip(",") + "}"
    _refuse_depth(text, file, first_line)

    def line_of(name: str) -> int:
        places = [found.start() for found in re.finditer(re.escape(json.dumps(name)) + r"\s*:", raw)]
        return first_line + raw.count("\n", 0, places[-1]) if places else first_line

    def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in found and found[name] != value:
                raise ImportRefused(
                    "This field stands there twice.", file=file, line=line_of(name), name=name
                )
            if name in found:
                warnings.append(
                    ImporterWarning("field-twice", "This field stands there twice.", line_of(name), name)
                )
            found[name] = value
        return found

    try:
        values = json.loads(
            text, object_pairs_hook=without_doubles, parse_int=str, parse_float=str, parse_constant=str
        )
    except json.JSONDecodeError as error:
        line = first_line + error.lineno - 1
        raise ImportRefused(f"The front matter cannot be read: {error.msg}.", file=file, line=line) from error
    size = Size(file)
    return {name: Entry(plain(value, size, first_line), line_of(name)) for name, value in values.items()}


def _refuse_depth(text: str, file: str, first_line: int) -> None:
    """Raise :class:`ImportRefused` before the parser would recurse too deeply."""
    depth = 0
    for found in _NESTING.finditer(text):
        depth += 1 if found[0] in "[{" else -1 if found[0] in "]}" else 0
        if depth > MAX_DEPTH:
            line = first_line + text.count("\n", 0, found.start())
            raise ImportRefused(
                "The front matter is nested too deeply or has too many values.", file=file, line=line
            )
