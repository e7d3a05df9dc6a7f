"""Edges of what readers see as one character: a flag, a family, a letter with its accents, a Hangul syllable.

The rules of Unicode's UAX #29 that matter for selections, from the properties the standard library knows.
Where those are coarser than the Unicode tables the answer is "no edge": a passage then holds a little more,
never half a character.
"""

from __future__ import annotations

from unicodedata import category

_JOINER = "\u200d"


def is_edge(text: str, at: int) -> bool:
    """Whether a passage may begin or end at offset ``at`` of ``text`` without splitting a character."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if before < "\u0300" and after < "\u0300":
        return not (before == "\r" and after == "\n")
    if _extends(after):
        return before == "\n"
    if before == _JOINER and _is_pictorial(after):
        return not _joins_pictures(text, at - 1)
    if _is_regional(before) and _is_regional(after):
        return _regionals_before(text, at) % 2 == 0
    return not _hangul_joins(before, after)


def edge_before(text: str, at: int) -> int:
    """The last edge at or before ``at``."""
    while not is_edge(text, at):
        at -= 1
    return at


def edge_after(text: str, at: int) -> int:
    """The first edge at or after ``at``."""
    while not is_edge(text, at):
        at += 1
    return at


def _extends(sign: str) -> bool:
    """Whether ``sign`` belongs to the one before it: marks, joiners, skin tones, the letters of flag tags."""
    return (
        category(sign) in ("Mn", "Me", "Mc")
        or sign in "\u200c\u200d"
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or "\U000e0020" <= sign <= "\U000e007f"
    )


def _is_pictorial(sign: str) -> bool:
    """Whether ``sign`` may be joined to a picture before it."""
    return (
        category(sign) in ("So", "Sk")
        or (sign >= "\U0001f000" and category(sign) == "Cn")
        or sign in "\u2194\u2640\u2642"
    )


def _joins_pictures(text: str, joiner: int) -> bool:
    """Whether a picture stands before the joiner, apart from the marks between."""
    at = joiner - 1
    while at >= 0 and _extends(text[at]):
        at -= 1
    return at >= 0 and _is_pictorial(text[at])


def _is_regional(sign: str) -> bool:
    """Whether ``sign`` is one of the letters that make flags by pairs."""
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _regionals_before(text: str, at: int) -> int:
    """How many such letters stand in a row before ``at``."""
    begin = at
    while begin and _is_regional(text[begin - 1]):
        begin -= 1
    return at - begin


def _hangul_joins(before: str, after: str) -> bool:
    """Whether two pieces of a Hangul syllable belong together."""
    leading, vowel, trailing = ("\u1100", "\u115f"), ("\u1160", "\u11a7"), ("\u11a8", "\u11ff")

    def within(sign: str, bounds: tuple[str, str]) -> bool:
        return bounds[0] <= sign <= bounds[1]

    syllable = "\uac00" <= before <= "\ud7a3"
    open_syllable = syllable and (ord(before) - 0xAC00) % 28 == 0
    if within(before, leading):
        return within(after, leading) or within(after, vowel) or "\uac00" <= after <= "\ud7a3"
    if open_syllable or within(before, vowel):
        return within(after, vowel) or within(after, trailing)
    return (syllable or within(before, trailing)) and within(after, trailing)
