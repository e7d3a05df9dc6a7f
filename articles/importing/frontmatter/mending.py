"""The usual slips of people who write YAML by hand: a colon, a bracket or a sign that should stand in quotes, tabs."""

from __future__ import annotations

import re
from collections.abc import Callable

from articles.importing.document import ImporterWarning

_TABS = re.compile(r"^ *\t[ \t]*(?=\S)")
_FIELD = re.compile(r"([\w][\w-]*:[ \t]+)(\S.*?)[ \t]*")
_TEMPLATE = ("{{", "{%")


def mend(raw: str, first_line: int, is_yaml: Callable[[str], bool]) -> tuple[str, list[ImporterWarning]]:
    """``raw`` with texts quoted that no YAML parser takes as they stand, and a warning for each change."""
    warnings: list[ImporterWarning] = []
    lines = raw.split("\n")
    for index, line in enumerate(lines):
        if _TABS.match(line):
            line = _TABS.sub(lambda found: found[0].replace("\t", "  "), line)  # noqa: PLW2901
            lines[index] = line
            warnings.append(
                ImporterWarning(
                    "tabs",
                    "YAML allows no tabs before a value; they were read as spaces.",
                    first_line + index,
                )
            )
        field = _FIELD.fullmatch(line)
        if field and _is_a_text(field[2]) and (field[2].startswith(_TEMPLATE) or not is_yaml(line)):
            quoted = _bare(field[2]).replace("'", "''")
            lines[index] = f"{field[1]}'{quoted}'"
            warnings.append(
                ImporterWarning(
                    "unquoted",
                    "A text with a colon or sign like this should be in quotes; it was read whole.",
                    first_line + index,
                    field[1].partition(":")[0],
                )
            )
    return "\n".join(lines), warnings


def _is_a_text(value: str) -> bool:
    """Whether the value is whole on its line: no list, mapping, quotation or block that goes on below."""
    first = value[0]
    if first in "\"'":
        return first in value[1:-1]
    if first in "[{":
        return value.startswith(_TEMPLATE) or (first == "[" and "]" in value[:-1])
    return first not in "|>&!"


def _bare(value: str) -> str:
    """The value without the quotes around it."""
    return value[1:-1] if value[0] in "\"'" and value[-1] == value[0] else value
