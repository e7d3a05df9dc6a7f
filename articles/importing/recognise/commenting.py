"""The layouts of readers' comments: numbered, in floors (1F, B1), under names and times, or one a paragraph.

Each paragraph becomes a block of kind comment with the number of its comment; the first carries its author, its time
and everything that stood above or before its words (``prefix``). An answer to a comment has level 2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from articles.importing.document import ImporterWarning
from articles.importing.recognise.furniture import warn_of
from articles.importing.recognise.names import LABELS
from articles.importing.recognise.prefixes import Sign, find_prefix
from articles.importing.recognise.turns import without_beginning
from articles.text.blocks import Block, BlockKind

_CLOCK = r"(?:(?:at |上午|下午|凌晨|晚上)?\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s?(?:[AaPp]\.?[Mm]\.?)?)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:\d{{4}}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}\s?日?|\d{{1,2}}[-/月]\d{{1,2}}日?(?:[-/]\d{{4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}} {_MONTH}(?: \d{{4}})?)"
)
_AGO = (
    r"(?:just now|yesterday|today|(?:\d{1,3}|an?|one) ?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|[smhdwy])(?: ago)?"
    r"|刚刚|剛剛|剛才|刚才|昨天|前天|今天|\d{1,3} ?(?:秒|分鐘|分钟|小時|小时|天|日|週|周|星期|個月|个月|月|年)(?:之?前))"
)
_PLACE = r"(?:\s?[·|,，]?\s?(?:來自|来自|發自|发自|IP ?[屬属]地|来自于)\s?[:：]?\s?\S{1,14})"
_EDITED = r"(?:\s?[·|,(（]?\s?(?:edited|已編輯|已编辑|修改過|修改过)[)）]?)"
_TIME = (
    rf"(?:(?:{_DATE},?\s?{_CLOCK}?|{_AGO}(?:\s?{_CLOCK})?){_PLACE}?{_EDITED}?|{_PLACE.lstrip()}\s?{_DATE}?)"
)
_FLOOR = r"(?:#\d{1,4}|第\s?\d{1,4}\s?(?:樓|楼)|\d{1,4}\s?(?:F|樓|楼|L)\b|B\d{1,4}|沙发|板凳|地板)"
_HEAD = re.compile(
    rf"(?:(?P<floor>{_FLOOR})\s?[.:：·|]?\s?)?(?:↳\s?)?(?P<name>[^\s\d:：,，。.!！?？|·•][^:：,，。!！?？|·•\n]{{0,39}}?)?\s?[:：·•|,，—–-]?\s?[（(]?(?P<time>{_TIME})?[)）]?\s?[:：]?",
    re.IGNORECASE,
)
_FLOOR_THEN_WORDS = re.compile(rf"(?P<floor>{_FLOOR})\s?[.:：]?\s(?=\S)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?P<number>\d{1,4})\s?(?:[.．、)）]|樓|楼|#)\s?(?=\S)|#(?P<hash>\d{1,4})\s?[:：.]?\s?(?=\S)"
)
_PUSH = re.compile(r"(?P<sign>[推噓嘘→])\s(?P<name>[A-Za-z]\w{1,14})\s?[:：]\s?(?=\S)")
_BUTTON = (
    r"(?:likes?|dislikes?|reply|replies|share|report|flag|permalink|follow|upvote|downvote|edit|hide|more|helpful|recommend(?:ed)?|pinned|author|op|top fan"
    r"|show|view|see|all|load|less|comments?|sort|by|newest|oldest|best|top|most|liked|relevant"
    r"|赞|讚|贊|点赞|點讚|踩|頂|顶|回复|回覆|回復|回應|回应|舉報|举报|檢舉|檢擧|分享|收起|展开|展開|置顶|置頂|作者|楼主|樓主|热门|熱門|最新|最热|最熱|最早|按时间|按熱度|按热度"
    r"|(?:查看|顯示|显示|展開|展开)?(?:全部|更多|其餘|其余)?\s?\d{0,5}\s?[條条則则]?(?:回复|回覆|回復|評論|评论|留言))"
)
_BUTTONS = re.compile(
    rf"(?:(?:{_BUTTON}|[（(]?[\d,.]{{1,7}}[kKmM万萬]?[)）]?|[\U0001f44d\U0001f44e❤♥♡⬆⬇▲▼△▽↑↓+]\ufe0f?)(?:[\s·•|/:：,]{{1,3}}|$|(?=[\d（(👍👎]))){{1,14}}",
    re.IGNORECASE,
)
_HAS_BUTTON = re.compile(rf"{_BUTTON}|[\U0001f44d\U0001f44e❤♥♡⬆⬇▲▼]", re.IGNORECASE)
_PERHAPS_BUTTON = re.compile(
    r"赞|讚|贊|踩|頂|顶|likes?|best|top|more|all|show|hide|helpful|author|作者|楼主|樓主|follow|edit|收起|展开|展開|[\d,.]{1,7}[kKmM万萬]?",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"(?:回复|回覆|回復|回應|Replying to|In reply to|Reply to|@)\s?@?\S", re.IGNORECASE)
_ENDS = re.compile(r"[。.!！?？…；;，,、：:)）」”\"]$")
_LONGEST_NAME = 30
_LONGEST_HEAD = 120


@dataclass(frozen=True, slots=True)
class Section:
    """The comments of one section as blocks, and warnings of what was left out."""

    blocks: list[Block]
    warnings: list[ImporterWarning]


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above or before a comment's words; ``end`` is where they begin on the same line (0: below)."""

    name: str = ""
    time: str = ""
    floor: str = ""
    end: int = 0
    answers: bool = False  # a line "Replying to …" stands above

    def with_(self, more: _Head) -> _Head:
        """Both heads as one."""
        return _Head(
            self.name or more.name,
            self.time or more.time,
            self.floor or more.floor,
            more.end,
            self.answers or more.answers,
        )


@dataclass(frozen=True, slots=True)
class _Comment:
    """One comment: the lines of its head, and its paragraphs."""

    head: _Head
    above: tuple[Block, ...]
    words: tuple[Block, ...]


def has_layout(blocks: Sequence[Block]) -> bool:
    """Whether the first lines of a section look like comments: under names and times, between buttons, after names."""
    return any(_head(block.text) for block in blocks[:4]) or any(_buttons(blocks)[1:]) or _has_names(blocks)


def read_comments(blocks: Sequence[Block], *, after: int = 0) -> Section:
    """The comments in ``blocks``; their numbers go on ``after`` those of an earlier section."""
    pressed = _buttons(blocks)
    lines = [None if button else block for block, button in zip(blocks, pressed, strict=True)]
    words = [block for block in lines if block]
    warnings = warn_of([block for block, button in zip(blocks, pressed, strict=True) if button])
    if any(_head(block.text) for block in words):
        found = _with_numbers(_under_heads(lines), after)
    elif any(_number(block) for block in words):
        found = _numbered(words, after)
    elif any(pressed):
        found = _with_numbers(_between_buttons(lines), after)
    elif _has_names(words):
        found = _with_numbers([_named(block) for block in words], after)
    else:
        found = [
            replace(_comment(block, after + index), guess="comment") for index, block in enumerate(words, 1)
        ]
    return Section(found, warnings)


def _buttons(blocks: Sequence[Block]) -> list[bool]:
    """Which lines are buttons. What could as well be somebody's word ("赞", "12") is one only beside another, or again."""
    sure = [_is_buttons(block.text) for block in blocks]
    again = Counter(block.text for block in blocks)
    return [
        is_sure
        or (
            bool(_PERHAPS_BUTTON.fullmatch(block.text[:_LONGEST_HEAD]))
            and (again[block.text] > 1 or any(sure[max(0, index - 1) : index + 2]))
        )
        for index, (block, is_sure) in enumerate(zip(blocks, sure, strict=True))
    ]


def _is_buttons(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEAD
        and bool(_BUTTONS.fullmatch(text))
        and bool(_HAS_BUTTON.search(text))
        and not _PERHAPS_BUTTON.fullmatch(text)
    )


def _head(text: str) -> _Head | None:
    """The head of a comment, if the whole line is one or begins with a floor: it has a time or a floor."""
    if floor := _FLOOR_THEN_WORDS.match(text):
        whole = _HEAD.fullmatch(text) if len(text) <= _LONGEST_HEAD else None
        if whole and (whole["time"] or (whole["name"] and _is_name(whole["name"]))):
            return _Head(whole["name"] or "", whole["time"] or "", whole["floor"])
        return _Head(floor=floor["floor"], end=floor.end())
    if len(text) > _LONGEST_HEAD:
        return None
    found = _HEAD.fullmatch(text)
    if found is None or not (found["time"] or found["floor"]):
        return None
    name = (found["name"] or "").strip()
    return (
        _Head(name, (found["time"] or "").strip(), found["floor"] or "")
        if not name or _is_name(name)
        else None
    )


def _is_name(text: str) -> bool:
    """Whether a line may be the name of somebody who comments: short, and no sentence."""
    return len(text) <= _LONGEST_NAME and not _ENDS.search(text) and text.casefold() not in LABELS


def _under_heads(lines: Sequence[Block | None]) -> list[_Comment]:
    """Comments each of which begins with a head; ``None`` stands for buttons.

    A short line right above a time is the name that belongs to it.
    """
    comments: list[_Comment] = []
    open_one = _Open()
    for index, block in enumerate(lines):
        if block is None:
            open_one.pressed = True
            continue
        found = _head(block.text) or _name_above(lines, index) or _answer_above(lines, index)
        if found is None and not open_one.pressed:
            open_one.words.append(block)
            continue
        if open_one.words or open_one.pressed or not open_one.above:
            comments += open_one.closed()
            open_one = _Open(found or _Head())
        elif found:  # the head goes on
            open_one.head = open_one.head.with_(found)
        open_one.add(block, found)
    return [*comments, *open_one.closed()]


@dataclass(slots=True)
class _Open:
    """The comment that is being read."""

    head: _Head = field(default_factory=_Head)
    above: list[Block] = field(default_factory=list)
    words: list[Block] = field(default_factory=list)
    pressed: bool = False  # whether buttons have ended it

    def add(self, block: Block, head: _Head | None) -> None:
        """A line of the head, with the words that stand on the same line; or, without a head, the first words."""
        if head is None:
            self.words.append(block)
            return
        above, words = _parted(block, head.end)
        self.above.append(above)
        self.words += words

    def closed(self) -> list[_Comment]:
        if not self.above and not self.words:
            return []
        return [_Comment(self.head, tuple(self.above), tuple(self.words))]


def _parted(block: Block, end: int) -> tuple[Block, list[Block]]:
    """The head of a line and, if any, the words after ``end``."""
    if not end:
        return block, []
    rest = without_beginning(block.html, end)
    return replace(block, text=block.text[:end]), [replace(block, text=rest.text, html=rest.html, prefix="")]


def _name_above(lines: Sequence[Block | None], index: int) -> _Head | None:
    """A name whose time stands on the next line."""
    block, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if block is None or below is None or not _is_name(block.text):
        return None
    head = _head(below.text)
    return _Head(name=block.text) if head and head.time and not head.name else None


def _answer_above(lines: Sequence[Block | None], index: int) -> _Head | None:
    """A line "Replying to …" over the head of the comment that replies."""
    block, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if block is None or below is None or not _ANSWERS.match(block.text) or not _is_name(block.text):
        return None
    return _Head(answers=True) if _head(below.text) or _name_above(lines, index + 1) else None


def _between_buttons(lines: Sequence[Block | None]) -> list[_Comment]:
    """Comments parted by buttons: a name and words, or words alone."""
    parts: list[list[Block]] = [[]]
    for block in lines:
        if block is None:
            parts.append([])
        else:
            parts[-1].append(block)
    return [_named_above(part) for part in parts if part]


def _named_above(part: Sequence[Block]) -> _Comment:
    if len(part) > 1 and _is_name(part[0].text):
        return _Comment(_Head(name=part[0].text), (part[0],), tuple(part[1:]))
    return _Comment(_Head(), (), tuple(part))


def _with_numbers(comments: Sequence[_Comment], after: int) -> list[Block]:
    return [block for number, comment in enumerate(comments, after + 1) for block in _blocks(comment, number)]


def _blocks(comment: _Comment, number: int) -> Iterator[Block]:
    """The paragraphs of a comment; without words its head is all there is to show."""
    head = comment.head
    if not comment.words:
        yield from (replace(_comment(block, number), guess="comment-head") for block in comment.above)
        return
    answers = head.answers or head.floor[:1] in ("B", "b") or bool(_ANSWERS.match(comment.words[0].text))
    prefix = "\n".join(block.prefix + block.text for block in comment.above)
    for index, block in enumerate(comment.words):
        made = _comment(block, number, level=2 if answers else 0)
        if index:
            yield replace(made, guess="comment-head")
        else:
            line = comment.above[0].line if comment.above else block.line
            yield replace(
                made,
                speaker=head.name,
                time=head.time,
                prefix=prefix + block.prefix,
                line=line,
                guess="comment-head",
            )


def _number(block: Block) -> int:
    """The number that a comment is written with; 0 for none."""
    if block.kind is BlockKind.LIST_ITEM:
        return block.number if block.level == 1 else 0
    found = _NUMBERED.match(block.text)
    return int(found["number"] or found["hash"]) if found else 0


def _numbered(blocks: Sequence[Block], after: int) -> list[Block]:
    """A number begins a comment; what follows without one goes on with it."""
    found: list[Block] = []
    number = 0
    for block in blocks:
        written = _number(block)
        begins = written and (not number or number < written <= number + 50)
        number = written if begins else max(number, 1)
        mark = _NUMBERED.match(block.text) if begins and block.kind is not BlockKind.LIST_ITEM else None
        made = _comment(block, after + number)
        if mark:
            words = without_beginning(block.html, mark.end())
            made = replace(made, text=words.text, html=words.html, prefix=mark[0])
        found.append(made)
    return found


def _has_names(blocks: Sequence[Block]) -> bool:
    """Whether nearly every line begins with a name and a colon, or with the sign of a push."""
    return sum(_name_end(block) is not None for block in blocks) >= max(2, 0.8 * len(blocks))


def _name_end(block: Block) -> _Head | None:
    if push := _PUSH.match(block.text):
        return _Head(name=push["name"], end=push.end())
    prefix = find_prefix(block.text)
    if prefix is None or prefix.sign is not Sign.COLON or prefix.name.casefold() in LABELS:
        return None
    return _Head(name=prefix.name, time=prefix.time, end=prefix.end)


def _named(block: Block) -> _Comment:
    head = _name_end(block)
    if head is None:
        return _Comment(_Head(), (), (block,))
    above, words = _parted(block, head.end)
    return _Comment(head, (above,), tuple(words))


def _comment(block: Block, number: int, *, level: int = 0) -> Block:
    return replace(
        block,
        kind=BlockKind.COMMENT,
        number=number,
        level=level,
        group=0,
        ordered=False,
        credit=None,
        guess="",
    )
