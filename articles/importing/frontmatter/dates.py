"""Days, in the many ways that front matter and file names write them. The day is the author's, whatever the zone."""

from __future__ import annotations

import datetime
import re
from pathlib import PurePath

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_CLOCK = r"(?:[T\s,].{0,60})?"
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})\s*[-/.年_]\s*(?P<month>\d{{1,2}})\s*[-/.月_]\s*(?P<day>\d{{1,2}})\s*[日号號]?{_CLOCK}",
    re.IGNORECASE,
)
_COMPACT = re.compile(rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}}){_CLOCK}", re.IGNORECASE)
_MONTH_NAMED = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\.?,?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_CLOCK}",
    re.IGNORECASE,
)
_DAY_NAMED = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\.?,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(?P<year>\d{{4}}){_CLOCK}",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(
    rf"(?P<first>\d{{1,2}})[-/.](?P<second>\d{{1,2}})[-/.](?P<year>\d{{4}}){_CLOCK}", re.IGNORECASE
)
_UNIX_DATE = re.compile(  # "Thu Jan  2 10:00:00 CST 2020"
    rf"(?:mon|tue|wed|thu|fri|sat|sun)\s+{_MONTH}\s+(?P<day>\d{{1,2}})\s+[\d:]{{5,8}}\s+(?:[A-Z]{{1,5}}\s+)?(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"(\d{10})(?:\d{3})?")
_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_/](\d{1,2})[-_/](\d{1,2})(?=[-_/ .]|$)(?!\d)")


class NoSuchDay(ValueError):
    """A date that no calendar has."""


def day_of(written: str) -> datetime.date | None:
    """The day that ``written`` names; ``None`` when it is no date. Raises :class:`NoSuchDay` for 2025-02-30.

    With numbers only and the year last, the month comes first, as the generators written in JavaScript read it,
    unless it cannot.
    """
    text = written.strip()
    for pattern in (_YEAR_FIRST, _COMPACT, _MONTH_NAMED, _DAY_NAMED, _UNIX_DATE):
        if found := pattern.fullmatch(text):
            month = found["month"]
            number = int(month) if month.isdecimal() else _MONTHS[month[:3].lower()]
            return _day(int(found["year"]), number, int(found["day"]))
    if found := _YEAR_LAST.fullmatch(text):
        first, second = int(found["first"]), int(found["second"])
        return _day(int(found["year"]), *((second, first) if first > 12 else (first, second)))
    if found := _SECONDS.fullmatch(text):
        return datetime.datetime.fromtimestamp(int(found[1]), tz=datetime.UTC).date()
    return None


def is_ambiguous(written: str) -> bool:
    """Whether day and month could be the other way round."""
    found = _YEAR_LAST.fullmatch(written.strip())
    return bool(
        found
        and int(found["first"]) <= 12
        and int(found["second"]) <= 12
        and found["first"] != found["second"]
    )


def day_in_name(file: str) -> datetime.date | None:
    """The day in a file's name or folders: ``_posts/2020-01-02-title.md``, ``2020/01/02/title/index.md``."""
    found = _IN_NAME.search(PurePath(file.replace("\\", "/")).with_suffix("").as_posix())
    try:
        return _day(*(int(part) for part in found.groups())) if found else None
    except NoSuchDay:
        return None


def without_day(name: str) -> str:
    """``name`` without the day that it begins with."""
    found = _IN_NAME.match(name)
    return name[found.end() :].lstrip("-_ .") if found else name


def _day(year: int, month: int, day: int) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise NoSuchDay(str(error)) from error
