"""Who the speakers are: the metadata name that is believed to be the same person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pypinyin import lazy_pinyin

from articles.importing.document import Metadata, SpeakerAlias
from articles.importing.recognise.names import LATIN_TITLES, TITLES
from articles.importing.recognise.speakers import names_of
from articles.text.blocks import Block, BlockKind
from articles.text.language import han_count

_FAMILIAR = re.compile(r"^[老小阿](?=.$)")


def speaker_aliases(blocks: Iterable[Block], metadata: Metadata) -> tuple[SpeakerAlias, ...]:
    """Who speaks, in order of appearance, with the metadata name believed to be the same person."""
    turns = Counter(block.speaker for block in blocks if block.kind is BlockKind.TURN)
    candidates = names_of(metadata)
    aliases: Mapping[str, str] = {name: _alias(name, candidates) for name in turns}
    doubled = {alias for alias, count in Counter(aliases.values()).items() if count > 1}
    return tuple(
        SpeakerAlias(name, "" if aliases[name] in doubled else aliases[name], count)
        for name, count in turns.items()
    )


def _alias(name: str, candidates: Sequence[str]) -> str:
    """The one candidate that is ``name`` romanised, in full or by family name; empty when none or several fit."""
    for fits in (_is_same_name, _has_same_family_name, _has_same_initials):
        found = [candidate for candidate in candidates if candidate != name and fits(name, candidate)]
        if len(found) == 1:
            return found[0]
    return ""


def _is_same_name(name: str, candidate: str) -> bool:
    return _letters(name) == _letters(candidate) != ""


def _has_same_family_name(name: str, candidate: str) -> bool:
    """``贾老师`` fits ``Jia``, ``Jia Ming`` and ``贾明``; ``Dr Lin`` fits ``林芳``; ``老吴`` fits ``吴芳``."""
    return bool(_family_names(name) & _family_names(candidate))


def _has_same_initials(name: str, candidate: str) -> bool:
    """``JS`` fits ``John Smith``."""
    words = re.findall(r"[A-Za-z]+", candidate)
    return (
        name.isascii()
        and name.isupper()
        and len(words) > 1
        and name == "".join(word[0].upper() for word in words)
    )


def _family_names(name: str) -> set[str]:
    """What may be the family name, romanised: of a Chinese name its first character, else the first or last word."""
    bare = _FAMILIAR.sub("", LATIN_TITLES.sub("", TITLES.sub("", name)).strip())
    if han_count(bare):
        return {_letters(bare[0])}
    words = bare.split()
    return {letters for word in (words[:1] + words[-1:]) if (letters := _letters(word))}


def _letters(name: str) -> str:
    """The name's letters, romanised, in lower case."""
    bare = LATIN_TITLES.sub("", name)
    return re.sub(r"[^a-z]", "", "".join(lazy_pinyin(bare)).lower())
