"""Times beside paragraphs nobody is named for: ``[00:12] Good evening``, or ``0:12`` on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.importing.recognise.turns import without_beginning
from articles.text.blocks import Block, BlockKind

_CLOCK = r"\d{1,3}[:：][0-5]\d(?:[:：][0-5]\d)?(?:[.,]\d{1,3})?"
_LEADING = re.compile(rf"[\[（(【]?({_CLOCK})(?!\d)[\])）】]?[ \u3000]?[-–—|]?[ \u3000]?")
_FEWEST = 3
_SHARE = 0.25


def recognise_times(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that begin with a time, without it; only where times rise through a good part of the text."""
    found = [_LEADING.match(block.text) if block.kind is BlockKind.PARAGRAPH else None for block in blocks]
    seconds = [_seconds(time[1]) for time in found if time]
    if len(seconds) < max(_FEWEST, _SHARE * len(blocks)) or seconds != sorted(seconds):
        return list(blocks)
    timed: list[Block] = []
    waiting: Block | None = None  # a line with nothing but a time
    for block, time in zip(blocks, found, strict=True):
        if waiting and not time and block.kind is BlockKind.PARAGRAPH:
            shown = _LEADING.match(waiting.text)
            assert shown is not None
            timed[-1] = _timed(block, shown[1], waiting.text + "\n", waiting.line)
        elif time and time.end() < len(block.text):
            words = without_beginning(block.html, time.end())
            timed.append(
                _timed(replace(block, text=words.text, html=words.html), time[1], time[0], block.line)
            )
        else:
            timed.append(block)
        waiting = block if time and time.end() == len(block.text) else None
    return timed


def _timed(block: Block, time: str, prefix: str, line: int) -> Block:
    return replace(block, time=time, prefix=prefix, line=line, guess="time-before-words")


def _seconds(clock: str) -> float:
    """A clock as seconds; its last part may have a fraction."""
    total = 0.0
    for part in clock.replace("：", ":").replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
