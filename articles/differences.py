"""The difference of two texts as templates print it: changed blocks with a little of what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.labels import KIND_LABELS
from articles.text.blocks import Block
from articles.text.diff import BlockChange, Op, diff_blocks

AROUND = 1  # equal blocks shown on either side of a change
MOST = 200  # rows on one page


@dataclass(frozen=True, slots=True)
class Row:
    """Two states of a block, or ``skipped`` equal blocks that are not shown."""

    change: BlockChange | None = None
    old: Block | None = None
    new: Block | None = None
    skipped: int = 0

    @property
    def relabelled(self) -> str:
        """What the block was, where only its kind, level or speaker tells it from what it is; else empty."""
        if self.change is None or not self.change.relabelled or self.old is None or self.new is None:
            return ""
        return f"{_label(self.old)} → {_label(self.new)}"


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows to print, and how many blocks were changed, added and removed in all; ``left_out`` rows are not printed."""

    rows: tuple[Row, ...]
    changed: int
    added: int
    removed: int
    left_out: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the two texts are the same."""
        return not (self.changed or self.added or self.removed)


def difference(old: Sequence[Block], new: Sequence[Block]) -> Difference:
    """What turned ``old`` into ``new``."""
    changes = diff_blocks(old, new)
    differs = [change.op is not Op.EQUAL or change.relabelled for change in changes]
    rows: list[Row] = []
    skipped = 0
    for at, change in enumerate(changes):
        if not any(differs[max(0, at - AROUND) : at + AROUND + 1]):
            skipped += 1
            continue
        if skipped:
            rows.append(Row(skipped=skipped))
            skipped = 0
        rows.append(
            Row(
                change,
                None if change.old is None else old[change.old],
                None if change.new is None else new[change.new],
            )
        )
    if skipped and rows:
        rows.append(Row(skipped=skipped))
    return Difference(
        tuple(rows[:MOST]),
        changed=sum(
            differ and change.op in (Op.EQUAL, Op.REPLACE)
            for change, differ in zip(changes, differs, strict=True)
        ),
        added=sum(change.op is Op.INSERT for change in changes),
        removed=sum(change.op is Op.DELETE for change in changes),
        left_out=max(0, len(rows) - MOST),
    )


def _label(block: Block) -> str:
    """The kind in words, with the heading's level or the speaker."""
    detail = block.speaker or (str(block.level) if block.level else "")
    return f"{KIND_LABELS[block.kind]} {detail}".strip() + f" ({block.lang})"
