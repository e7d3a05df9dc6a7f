"""Who speaks in a text: which of the names that stand before words are voices of a dialogue.

A name and a colon prove nothing ("Note:", "K visa:"). What proves something is the company: names that come back,
a text made mostly of turns, words that sound spoken, the names of the metadata, a line that lists who takes part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.importing.document import Metadata
from articles.importing.recognise.names import PARTICIPANTS, Likelihood, is_of_one_script, is_role, likelihood
from articles.importing.recognise.prefixes import Prefix, Sign, find_prefix
from articles.text.language import han_count

_SPOKEN = re.compile(
    r"[我你您咱吗嗎呢吧啊嗯哈哦喔啦嘛？?！!]|\b(?:I|I['’]\w{1,2}|you|your|we|we['’]\w{1,2}|my|yeah|yes|no|oh|um|uh|well|okay|thanks?|hello|hi)\b",
    re.IGNORECASE,
)
_LIST_OF_NAMES = re.compile(r"\s*[、,，/／;；&]\s*|\s+(?:and|with|和|與|与)\s+|\s*[—–-]\s*")
_BRACKETED = re.compile(r"[（(][^（）()]{0,80}[)）]")
_NEAR_THE_TOP = 20  # lines in which a list of participants may stand
_FEWEST_TURNS = 3
_SHARE = 0.4  # of the paragraphs, for one voice that comes back
_SHARE_OF_TWO = 0.24  # for two voices that come back
_SHARE_OF_KNOWN = 0.1  # when the metadata names the voice
_MOSTLY_TURNS = 0.6
_SPOKEN_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Voices:
    """The names that speak in a text, each with the signs that follow it there; false when nobody does.

    ``sure`` are those that the document itself names as speakers or participants.
    """

    signs: Mapping[str, frozenset[Sign]]
    sure: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.signs)

    def speaks(self, text: str) -> Prefix | None:
        """The prefix of ``text``, when one of these voices speaks there."""
        prefix = find_prefix(text) if self.signs else None
        if prefix is None or prefix.sign not in self.signs.get(prefix.name, ()):
            return None
        return None if _lists_participants(text) else prefix


NOBODY = Voices({})


def names_of(metadata: Metadata) -> tuple[str, ...]:
    """The people who may speak, as the metadata names them."""
    named = [metadata.speaker, *metadata.guests, metadata.author, *metadata.people]
    return tuple(dict.fromkeys(name for name in named if name))


def voices_of(texts: Iterable[str], known: Iterable[str] = (), *, insist: bool = False) -> Voices:
    """Who speaks in ``texts``, the lines or paragraphs of a document in order.

    ``known`` are names from the metadata. ``insist`` is an editor's word that the text is a transcript: then every
    name that looks like one speaks.
    """
    lines = [text for text in texts if text]
    found = [find_prefix(line) for line in lines]
    sure = frozenset(known) | frozenset(_participants(lines))
    signs: dict[str, set[Sign]] = defaultdict(set)
    for sign in Sign:
        heard = _Heard.of(lines, found, sign)
        for name in _voices(heard, sure, insist=insist):
            signs[name].add(sign)
    return Voices({name: frozenset(kinds) for name, kinds in signs.items()}, sure & signs.keys())


@dataclass(frozen=True, slots=True)
class _Heard:
    """The names that one sign follows: how often each stands there, the words behind it, and their share of the text."""

    sign: Sign
    words: Mapping[str, list[str]]
    timed: frozenset[str]  # names that a time stands beside
    share: float

    @classmethod
    def of(cls, lines: Sequence[str], found: Sequence[Prefix | None], sign: Sign) -> _Heard:
        words: dict[str, list[str]] = defaultdict(list)
        timed = set()
        used = 0
        for index, prefix in enumerate(found):
            if prefix is None or prefix.sign is not sign or _lists_participants(lines[index]):
                continue
            said, lines_used = lines[index][prefix.end :], 1
            if sign is Sign.LINE:
                below = found[index + 1] if index + 1 < len(found) else None
                if index + 1 == len(lines) or (below and _is_name_line(below) and not prefix.time):
                    continue
                said, lines_used = lines[index + 1], 2
            words[prefix.name].append(said)
            used += lines_used
            if prefix.time:
                timed.add(prefix.name)
        return cls(sign, words, frozenset(timed), used / len(lines) if lines else 0)


def _is_name_line(prefix: Prefix) -> bool:
    return prefix.sign is Sign.LINE and likelihood(prefix.name) is not Likelihood.NEVER


def _voices(heard: _Heard, sure: frozenset[str], *, insist: bool) -> set[str]:
    """The names that speak with this sign."""
    if insist:
        return {
            name for name in heard.words if heard.sign is Sign.COLON and (likelihood(name) or name in sure)
        }
    names = {name: len(said) for name, said in heard.words.items() if _may_speak(name, said, sure)}
    known = {name for name in names if name in sure and heard.sign is not Sign.LINE}
    returning = {name for name, count in names.items() if count > 1}
    if known and (sum(names[name] for name in known) > 1 and heard.share >= _SHARE_OF_KNOWN):
        return known | returning if heard.share >= _SHARE_OF_TWO else known
    if _is_question_and_answer(names, heard.share):
        return set(names)
    if heard.sign is not Sign.COLON and not _is_certain_without_colon(heard, returning):
        return set()
    if sum(names.values()) < _FEWEST_TURNS or not returning:
        return set()
    if heard.share < (_SHARE_OF_TWO if len(returning) > 1 else _SHARE):
        return set()
    if heard.share < _MOSTLY_TURNS:
        return returning
    return {name for name in names if name in returning or _may_speak_once(name)}


def _may_speak(name: str, said: Sequence[str], sure: frozenset[str]) -> bool:
    """Whether the name looks like one, or at least what stands behind it sounds spoken."""
    looks = likelihood(name)
    if name in sure or looks is Likelihood.LIKELY:
        return True
    return looks is Likelihood.PERHAPS and _sound_spoken(said)


def _may_speak_once(name: str) -> bool:
    """Whether a name that stands once in a dialogue is believed."""
    return likelihood(name) is Likelihood.LIKELY or is_of_one_script(name)


def _sound_spoken(said: Sequence[str]) -> bool:
    return sum(bool(_SPOKEN.search(words[:400])) for words in said) >= _SPOKEN_SHARE * len(said)


def _is_certain_without_colon(heard: _Heard, returning: set[str]) -> bool:
    """Names without a colon need more: times beside them, or two voices that take turns through half the text."""
    if returning and returning <= heard.timed:
        return True
    enough = _MOSTLY_TURNS if heard.sign is Sign.LINE else 0.5
    return len(returning) > 1 and heard.share >= enough


_PAIRS = ({"Q", "A"}, {"问", "答"}, {"問", "答"}, {"Question", "Answer"}, {"提问", "回答"}, {"提問", "回答"})


def _is_question_and_answer(names: Mapping[str, int], share: float) -> bool:
    """Whether questions and answers take turns; one of each is enough when they are the text."""
    return (
        any(names.keys() == pair and max(names.values()) - min(names.values()) <= 1 for pair in _PAIRS)
        and share >= _SHARE
    )


def _participants(lines: Sequence[str]) -> set[str]:
    """The names in lines near the top that list who takes part."""
    return {name for line in lines[:_NEAR_THE_TOP] for name in _listed(line)}


def _lists_participants(line: str) -> bool:
    return bool(_listed(line))


def _listed(line: str) -> list[str]:
    """The names of a line such as ``嘉宾：王一、李二`` or ``Guests: Ann Lee, Bo Wang``; empty when it is none."""
    prefix = find_prefix(line)
    if prefix is None or prefix.sign is not Sign.COLON or prefix.name.casefold() not in PARTICIPANTS:
        return []
    words = _BRACKETED.sub("", line[prefix.end :]).strip()
    names = [name.strip() for name in _LIST_OF_NAMES.split(words[:300]) if name.strip()]
    if not names or len(line) > 200 or any(not _is_plain_name(name) for name in names):
        return []
    return names


def _is_plain_name(name: str) -> bool:
    """Whether it is a name and no sentence: ``好的`` is none."""
    found = find_prefix(name)
    if found is None or found.sign is not Sign.LINE or is_role(name):
        return False
    looks = likelihood(name)
    return looks is Likelihood.LIKELY or (
        looks is Likelihood.PERHAPS and (han_count(name) > 2 or name.istitle())
    )
