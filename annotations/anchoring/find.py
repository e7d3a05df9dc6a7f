"""Verifying a passage that a browser claims: no anchor is ever stored that was not found in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from annotations.anchoring.describe import CONTEXT, Anchor, NothingChosen, describe

MAX_QUOTE = 5_000  # code points of a passage
_ENOUGH = 8  # code points of context on one side that identify a place when the other side has changed


@dataclass(frozen=True, slots=True)
class Claim:
    """What a browser says a reader chose; nothing of it is believed, not even the types."""

    start: object
    end: object
    exact: object
    prefix: object = ""
    suffix: object = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The passage as it stands in the text; ``corrected`` if not at the position claimed."""

    anchor: Anchor
    corrected: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no such passage.

    ``code`` is stable: ``position``, ``range``, ``quote``, ``empty``, ``too-long``, ``ambiguous`` or
    ``not-found``; ``message`` says it in English, with the numbers in ``params``.
    """

    code: str
    message: str
    params: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Quote:
    """The words claimed, normalised like stored text."""

    exact: str
    prefix: str
    suffix: str


def verify(text: str, claim: Claim, *, block_bounds: Sequence[tuple[int, int]]) -> Found | Refusal:
    """The passage of ``text`` that ``claim`` means, or why it cannot be told.

    A position is believed only if the quote stands exactly there. Else the quote is looked for, never
    fuzzily: its context must agree and mark one place. ``block_bounds`` are the ``(start, end)`` of the
    blocks in order; they break a tie in favour of the claimed block and its neighbours. Linear in the text.
    """
    quote = _read_quote(claim)
    if isinstance(quote, Refusal):
        return quote
    start, end = claim.start, claim.end
    if type(start) is not int or type(end) is not int:
        return _refusal("position")
    if not 0 <= start < end <= len(text):
        return _refusal("range", length=len(text))
    if text[start:end] == quote.exact:
        return _found(text, start, end, corrected=False)
    place = _search(text, quote, _nearby(block_bounds, start, len(text)))
    if isinstance(place, Refusal):
        return place
    return _found(text, place, place + len(quote.exact), corrected=True)


def _read_quote(claim: Claim) -> _Quote | Refusal:
    """The claimed words, if they are words at all and not too many."""
    words = [claim.exact, claim.prefix, claim.suffix]
    if not all(isinstance(word, str) for word in words):
        return _refusal("quote")
    exact, prefix, suffix = (str(word) for word in words)
    if len(exact) > 2 * MAX_QUOTE:
        return _refusal("too-long", limit=MAX_QUOTE, length=len(exact))
    quote = _Quote(
        _as_stored(exact),
        _as_stored(prefix[-4 * CONTEXT :])[-CONTEXT:],
        _as_stored(suffix[: 4 * CONTEXT])[:CONTEXT],
    )
    if not quote.exact.strip():
        return _refusal("empty")
    if len(quote.exact) > MAX_QUOTE:
        return _refusal("too-long", limit=MAX_QUOTE, length=len(quote.exact))
    return quote


def _as_stored(words: str) -> str:
    """``words`` normalised as the importers normalise documents, and nothing more."""
    return normalize("NFC", words.replace("\r\n", "\n"))


def _nearby(block_bounds: Sequence[tuple[int, int]], start: int, length: int) -> tuple[int, int]:
    """The range of the block that holds ``start`` and its neighbours."""
    if not block_bounds:
        return 0, length
    index = max(0, bisect_right(block_bounds, start, key=lambda bounds: bounds[0]) - 1)
    return block_bounds[max(0, index - 1)][0], block_bounds[min(len(block_bounds) - 1, index + 1)][1]


def _search(text: str, quote: _Quote, near: tuple[int, int]) -> int | Refusal:
    """The one place where the quote stands in its context; a quote without context must stand once in all."""
    if not quote.prefix and not quote.suffix:
        return _only(_places(text, quote, "", ""))
    places = _places(text, quote, quote.prefix, quote.suffix)
    if not places:
        places = sorted(
            {
                place
                for prefix, suffix in ((quote.prefix, ""), ("", quote.suffix))
                if len(prefix) + len(suffix) >= _ENOUGH
                for place in _places(text, quote, prefix, suffix)
            }
        )
        return _only(places)
    if len(places) > 1:
        places = _places(text, quote, quote.prefix, quote.suffix, near) or places
    return _only(places)


def _places(
    text: str, quote: _Quote, prefix: str, suffix: str, within: tuple[int, int] | None = None
) -> list[int]:
    """The first offsets at which the quote stands between ``prefix`` and ``suffix``: at most two."""
    needle = prefix + quote.exact + suffix
    low, high = within or (0, len(text))
    low, high = max(0, low - len(prefix)), min(len(text), high + len(suffix))
    places: list[int] = []
    at = text.find(needle, low, high)
    while at >= 0 and len(places) < 2:
        places.append(at + len(prefix))
        at = text.find(needle, at + 1, high)
    return places


def _only(places: Sequence[int]) -> int | Refusal:
    """The place, if there is one and no second."""
    if len(places) == 1:
        return places[0]
    return _refusal("ambiguous" if places else "not-found")


def _found(text: str, start: int, end: int, *, corrected: bool) -> Found | Refusal:
    """The passage in whole characters; those may make it longer than what was claimed."""
    try:
        anchor = describe(text, start, end)
    except NothingChosen:
        return _refusal("empty")
    if len(anchor.exact) > MAX_QUOTE:
        return _refusal("too-long", limit=MAX_QUOTE, length=len(anchor.exact))
    return Found(anchor, corrected)


_MESSAGES = {
    "position": "The place of the passage is not given as two whole numbers.",
    "range": "The place of the passage lies outside the text, which has {length:,} characters.",
    "quote": "The passage is not given as text.",
    "empty": "The passage is empty.",
    "too-long": "The passage has {length:,} characters; {limit:,} are allowed.",
    "ambiguous": "The passage stands in several places, and it cannot be told which one is meant.",
    "not-found": "The passage does not stand in this text.",
}


def _refusal(code: str, **params: int) -> Refusal:
    """A refusal with its English message."""
    return Refusal(code, _MESSAGES[code].format(**params), params)
