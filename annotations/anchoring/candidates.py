"""Where a note that lost its place might belong: offers for a person to choose from, never places taken by themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from annotations.anchoring.sentences import Sentence, Text

_NEAR = 400  # code points from where the passage stood that still count as "there"
_SIMILAR = 0.45  # share of common words that makes a sentence worth offering
_COMPARED = 12  # sentences compared word by word for one passage
_READ = 5_000  # code points of the passage that are compared


class Reason(StrEnum):
    """Why a place is offered."""

    SAME_WORDS = "same-words"  # the very words of the passage stand there
    SIMILAR_WORDS = "similar-words"  # a sentence there resembles it
    WHERE_IT_STOOD = "where-it-stood"  # it is near the place that the passage had


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place ``text[start:end]`` that an editor may choose; ``score`` orders the offers, from 0 to 1."""

    start: int
    end: int
    score: float
    reasons: tuple[Reason, ...]


def candidates(text: str, quote: str, near: int, *, limit: int = 3) -> list[Candidate]:
    """Up to ``limit`` places of ``text`` where the passage ``quote``, which stood about ``near``, may belong.

    The best first. They do not overlap. Linear in ``text``, besides a dozen comparisons of single sentences.
    """
    offers = [*_verbatim(text, quote, near), *_similar(text, quote, near), *_there(text, near)]
    chosen: list[Candidate] = []
    for offer in sorted(offers, key=lambda offer: (-offer.score, abs(offer.start - near), offer.start)):
        if all(offer.end <= other.start or offer.start >= other.end for other in chosen):
            chosen.append(offer)
        if len(chosen) == limit:
            break
    return chosen


def _offer(start: int, end: int, likeness: float, near: int, reason: Reason | None) -> Candidate:
    """A likeness counts for most of the score, nearness for the rest."""
    distance = abs(start - near)
    reasons = [reason] if reason else []
    if distance <= _NEAR:
        reasons.append(Reason.WHERE_IT_STOOD)
    score = 0.8 * likeness + 0.2 / (1 + distance / _NEAR)
    return Candidate(start, end, round(score, 3), tuple(reasons))


def _verbatim(text: str, quote: str, near: int) -> list[Candidate]:
    """The places with the very words, those nearest to where it stood."""
    places: list[int] = []
    at = text.find(quote) if quote else -1
    while at >= 0 and len(places) < 1_000:
        places.append(at)
        at = text.find(quote, at + len(quote))
    places.sort(key=lambda place: abs(place - near))
    return [_offer(at, at + len(quote), 1.0, near, Reason.SAME_WORDS) for at in places[:_COMPARED]]


def _similar(text: str, quote: str, near: int) -> list[Candidate]:
    """The sentences that share most pairs of letters with the passage, if they resemble it."""
    words = "".join(sign for sign in quote[:_READ] if sign.isalnum()).casefold()
    pairs = _pairs_of(words)
    if not pairs:
        return []
    shared = Counter[Sentence]()
    for sentence in Text(text).sentences:
        common = len(pairs & _pairs_of(sentence.key[:_READ]))
        if common:
            shared[sentence] = common
    found = []
    for sentence, _ in shared.most_common(_COMPARED):
        likeness = SequenceMatcher(None, words, sentence.key[:_READ], autojunk=False).ratio()
        if likeness >= _SIMILAR:
            start, end = _trimmed(text, sentence)
            found.append(_offer(start, end, 0.95 * likeness, near, Reason.SIMILAR_WORDS))
    return found


def _there(text: str, near: int) -> list[Candidate]:
    """The sentence that stands where the passage stood."""
    for sentence in Text(text).sentences:
        if sentence.end > near and sentence.key:
            start, end = _trimmed(text, sentence)
            return [_offer(start, end, 0.0, near, None)] if abs(start - near) <= _NEAR else []
    return []


def _pairs_of(letters: str) -> set[str]:
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def _trimmed(text: str, sentence: Sentence) -> tuple[int, int]:
    words = text[sentence.start : sentence.end]
    return sentence.start + len(words) - len(words.lstrip()), sentence.end - len(words) + len(words.rstrip())
