"""Files in, places out: what the two commands for judging the engine share."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from annotations.anchoring.carrying import carry
from annotations.anchoring.reanchor import Placed

Passage = tuple[int, int]


class ReportError(Exception):
    """What is wrong with a file, with its name and, for notes, the entry (counted from 0) and the field."""


def add_arguments(parser: ArgumentParser) -> None:
    """What both commands take."""
    parser.add_argument("old", type=Path, metavar="OLD", help="the text that the passages are of")
    parser.add_argument("new", type=Path, metavar="NEW", help="the text that followed it")
    parser.add_argument("notes", type=Path, metavar="NOTES.json", help='a list of {"start": …, "end": …}')
    parser.add_argument(
        "--through", type=Path, nargs="+", default=[], metavar="FILE", help="further revisions after NEW"
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print a JSON list (also without being told)")
    shape.add_argument("--table", action="store_true", help="print lines for people")


def report(texts: Sequence[Path], notes: Path) -> list[Placed]:
    """Where the passages in ``notes`` of the first of ``texts`` stand in the last. Raises :class:`ReportError`."""
    revisions = [_read(path) for path in texts]
    return carry(revisions, _passages(notes, len(revisions[0]), texts[0]))


def printed(options: Namespace) -> str:
    """What the commands print, with a line end. Raises :class:`ReportError`."""
    placed = report([options.old, options.new, *options.through], options.notes)
    rows = [_line(number, one) if options.table else _json(one) for number, one in enumerate(placed)]
    if options.table:
        return "".join(f"{row}\n" for row in rows)
    return "[\n  " + ",\n  ".join(rows) + "\n]\n" if rows else "[]\n"


def _json(one: Placed) -> str:
    return json.dumps(
        {
            "start": one.start,
            "end": one.end,
            "status": one.status.value,
            "confidence": round(one.confidence, 4),
        }
    )


def _line(number: int, one: Placed) -> str:
    place = f"{one.start}–{one.end}" if one.range else "–"
    return f"{number:>6}  {place:>15}  {one.status.value:<9}  {one.confidence:.4f}"


def _read(path: Path) -> str:
    """The text as it is: UTF-8, line ends untouched."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ReportError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReportError(f"{path}: not UTF-8 at byte {error.start}") from error


def _passages(path: Path, length: int, text: Path) -> list[Passage]:
    try:
        entries = json.loads(_read(path))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReportError(f"{path}: not JSON: {error}") from error
    if not isinstance(entries, list):
        raise ReportError(f"{path}: not a list of {{start, end}}")
    return [_passage(f"{path}: entry {index}", entry, length, text) for index, entry in enumerate(entries)]


def _passage(where: str, entry: object, length: int, text: Path) -> Passage:
    if not isinstance(entry, dict):
        raise ReportError(f"{where}: not an object with start and end")
    values = []
    for name in ("start", "end"):
        value = entry.get(name)
        if type(value) is not int:
            raise ReportError(f"{where}: {name}: not a whole number")
        if not 0 <= value <= length:
            raise ReportError(f"{where}: {name}: {value} lies outside {text}, which has {length} code points")
        values.append(value)
    if values[0] >= values[1]:
        raise ReportError(f"{where}: end: must be greater than start")
    return values[0], values[1]
