"""How long a text takes to read.

400 Chinese characters or 238 English words a minute (Brysbaert 2019, silent reading of non-fiction; Chinese
products count 400 to 500 characters).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from articles.text.blocks import Block, BlockKind
from articles.text.language import han_count, word_count

HAN_A_MINUTE = 400
WORDS_A_MINUTE = 238
_NOT_READ = {BlockKind.CAPTION, BlockKind.COMMENT, BlockKind.COMMENTS_HEADING, BlockKind.CODE}


def minutes(blocks: Iterable[Block]) -> int:
    """Whole minutes, at least 1, for the text without captions, code and imported comments."""
    texts = [block.text for block in blocks if block.kind not in _NOT_READ]
    time = sum(han_count(text) / HAN_A_MINUTE + word_count(text) / WORDS_A_MINUTE for text in texts)
    return max(1, ceil(time))
