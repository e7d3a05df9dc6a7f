"""Where front matter begins and ends: ``---`` (YAML), ``+++`` (TOML), ``{…}`` and ``;;;`` (JSON).

Also Eleventy's ``---json``, a closing ``...``, more dashes than three, and Hexo's front matter without an
opening fence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.importing.document import ImportRefused
from articles.importing.frontmatter.values import MAX_CHARACTERS

_OPENING = re.compile(r"(?:[ \t]*\n)*(-{3,}|\+{3}|;{3})[ \t]*(yaml|yml|toml|json)?[ \t]*(?:#.*)?\n")
_OBJECT = re.compile(r"\s*(?=\{\s*[\"}])")
_CLOSING = {"-": r"^(?:{0}|\.\.\.)[ \t]*$", "+": r"^\+\+\+[ \t]*$", ";": r"^;;;[ \t]*$"}
_KINDS = {"-": "yaml", "+": "toml", ";": "json"}
_FIELD = {
    "yaml": re.compile(r"\s*(?:#.*\n\s*)*[\"']?[\w][\w .$/-]{0,60}[\"']?[ \t]*:(?:\s|$)"),
    "toml": re.compile(r"\s*(?:#.*\n\s*)*(?:\[|[\"']?[\w][\w.-]{0,60}[\"']?[ \t]*=)"),
    "json": re.compile(r"\s*[\"{]"),
}
# Hexo: fields from the first line on, closed by dashes. Its first field is one that no dialogue begins with.
_UNOPENED = re.compile(
    r"(?=\"?(?:title|date|layout|tags|categories|permalink|author|id|slug|cover|updated)\"?[ \t]*:)"
    r"(?:(?:\"?[A-Za-z_][\w-]{0,40}\"?[ \t]*:(?:[ \t].*)?|[ \t]+\S.*|[-\]}][ \t,]?.*|#.*)\n){1,200}?(?P<fence>-{3,}|;{3})[ \t]*(?:\n|\Z)"
)
_BRACKETS = re.compile(r'"(?:\\.|[^"\\])*+"|[{}]')


@dataclass(frozen=True, slots=True)
class Split:
    """A text parted into front matter (without its fences) and body, with the file line where each begins."""

    raw: str
    body: str
    body_line: int
    kind: str = ""  # "yaml", "toml", "json", or "" when there is none
    raw_line: int = 1


def split(text: str, file: str) -> Split:
    """Part front matter from body. Raises :class:`ImportRefused` when it is never closed or too long."""
    if opening := _OPENING.match(text):
        return _fenced(text, opening, file)
    if _OBJECT.match(text):
        return _object(text, file)
    if unopened := _UNOPENED.match(text):
        kind = _KINDS[unopened["fence"][0]]
        return _parted(text, 0, unopened.start("fence"), unopened.end(), kind)
    return Split("", text, 1)


def begins(text: str) -> bool:
    """Whether ``text`` seems to begin with front matter."""
    opening = _OPENING.match(text)
    return bool(
        (opening and _looks_like_fields(text, opening)) or _OBJECT.match(text) or _UNOPENED.match(text)
    )


def _looks_like_fields(text: str, opening: re.Match[str]) -> bool:
    return bool(_FIELD[_kind_of(opening)].match(text, opening.end()))


def _kind_of(opening: re.Match[str]) -> str:
    return (opening[2] or _KINDS[opening[1][0]]).replace("yml", "yaml")


def _fenced(text: str, opening: re.Match[str], file: str) -> Split:
    pattern = _CLOSING[opening[1][0]].replace("{0}", opening[1])
    closing = re.compile(pattern, re.MULTILINE).search(text, opening.end(), opening.end() + MAX_CHARACTERS)
    if closing:
        end = min(closing.end() + 1, len(text))
        return _parted(text, opening.end(), closing.start(), end, _kind_of(opening))
    if not _looks_like_fields(text, opening):
        return Split("", text, 1)  # a thematic break opens the text
    why = "longer than 64 KiB" if len(text) > MAX_CHARACTERS else f"never closed by a line {opening[1]}"
    line = text.count("\n", 0, opening.start(1)) + 1
    raise ImportRefused(f"The front matter is {why}.", file=file, line=line)


def _object(text: str, file: str) -> Split:
    """JSON from the first brace to the one that closes it."""
    depth = 0
    for found in _BRACKETS.finditer(text, 0, MAX_CHARACTERS):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth and found[0] == "}":
            return _parted(text, text.index("{"), found.end(), found.end(), "json")
    why = "longer than 64 KiB" if len(text) > MAX_CHARACTERS else "never closed by a brace"
    raise ImportRefused(f"The front matter is {why}.", file=file, line=1)


def _parted(text: str, start: int, end: int, body_at: int, kind: str) -> Split:
    line = text.count("\n", 0, start) + 1
    return Split(text[start:end], text[body_at:], text.count("\n", 0, body_at) + 1, kind, line)
