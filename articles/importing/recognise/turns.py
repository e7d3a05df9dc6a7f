"""Speaker turns: paragraphs that begin with a name and a colon, in a text that is a dialogue as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pypinyin import lazy_pinyin

from articles.importing.document import Metadata, SpeakerAlias
from articles.importing.recognise.labels import NOT_A_NAME, ROLE
from articles.text.blocks import Block, BlockKind
from articles.text.html import Inline, Token, inline, tokenise
from articles.text.language import han_count

_TIME = r"(?:[\[（(]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?[\])）]?\s*)?"
_HAN_NAME = r"[\u3400-\u9fff\U00020000-\U000323af][\u3400-\u9fff\U00020000-\U000323af·・A-Za-z]{0,9}"
_LATIN_NAME = r"[A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|de|van|von|der|bin|al)){0,3}"
_TURN = re.compile(
    rf"{_TIME}[\[【]?(?P<name>{_HAN_NAME}|{_LATIN_NAME})[\]】]?\s*(?:[（(][^（）()\n]{{1,30}}[)）]\s*)?{_TIME}[:：]\s*(?=\S)"
)
_QUESTION_ANSWER = {"问", "答", "問", "Q", "A", "Question", "Answer"}
_TITLES = re.compile(
    r"(?:老[師师]|律[師师]?|博士|教授|先生|女士|小姐|主任|院[長长]|[總总][裁]?|[記记]者|同[學学]|主播|主持人?|大夫|[醫医]生|哥|姐)$"
)
_LATIN_TITLES = re.compile(r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Rev)\.?\s+")
_FEWEST_TURNS = 3
_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Prefix:
    """A name and colon at the beginning of a text: the name, and where the words begin."""

    name: str
    end: int


def find_prefix(text: str) -> Prefix | None:
    """The name at the beginning of ``text``, if there is one before a colon; labels are no names."""
    found = _TURN.match(text)
    if found is None:
        return None
    name = found["name"].strip()
    if NOT_A_NAME.fullmatch(name) or text.startswith("//", found.end()) or len(name) > 40:
        return None
    return Prefix(name, found.end())


def speakers_of(texts: Iterable[str]) -> frozenset[str]:
    """The names that speak, when ``texts`` (paragraphs) as a whole are a dialogue; else nobody.

    A dialogue has at least three turns and two voices that come back, or one that comes back in a text made
    mostly of turns. A name that stands once counts only in a text that is nearly all turns.
    """
    paragraphs = [text for text in texts if text]
    names = Counter(prefix.name for text in paragraphs if (prefix := find_prefix(text)))
    turns = names.total()
    share = turns / len(paragraphs) if paragraphs else 0
    returning = {name for name, count in names.items() if count > 1}
    if turns < _FEWEST_TURNS or not returning or share < _SHARE * (0.6 if len(returning) > 1 else 1):
        return frozenset()
    if share < 0.6:
        return frozenset(returning)
    return frozenset(name for name in names if name in returning or not ROLE.fullmatch(name))


def recognise_turns(blocks: Sequence[Block], speakers: frozenset[str] | None = None) -> list[Block]:
    """Paragraphs that begin with a speaker's name, as turns without the name; ``speakers`` when known already."""
    known = speakers if speakers is not None else speakers_of(_paragraphs(blocks))
    return [_turn(block, known) for block in blocks]


def _paragraphs(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if block.kind is BlockKind.PARAGRAPH]


def _turn(block: Block, speakers: frozenset[str]) -> Block:
    prefix = find_prefix(block.text) if block.kind is BlockKind.PARAGRAPH else None
    if prefix is None or prefix.name not in speakers:
        return block
    return as_turn(block, prefix.name, prefix.end)


def as_turn(block: Block, speaker: str, prefix_end: int) -> Block:
    """``block`` as a turn of ``speaker``: its first ``prefix_end`` code points become the prefix."""
    words = without_beginning(block.html, prefix_end)
    return replace(
        block,
        kind=BlockKind.TURN,
        speaker=speaker,
        prefix=block.text[:prefix_end],
        text=words.text,
        html=words.html,
        level=0,
        guess="name-and-colon",
    )


def without_beginning(html: str, count: int) -> Inline:
    """The inline HTML without its first ``count`` code points; elements left empty go too."""
    tokens: list[Token] = []
    left = count
    for token in tokenise(html):
        if token.kind != "text":
            tokens.append(token)
            continue
        tokens.append(Token("text", token.data[left:]))
        left = max(0, left - len(token.data))
    return inline(_without_hollow(tokens))


def _without_hollow(tokens: Iterable[Token]) -> list[Token]:
    """Drop elements that hold nothing any more."""
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "text" and not token.data:
            continue
        if token.kind == "close" and kept and kept[-1].kind == "open" and kept[-1].data == token.data:
            kept.pop()
            continue
        kept.append(token)
    return kept


def speaker_aliases(blocks: Iterable[Block], metadata: Metadata) -> tuple[SpeakerAlias, ...]:
    """Who speaks, in order of appearance, with the metadata name believed to be the same person."""
    turns = Counter(block.speaker for block in blocks if block.kind is BlockKind.TURN)
    named = dict.fromkeys([metadata.speaker, *metadata.guests, metadata.author, *metadata.people])
    candidates = [name for name in named if name]
    aliases: Mapping[str, str] = {name: _alias(name, candidates) for name in turns}
    doubled = {alias for alias, count in Counter(aliases.values()).items() if count > 1}
    return tuple(
        SpeakerAlias(name, "" if aliases[name] in doubled else aliases[name], count)
        for name, count in turns.items()
    )


def _alias(name: str, candidates: Sequence[str]) -> str:
    """The one candidate that is ``name`` romanised, in full or by family name; empty when none or several fit."""
    for fits in (_is_same_name, _has_same_family_name):
        found = [candidate for candidate in candidates if candidate != name and fits(name, candidate)]
        if len(found) == 1:
            return found[0]
    return ""


def _is_same_name(name: str, candidate: str) -> bool:
    return _letters(name) == _letters(candidate)


def _has_same_family_name(name: str, candidate: str) -> bool:
    """``贾老师`` fits ``Jia``, ``Jia Ming`` and ``Ming Jia``; ``Dr Lin`` fits ``林芳``."""
    return bool(_family_names(name) & _family_names(candidate))


def _family_names(name: str) -> set[str]:
    """What may be the family name, romanised: of a Chinese name its first character, else the first or last word."""
    bare = _LATIN_TITLES.sub("", _TITLES.sub("", name)).strip()
    if han_count(bare):
        return {_letters(bare[0])}
    words = bare.split()
    return {_letters(words[0]), _letters(words[-1])} if words else set()


def _letters(name: str) -> str:
    """The name's letters, romanised, in lower case."""
    bare = _LATIN_TITLES.sub("", name)
    return re.sub(r"[^a-z]", "", "".join(lazy_pinyin(bare)).lower())
