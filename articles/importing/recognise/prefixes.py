"""What stands before a speaker's words: number, time, name, a stage direction, and the sign that ends it.

One small grammar, read from left to right, for the many styles: ``侯辰：``, ``**贾老师**：``, ``[00:01:23] Alice:``,
``Alice (00:12):``, ``ALICE:``, ``1. Alice:``, ``【贾老师】``, ``Alice — ``, and a line with nothing but
``Speaker 1 0:03``. It says only where a name would stand; whether somebody of that name speaks is for
:mod:`.speakers`. Every quantifier is bounded, because the text is a stranger's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 160  # code points that a prefix may have


class Sign(StrEnum):
    """What ends a name."""

    COLON = "colon"
    DASH = "dash"
    BRACKETS = "brackets"
    MARKUP = "markup"  # bold or italic letters and no other sign
    LINE = "line"  # the name stands on a line of its own


@dataclass(frozen=True, slots=True)
class Prefix:
    """The name at the beginning of a text, and where the words begin (``end``, in code points of that text).

    ``time`` and ``aside`` (a stage direction or a role in brackets) are as written, the time without brackets.
    """

    name: str
    end: int
    sign: Sign = Sign.COLON
    time: str = ""
    aside: str = ""


_CLOCK = r"\d{1,3}[:：][0-5]\d(?:[:：][0-5]\d)?(?:[.,]\d{1,3})?(?!\d)"
_HAN = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U000323af]"
_WORD = r"[A-Za-z\u00c0-\u024f](?:[A-Za-z0-9\u00c0-\u024f.'’\-]|_(?=\d)){0,30}"
_NUMBER_OF = r"[ _]?\d{1,3}(?!\d|[:：]\d\d)"
_NAME = re.compile(
    rf"(?:[A-Za-z]{{1,12}})?{_HAN}(?:{_HAN}|[·・•]|[A-Za-z]){{0,15}}(?:{_NUMBER_OF})?"
    rf"|{_WORD}(?: {_WORD}){{0,4}}(?:{_NUMBER_OF})?"
)
_SPACE = re.compile(r"[ \t\u00a0\u3000]{0,4}")
_COUNT = re.compile(r"(?:\d{1,4}[.、)）](?!\d)|[（(]\d{1,4}[)）]|#\d{1,4}|[-•·*–—](?=\s)|>{2,3})")
_TIME = re.compile(rf"[\[（(【<]? ?({_CLOCK}(?: ?(?:-->|[-–—~～至]) ?{_CLOCK})?) ?[\])）】>]?")
_ASIDE = re.compile(r"[（(\[【][^（）()\[\]【】\n:：]{1,40}[）)\]】]")
_MARKUP = re.compile(r"\*{1,3}|_{1,3}")
_DASH = re.compile(r"(?:\s{1,3}(?:[—–-]{1,2})\s{1,3}|\s?——\s?)(?=\S)")
_BETWEEN = re.compile(r" ?[,，|·/–-] ?(?=[\[（(【<]?\d)| ?[-–—|] ?")
_PAIRS = {"【": "】", "[": "]", "<": ">", "「": "」"}


class _Reader:
    """A place in a text, moved on by what is read there."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text[:LONGEST], 0

    def read(self, pattern: re.Pattern[str]) -> str:
        """What ``pattern`` finds here (its group, if it has one), with the white space after it; else nothing."""
        found = pattern.match(self.text, self.at)
        if found is None or found.end() == self.at:
            return ""
        self.at = found.end()
        self.skip()
        return found[found.lastindex or 0]

    def skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        assert found is not None
        self.at = found.end()

    def character(self) -> str:
        return self.text[self.at : self.at + 1]


def find_prefix(text: str) -> Prefix | None:
    """The name at the beginning of ``text``, if a sign ends it there."""
    reader = _Reader(text)
    reader.read(_COUNT)
    time = reader.read(_TIME)
    if time:
        reader.read(_BETWEEN)
    reader.read(_COUNT)
    mark = reader.read(_MARKUP)
    shut = _PAIRS.get(reader.character(), "")
    reader.at += len(shut)
    name = _NAME.match(reader.text, reader.at)
    if name is None:
        return None
    reader.at = name.end()
    if shut:
        if reader.character() != shut:
            return None
        reader.at += 1
    return _with_sign(reader, name[0].strip(), mark, shut, time)


def _with_sign(reader: _Reader, name: str, mark: str, shut: str, time: str) -> Prefix | None:
    """Read on after the name: the end of its markup, an aside, a time, and the sign."""
    after_name = reader.at
    closed, aside = "", ""
    reader.skip()
    for _ in range(2):  # the markup may close before or after the brackets
        closed = reader.read(_MARKUP) or closed if mark else ""
        time = time or _time_behind(reader)
        aside = aside or reader.read(_ASIDE)
        time = time or _time_behind(reader)
    if reader.character() in (":", "："):
        reader.at += 1
        return _after_colon(reader, name, time, aside, marked=bool(mark) and not closed)
    if reader.at >= len(reader.text) < LONGEST:
        return None if _ends_sentence(name) else Prefix(name, reader.at, Sign.LINE, time, aside)
    if shut:
        return Prefix(name, reader.at, Sign.BRACKETS, time, aside)
    if closed:
        return Prefix(name, reader.at, Sign.MARKUP, time, aside)
    for at in (after_name, reader.at):
        if dash := _DASH.match(reader.text, at):
            return Prefix(name, dash.end(), Sign.DASH, time, aside)
    return None


def _ends_sentence(name: str) -> bool:
    """Whether a line ends as sentences do: ``Thank you.`` is nobody, ``John Smith Jr.`` somebody."""
    last = name.rsplit(maxsplit=1)[-1]
    return last.endswith(".") and (last[0].islower() or len(last) > 3)


def _time_behind(reader: _Reader) -> str:
    """A time behind the name, perhaps after a comma or a bar."""
    start = reader.at
    reader.read(_BETWEEN)
    time = reader.read(_TIME)
    if not time:
        reader.at = start
    return time


def _after_colon(reader: _Reader, name: str, time: str, aside: str, *, marked: bool) -> Prefix | None:
    """The words begin after the colon; with none the name has the line to itself. An address is no name."""
    if reader.text.startswith("//", reader.at):
        return None
    if marked:
        reader.read(_MARKUP)
    reader.skip()
    if reader.character() in ("[", "(", "（"):
        time = time or reader.read(_TIME)
    sign = Sign.COLON if reader.at < len(reader.text) else Sign.LINE
    return Prefix(name, reader.at, sign, time, aside)
