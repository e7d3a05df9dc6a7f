"""Readers' comments that came along with a pasted page: at its end, under a line that announces them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.importing.document import ImporterWarning
from articles.text.blocks import Block, BlockKind
from articles.text.html import plain

_HAN = r"(?:評論區?|评论区?|留言區?|留言区?|回應|回应|(?:讀者|读者|網友|网友|全部|所有|精選|精选|熱門|热门|最新)(?:評論|评论|留言|回應|回应|跟帖))"
_LATIN = r"(?:(?:Readers?['’]?s?['’]? |All |Top |User )?(?:Comments?|Responses|Replies|Discussion))"
_COUNT = r"[（(\[【]?\s*(?:共\s*)?(?P<{0}>\d{{1,6}})\s*(?:條|条|則|则|個|个)?\s*[)）\]】]?"
_HEADING = re.compile(
    rf"(?:{_HAN}|{_LATIN})\s*[:：·|-]?\s*(?:{_COUNT.format('after')}\s*(?:評論|评论|留言)?)?\s*[:：]?"
    rf"|{_COUNT.format('before')}\s*(?:{_HAN}|{_LATIN})\s*[:：]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?P<number>\d{1,4})\s*(?:[.．、)）]|樓|楼|#)\s*(?=\S)|#(?P<hash>\d{1,4})\s*[:：.]?\s*(?=\S)"
)
_NOTICE = re.compile(
    r"會員|会员|登入|登录|登錄|登陆|登陸|註冊|注册|訂閱|订阅|\blog ?in\b|\bsign ?(?:in|up)\b|\bsubscri(?:be|bers?|ption)\b|\bmembers?[- ]only\b|\bregister\b",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 200


@dataclass(frozen=True, slots=True)
class Comments:
    """The blocks with the comments recognised, how many were announced (``None``: not said), and warnings."""

    blocks: list[Block]
    announced: int | None
    warnings: list[ImporterWarning]


def recognise_comments(blocks: Sequence[Block]) -> Comments:
    """Everything after the last line that announces comments, if it looks like comments."""
    at = _heading_index(blocks)
    if at is None:
        return Comments(list(blocks), None, [])
    heading = _HEADING.fullmatch(blocks[at].text)
    assert heading is not None
    number = heading["after"] or heading["before"]
    announced = int(number) if number else None
    warnings: list[ImporterWarning] = []
    rest = _without_notices(blocks[at + 1 :], warnings)
    comments = _numbered(rest) if any(_NUMBERED.match(block.text) for block in rest) else _one_each(rest)
    found = len({block.number for block in comments})
    if announced is not None and announced != found:
        message = f"The page announces {announced} comments; {found} came along."
        warnings.append(ImporterWarning("comment-count", message, blocks[at].line))
    header = replace(blocks[at], kind=BlockKind.COMMENTS_HEADING, level=0, guess="")
    return Comments([*blocks[:at], header, *comments], announced, warnings)


def _heading_index(blocks: Sequence[Block]) -> int | None:
    """The last line that announces comments and has something after it."""
    for index in range(len(blocks) - 2, -1, -1):
        block = blocks[index]
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and len(block.text) <= 40:
            found = _HEADING.fullmatch(block.text)
            if found and (found["after"] or found["before"] or _NUMBERED.match(_next_words(blocks, index))):
                return index
    return None


def _next_words(blocks: Sequence[Block], index: int) -> str:
    """The first words after the heading that are no notice."""
    texts = (block.prefix + block.text for block in blocks[index + 1 :] if not _is_notice(block))
    return next(texts, "")


def _is_notice(block: Block) -> bool:
    """Whether the line only asks to sign in or subscribe."""
    return (
        len(block.text) <= _LONGEST_NOTICE
        and not _NUMBERED.match(block.text)
        and bool(_NOTICE.search(block.text))
    )


def _without_notices(blocks: Sequence[Block], warnings: list[ImporterWarning]) -> list[Block]:
    """Drop the site's notices before the first comment, saying so; later lines are somebody's words."""
    kept: list[Block] = []
    for block in blocks:
        if not kept and _is_notice(block):
            message = f"A notice of the site was left out: “{block.text}”"
            warnings.append(ImporterWarning("notice-left-out", message, block.line))
        else:
            kept.append(block)
    return kept


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """A number begins a comment; what follows without one goes on with it."""
    found: list[Block] = []
    number = 0
    for block in blocks:
        mark = _NUMBERED.match(block.text)
        written = int(mark["number"] or mark["hash"]) if mark else 0
        if mark and (not number or number < written <= number + 50):
            number = written
            words = plain(block.text[mark.end() :])
            found.append(_comment(replace(block, text=words.text, html=words.html, prefix=mark[0]), number))
        else:
            found.append(_comment(block, max(number, 1)))
            number = max(number, 1)
    return found


def _one_each(blocks: Sequence[Block]) -> list[Block]:
    """Without numbers every paragraph is taken for a comment."""
    return [replace(_comment(block, index), guess="comment") for index, block in enumerate(blocks, 1)]


def _comment(block: Block, number: int) -> Block:
    return replace(block, kind=BlockKind.COMMENT, number=number, level=0, group=0, credit=None, guess="")
