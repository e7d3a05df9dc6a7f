"""For comparison: finding a note by its quote alone, as annotation systems do that do not own the text.

A simple engine of our own after the idea described by Hypothesis: the quote with 32 characters of context and its old
position; exact matches first, else the most similar stretch with at most half of the quote wrong; the candidates weighed by
quote, prefix, suffix and position (50, 20, 20, 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from benchmarks.anchoring.scoring import Case, Verdict

_CONTEXT = 32
_CANDIDATES = 12


def by_quotes(case: Case) -> list[Verdict]:
    """The verdicts of the engine on all notes of ``case``."""
    return [_find(case, *note) for note in case.notes]


def _find(case: Case, start: int, end: int) -> Verdict:
    quote = case.old[start:end]
    prefix, suffix = case.old[max(0, start - _CONTEXT) : start], case.old[end : end + _CONTEXT]
    matches = list(_exact(case.new, quote)) or list(_similar(case.new, quote))
    best, best_score = None, 0.0
    for low, high, errors in matches:
        before = case.new[max(0, low - len(prefix)) : low]
        after = case.new[high : high + len(suffix)]
        near = 1 - min(1.0, abs(low - start) / len(case.new))
        score = (
            50 * (1 - errors / len(quote)) + 20 * _like(prefix, before) + 20 * _like(suffix, after) + 2 * near
        )
        if score > best_score:
            best, best_score = (low, high), score
    if best is None:
        return Verdict(None, "orphan")
    same = case.new[slice(*best)] == quote
    return Verdict(best, "shifted" if same else "edited")


def _like(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one or other else 1.0


def _exact(text: str, quote: str) -> Iterator[tuple[int, int, int]]:
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote), 0
        at = text.find(quote, at + 1)


def _similar(text: str, quote: str) -> Iterator[tuple[int, int, int]]:
    """The stretches with the fewest errors, at most half the quote's length: Myers' bit-parallel search, both ways."""
    ends = _ends(text, quote)
    least = min((errors for _, errors in ends), default=len(quote))
    if least > len(quote) // 2:
        return
    for end, errors in [one for one in ends if one[1] == least][:_CANDIDATES]:
        window = text[max(0, end - len(quote) - errors) : end]
        length, _ = min(_ends(window[::-1], quote[::-1]), key=lambda one: (one[1], one[0]))
        yield end - length, end, errors


def _ends(text: str, quote: str) -> list[tuple[int, int]]:
    """For every offset of ``text`` the fewest errors of a stretch that ends there and resembles ``quote``."""
    masks: dict[str, int] = {}
    for at, sign in enumerate(quote):
        masks[sign] = masks.get(sign, 0) | 1 << at
    full, last = (1 << len(quote)) - 1, 1 << (len(quote) - 1)
    plus, minus, errors = full, 0, len(quote)
    found = []
    for at, sign in enumerate(text):
        equal = masks.get(sign, 0)
        diagonal = (((equal & plus) + plus) ^ plus) | equal | minus
        up = minus | ~(diagonal | plus) & full
        down = plus & diagonal
        errors += bool(up & last) - bool(down & last)
        up, down = up << 1 & full, down << 1 & full
        plus, minus = down | ~(diagonal | up) & full, up & diagonal
        found.append((at + 1, errors))
    return found
