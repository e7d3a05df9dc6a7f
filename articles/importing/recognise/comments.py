"""Readers' comments that came along with a pasted page: at its end, under a line that announces them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from articles.importing.document import ImporterWarning
from articles.importing.recognise.commenting import has_layout, read_comments
from articles.importing.recognise.furniture import ends_page, is_notice, left_out
from articles.text.blocks import Block, BlockKind

_HAN = (
    r"(?:評論區?|评论区?|留言區?|留言区?|回應|回应|跟帖|跟貼|討論區?|讨论区?|(?:讀者|读者|網友|网友|用户|用戶|全部|所有|精選|精选|精彩|熱門|热门|最新)"
    r"(?:評論|评论|留言|回應|回应|跟帖|討論|讨论)(?:區|区)?)"
)
_LATIN = (
    r"(?:(?:Readers?['’]?s?['’]? |All |Top |User |Latest |Newest |Join the )?"
    r"(?:Comments?|Responses|Replies|Discussion|Conversation|Thoughts?)(?: section)?)"
)
_COUNT = r"[（(\[【]?\s?(?:共\s?)?(?P<{0}>\d{{1,3}}(?:,\d{{3}}){{1,2}}|\d{{1,6}})\s?(?:條|条|則|则|個|个|篇)?\s?[)）\]】]?"
_HEADING = re.compile(
    rf"(?:{_HAN}|{_LATIN})\s?[:：·|•-]?\s?(?:{_COUNT.format('after')}\s?(?:評論|评论|留言|Comments?)?)?\s?[:：]?"
    rf"|(?:共|全部)?\s?{_COUNT.format('before')}\s?(?:{_HAN}|{_LATIN})(?:\s(?:on|to)\s[“\"「『《].{{1,200}}[”\"」』》])?\s?[:：]?",
    re.IGNORECASE,
)
_PLAIN_NAME = re.compile(  # a line that can announce nothing but comments, with or without a number
    r"(?:讀者|读者|網友|网友|用户|用戶|全部|所有|精選|精选|精彩|熱門|热门|最新)(?:評論|评论|留言|跟帖)(?:區|区)?\s?[:：]?"
    r"|(?:評論|评论|留言)(?:區|区)\s?[:：]?|(?:Readers?['’]?s?['’]? |All |Top |User )Comments?\s?:?|Comments",
    re.IGNORECASE,
)
_LONGEST_HEADING = 200  # it may quote the article's title
_SHARE_BEFORE = 0.35
_MOST_HEADINGS = 40  # asked from the end, each at the cost of one look over the text
_NUMBERED = re.compile(r"(?:\d{1,4}\s?(?:[.．、)）]|樓|楼|#)|#\d{1,4})\s?\S")


@dataclass(frozen=True, slots=True)
class Comments:
    """The blocks with the comments recognised, how many were announced (``None``: not said), and warnings."""

    blocks: list[Block]
    announced: int | None
    warnings: list[ImporterWarning]


def recognise_comments(blocks: Sequence[Block]) -> Comments:
    """Everything from the first line that announces comments, up to a line that points to other pieces."""
    starts = _headings(blocks)
    if not starts:
        return Comments(list(blocks), None, [])
    end = _end(blocks, starts[-1])
    found, warnings = list(blocks[: starts[0]]), list[ImporterWarning]()
    number, announced = 0, list[int]()
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        found.append(replace(blocks[start], kind=BlockKind.COMMENTS_HEADING, level=0, guess=""))
        announced += _announced(blocks[start])
        section = read_comments(_without_notices(blocks[start + 1 : stop], warnings), after=number)
        warnings += section.warnings
        found += section.blocks
        number = max([number, *(block.number for block in section.blocks)])
    if announced and sum(announced) != number:
        message = f"The page announces {sum(announced)} comments; {number} came along."
        warnings.append(ImporterWarning("comment-count", message, blocks[starts[0]].line))
    return Comments([*found, *blocks[end:]], sum(announced) if announced else None, warnings)


def _headings(blocks: Sequence[Block]) -> list[int]:
    """The lines that announce comments and have some under them; a counter at the top of a page has none."""
    found: list[int] = []
    candidates = (index for index in range(len(blocks) - 2, -1, -1) if _heading(blocks[index]))
    for index in islice(candidates, _MOST_HEADINGS):
        heading = _heading(blocks[index])
        assert heading is not None
        stop = found[-1] if found else _end(blocks, index)
        section = blocks[index + 1 : stop]
        plain = bool(heading["after"] or heading["before"] or _PLAIN_NAME.fullmatch(blocks[index].text))
        if _looks_like_comments(section) or (plain and _stands_late(blocks, index, section)):
            found.append(index)
        elif found:
            break
    return found[::-1]


def _heading(block: Block) -> re.Match[str] | None:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or len(block.text) > _LONGEST_HEADING:
        return None
    return _HEADING.fullmatch(block.text)


def _looks_like_comments(section: Sequence[Block]) -> bool:
    """Whether the first lines, notices aside, are numbered or stand under names and times."""
    first = next((index for index, block in enumerate(section) if not is_notice(block.text)), len(section))
    below = section[first : first + 12]
    if not below or any(block.kind is BlockKind.HEADING for block in below[:3]):
        return False
    return bool(_NUMBERED.match(below[0].prefix + below[0].text) or below[0].number) or has_layout(below)


def _stands_late(blocks: Sequence[Block], index: int, section: Sequence[Block]) -> bool:
    """Whether most of the text stands above the line, and no heading of the text below it."""
    if not section or any(block.kind is BlockKind.HEADING for block in section):
        return False
    before = sum(len(block.text) for block in blocks[:index])
    return before >= _SHARE_BEFORE * sum(len(block.text) for block in blocks)


def _end(blocks: Sequence[Block], start: int) -> int:
    """Where the comments end: at a line that points to other pieces or the page's foot."""
    for index in range(start + 1, len(blocks)):
        if blocks[index].kind is BlockKind.RELATED or ends_page(blocks[index].text):
            return index
    return len(blocks)


def _announced(block: Block) -> list[int]:
    heading = _heading(block)
    number = (heading["after"] or heading["before"]) if heading else None
    return [int(number.replace(",", ""))] if number else []


def _without_notices(blocks: Sequence[Block], warnings: list[ImporterWarning]) -> list[Block]:
    """Drop the site's notices before the first comment, saying so; later lines are somebody's words."""
    kept: list[Block] = []
    for block in blocks:
        if (
            not kept
            and is_notice(block.text)
            and not _NUMBERED.match(block.prefix + block.text)
            and not block.number
        ):
            warnings.append(left_out("notice-left-out", "A notice of the site", block))
        else:
            kept.append(block)
    return kept
