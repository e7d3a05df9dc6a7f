"""TOML front matter (``+++``), as Hugo and Zola write it."""

from __future__ import annotations

import re
import tomllib

from articles.importing.document import ImporterWarning, ImportRefused
from articles.importing.frontmatter.values import MAX_DEPTH, Entry, Size, plain

_TOKENS = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'[^\0]*?\'\'\'|"(?:\\.|[^"\\\n])*+"|\'[^\'\n]*+\'|#[^\n]*+|[\[{]|[\]}]|(?:\.[ \t]*[\w-]+){12,}|\d[\d_]{4000,}'
)
_DATE = re.compile(
    r"^([ \t]*[\w\"'.-]+[ \t]*=[ \t]*)(\d{4}-\d{2}-\d{2}[T \d:.+Zz-]*?)([ \t]*(?:#.*)?)$", re.MULTILINE
)
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_NAME = re.compile(r"[ \t]*\[*[ \t]*[\"']?([\w.-]+)")


def load(raw: str, file: str, first_line: int, warnings: list[ImporterWarning]) -> dict[str, Entry]:
    """The top-level fields with their lines in the file. Raises :class:`ImportRefused`."""
    _refuse_excess(raw, file, first_line)
    try:
        values = tomllib.loads(raw, parse_float=str)
    except ValueError as error:
        if "date" not in str(error):
            raise _refusal(error, raw, file, first_line) from error
        try:  # a day that does not exist: as a string it gets the same warning as in YAML
            values = tomllib.loads(_DATE.sub(r'\1"\2"\3', raw), parse_float=str)
        except ValueError as again:
            raise _refusal(again, raw, file, first_line) from again
    size = Size(file)
    lines = _lines_of(raw, first_line)
    return {
        name: Entry(plain(value, size, lines.get(name, first_line)), lines.get(name, first_line))
        for name, value in values.items()
    }


def _lines_of(raw: str, first_line: int) -> dict[str, int]:
    """The first line on which each top-level name stands."""
    found: dict[str, int] = {}
    for number, line in enumerate(raw.split("\n"), first_line):
        if name := _NAME.match(line):
            found.setdefault(name[1].partition(".")[0], number)
    return found


def _refusal(error: ValueError, raw: str, file: str, first_line: int) -> ImportRefused:
    place = _AT_LINE.search(str(error))
    index = int(place[1]) - 1 if place and place[1] else raw.rstrip().count("\n")
    name = _NAME.match(raw.split("\n")[index]) if "overwrite" in str(error) else None
    why = _AT_LINE.sub("", str(error)).rstrip(".")
    if name:
        first = _lines_of(raw, first_line).get(name[1], first_line)
        why = f"this field stands there twice. The first is on line {first}"
    return ImportRefused(
        f"The front matter cannot be read: {why}.",
        file=file,
        line=first_line + index,
        name=name[1] if name else "",
    )


def _refuse_excess(raw: str, file: str, first_line: int) -> None:
    """Raise :class:`ImportRefused` before the parser would recurse too deeply or convert an endless number."""
    depth = 0
    for found in _TOKENS.finditer(raw):
        sign = found[0]
        depth += 1 if sign in "[{" else -1 if sign in "]}" else 0
        why = ""
        if depth > MAX_DEPTH or sign[0] == ".":
            why = "The front matter is nested too deeply or has too many values."
        elif sign[0].isdigit():
            why = "A number of more than 4,000 digits cannot be read."
        if why:
            raise ImportRefused(why, file=file, line=first_line + raw.count("\n", 0, found.start()))
