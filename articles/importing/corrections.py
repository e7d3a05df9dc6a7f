"""An editor's corrections of what the importer guessed, applied before anything is saved."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from html import escape
from typing import Any

from articles.importing.document import Metadata, ParsedDocument
from articles.importing.recognise.aliases import speaker_aliases
from articles.importing.recognise.captions import find_credit
from articles.importing.recognise.prefixes import find_prefix
from articles.importing.recognise.turns import as_turn
from articles.text.blocks import Block, BlockKind, BlockTable
from articles.text.diff import Op, diff_blocks
from articles.text.language import language_of
from articles.text.normalise import fold_space

TEXT_FIELDS = ("title", "summary", "author", "speaker", "source", "series", "category", "area", "status")
LANGUAGES = ("zh-Hans", "zh-Hant", "en", "zh", "ja", "ko", "und")
# What a block may be turned into without knowing more than its text.
KINDS = tuple(kind for kind in BlockKind if kind not in (BlockKind.TABLE_ROW, BlockKind.IMAGE))
_PREFIXED = {BlockKind.TURN, BlockKind.COMMENT, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}


class CorrectionRefused(ValueError):
    """A correction that makes no sense; ``name`` is the field it stands in."""

    def __init__(self, name: str, message: str) -> None:
        self.name, self.message = name, message
        super().__init__(f"{name}: {message}")


def correct(document: ParsedDocument, corrections: Mapping[str, Any]) -> ParsedDocument:
    """``document`` with ``corrections`` applied; a new object. Raises :class:`CorrectionRefused`.

    ``corrections`` maps field names to text, ``date`` to an ISO date or "", ``lang`` to a language tag, and
    ``blocks`` to ``{index: {"kind": …, "speaker": …, "level": …, "lang": …, "agreed": true}}`` with the indices as
    strings; ``agreed`` says that a guess is right.
    """
    lang = corrections.get("lang", document.lang)
    if lang not in LANGUAGES:
        raise CorrectionRefused("lang", f"“{lang}” is not one of {', '.join(LANGUAGES)}.")
    metadata = _metadata(document.metadata, corrections, lang)
    blocks = list(document.table.blocks)
    if lang != document.lang:
        blocks = [replace(block, lang=language_of(block.text, lang)) for block in blocks]
    for name, change in corrections.get("blocks", {}).items():
        index = int(name) if str(name).isdecimal() else -1
        if not 0 <= index < len(blocks):
            raise CorrectionRefused(f"block {name}", "There is no such block.")
        blocks[index] = _block(blocks[index], change, f"block {index + 1}")
    return replace(
        document,
        lang=lang,
        metadata=metadata,
        table=BlockTable.of(blocks),
        speakers=speaker_aliases(blocks, metadata),
    )


def _metadata(metadata: Metadata, corrections: Mapping[str, Any], lang: str) -> Metadata:
    values: dict[str, Any] = {
        name: fold_space(corrections[name]) for name in TEXT_FIELDS if name in corrections
    }
    if "title" in values and not values["title"]:
        raise CorrectionRefused("title", "An article needs a title.")
    if "date" in corrections:
        try:
            values["date"] = datetime.date.fromisoformat(corrections["date"]) if corrections["date"] else None
        except ValueError as error:
            raise CorrectionRefused("date", "Write the date as 2025-10-04.") from error
    for name in ("title", "summary"):
        if name in values:
            values[f"{name}_lang"] = language_of(values[name], lang)
    changed = {name for name, value in values.items() if value != getattr(metadata, name)}
    guessed = {name: reason for name, reason in metadata.guessed.items() if name not in changed}
    known = {field.name for field in fields(Metadata)}
    assert values.keys() <= known
    return replace(metadata, **values, guessed=guessed)


def _block(block: Block, change: Mapping[str, Any], name: str) -> Block:
    try:
        kind = BlockKind(change.get("kind", block.kind))
    except ValueError as error:
        raise CorrectionRefused(name, f"“{change['kind']}” is no kind of block.") from error
    if kind not in KINDS and kind is not block.kind:
        raise CorrectionRefused(name, f"A block cannot be made a {kind}.")
    speaker = fold_space(change.get("speaker", block.speaker))
    if (lang := change.get("lang", block.lang)) != block.lang and lang not in LANGUAGES:
        raise CorrectionRefused(name, f"“{lang}” is not one of {', '.join(LANGUAGES)}.")
    block = replace(block, lang=lang)
    made = replace(block, guess="") if kind is block.kind else _as_kind(_plain_again(block), kind)
    if kind is BlockKind.TURN:
        return _with_speaker(made, speaker, name)
    if kind is BlockKind.HEADING:
        return replace(made, level=_level(change.get("level", made.level or 2), name))
    return made


def carry(corrections: Mapping[str, Any], before: ParsedDocument, after: ParsedDocument) -> dict[str, Any]:
    """The ``corrections`` of ``before`` that still make sense for ``after``, the same document read or written anew.

    A field's correction holds while the document says the same of it; a block's follows its words.
    """
    kept = {
        name: value
        for name, value in corrections.items()
        if name != "blocks" and _says_the_same(name, before, after)
    }
    wanted: Mapping[str, Any] = corrections.get("blocks", {})
    if not wanted:
        return kept
    blocks: dict[str, Any] = {}
    for change in diff_blocks(_bare(before.table.blocks), _bare(after.table.blocks)):
        if change.op is Op.EQUAL and str(change.old) in wanted:
            blocks[str(change.new)] = wanted[str(change.old)]
    return kept | ({"blocks": blocks} if blocks else {})


def _says_the_same(name: str, before: ParsedDocument, after: ParsedDocument) -> bool:
    holders = (before, after) if name == "lang" else (before.metadata, after.metadata)
    first, second = (getattr(holder, name, None) for holder in holders)
    return bool(first == second)


def _bare(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` with what their kinds took out of the text put back: a kind may change from one reading to another."""
    return [replace(block, text=block.prefix + block.text) for block in blocks]


def _plain_again(block: Block) -> Block:
    """The block as a paragraph with everything that its kind took out of the text put back."""
    prefix = block.prefix.replace("\n", " ") if block.kind in _PREFIXED else ""
    return replace(
        block,
        kind=BlockKind.PARAGRAPH,
        text=prefix + block.text,
        html=escape(prefix, quote=False) + block.html,
        prefix="",
        speaker="",
        time="",
        aside="",
        level=0,
        number=0,
        group=0,
        ordered=False,
        credit=None,
        guess="",
        terms=() if prefix else block.terms,
    )


def _as_kind(block: Block, kind: BlockKind) -> Block:
    if kind is BlockKind.TURN:
        prefix = find_prefix(block.text)
        made = (
            as_turn(block, prefix) if prefix and prefix.end < len(block.text) else replace(block, kind=kind)
        )
        return replace(made, guess="")
    if kind is BlockKind.CAPTION:
        return replace(block, kind=kind, credit=find_credit(block.text))
    if kind is BlockKind.LIST_ITEM:
        return replace(block, kind=kind, level=1, group=1)
    if kind is BlockKind.QUOTE:
        return replace(block, kind=kind, level=1, group=1)
    if kind is BlockKind.COMMENT:
        return replace(block, kind=kind, number=1)
    return replace(block, kind=kind)


def _with_speaker(block: Block, speaker: str, name: str) -> Block:
    """The turn with the speaker that the editor names, or the one that the text names."""
    known = speaker or block.speaker
    if not known:
        raise CorrectionRefused(name, "A turn needs a speaker.")
    return replace(block, speaker=known)


def _level(value: Any, name: str) -> int:
    try:
        level = int(value)
    except (TypeError, ValueError) as error:
        raise CorrectionRefused(name, "A heading's level is a number from 1 to 6.") from error
    if not 1 <= level <= 6:
        raise CorrectionRefused(name, "A heading's level is a number from 1 to 6.")
    return level
