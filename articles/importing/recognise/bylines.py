"""Who wrote a text, when, and for whom: the lines between the title and the first paragraph, and at the end.

They stay in the text as they are (kind ``byline``); author, date and source are read from them as guesses.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.importing.recognise.furniture import ends_page
from articles.importing.recognise.names import Likelihood, likelihood
from articles.text.blocks import Block, BlockKind
from articles.text.language import han_count, word_count

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    r"(?P<y1>(?:19|20)\d{2})\s?[-/.年]\s?(?P<m1>\d{1,2})\s?[-/.月]\s?(?P<d1>\d{1,2})\s?[日號号]?(?!\d)"
    rf"|(?P<m2>{_MONTH})\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>(?:19|20)\d{{2}})(?!\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m3>{_MONTH}),?\s(?P<y3>(?:19|20)\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(  # clock, weekday, reading time, counters: nothing that is kept
    r"(?:T|at\s|上午|下午|晚上|凌晨)?\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s?(?:[ap]\.?m\.?)?\s?(?:Z|GMT|UTC|[BECP]S?[SD]?T|HKT|\+\d{4})?"
    r"|(?:星期|週|周|禮拜|礼拜)[一二三四五六日天]|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
    r"|(?:約|约)?\d{1,3}[ -]?(?:min(?:ute)?s?(?: read)?|分鐘閱讀|分钟阅读)"
    r"|(?:閱讀|阅读|瀏覽|浏览|觀看|观看|點擊|点击|人氣|人气|評論|评论|views?|reads?|comments?|shares?)(?:量|數|数|次數|次数)?\s?[:：]?\s?[\d,.]{1,9}\s?[kKmM万萬+]{0,2}"
    r"|[\d,.]{1,9}\s?[kKmM万萬+]{0,2}\s?次?\s?(?:閱讀|阅读|瀏覽|浏览|views?|reads?|comments?|shares?|評論|评论)",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"(?:首次)?(?:發[佈布表]|发[布表]|刊[發发登]|更新|上傳|上传|出版)(?:時間|时间|日期|於|于)?\s?[:：]?|(?:日期|時間|时间)\s?[:：]"
    r"|(?:(?:first|last|originally)\s)?(?:published|posted|updated|modified|released)(?:\s(?:on|at))?\s?:?|date\s?:",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:文|撰文|作者|撰稿人?|採寫|采写|(?:本[報报刊網网])?(?:特約|特约|駐[^\s／/:：]{1,6}|驻[^\s／/:：]{1,6})?[記记]者)(?:\s?[／/:：]\s?|\s)(?P<han>[^／/:：。，！？\n]{2,40})"
    r"|(?:[\u3400-\u9fff]{0,6}[記记]者\s?)?(?P<reporter>[\u3400-\u9fff]{2,4})\s?[／/]\s?[\u3400-\u9fff]{0,6}(?:報導|报道|報道|採訪|采访|專訪|专访)"
    r"|(?:(?:words|story|text|written|reported)\s)?(?:by|By|BY):?\s(?P<latin>[A-Z\u00c0-\u00de][^\d:：!?\n]{1,80})"
    r"|[Aa]uthors?\s?:\s?(?P<named>[^\d\n]{2,80})"
)
_CREW = re.compile(
    r"(?:責任?編輯?|责任?编辑?|責編|责编|編輯|编辑|校對|校对|審核|审核|編譯|编译|翻譯|翻译|譯者?|译者?|整理|實習生|实习生|設計|设计|製圖|制图|監製|监制|攝影|摄影)\s?[／/:：]\s?[^。！？!?\n]{2,60}"
    r"|(?:edit(?:ed|ing)|translat(?:ed|ion)|(?:additional )?reporting|research)\sby\s[^!?\n]{2,80}|(?:editor|translator)\s?:\s?[^!?\n]{2,60}",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:(?:文章|稿件|消息|本文)?(?:來源|来源)|轉自|转自|轉載自|转载自|首發於|首发于|原載於?|原载于?|source)\s?[:：]?\s?(?P<name>[^。！？!?\n]{2,60})",
    re.IGNORECASE,
)
_LABEL_INSIDE = re.compile(
    r"\s(?=(?:作者|記者|记者|來源|来源|文章來源|文章来源|責任編輯|责任编辑|編輯|编辑|責編|责编|發佈|發布|发布|更新|時間|时间|日期|閱讀|阅读|瀏覽|浏览|評論|评论|source:|by\s|published\s|updated\s))",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s?[|｜·•]\s?|\s[—–-]\s|,\s(?=\x00)|\s?\x00\s?|,\s$")
_OUTER = re.compile(r"^[\s（(\[【]+|[\s）)\]】]+$")
_LONGEST = 140
_FIRST_LINES, _LAST_LINES = 8, 4


@dataclass(frozen=True, slots=True)
class Signed:
    """The blocks with their bylines, and what these say; empty or ``None`` where they do not."""

    blocks: list[Block]
    author: str = ""
    date: datetime.date | None = None
    source: str = ""


def recognise_bylines(blocks: Sequence[Block]) -> Signed:
    """The lines that say who, when and where from, near the top and at the very end."""
    found = list(blocks)
    said: dict[str, str] = {}
    for index in _places(blocks):
        parts = read_byline(blocks[index].text)
        if parts:
            found[index] = replace(blocks[index], kind=BlockKind.BYLINE, guess="who-and-when")
            said = {**parts, **said}
    return Signed(found, said.get("author", ""), _date_of(said.get("date", "")), said.get("source", ""))


def _places(blocks: Sequence[Block]) -> list[int]:
    """Where bylines may stand: up to the first long paragraph, and the last lines of the text."""
    top: list[int] = []
    for index, block in enumerate(blocks[:_FIRST_LINES]):
        if block.kind is BlockKind.PARAGRAPH and len(block.text) + han_count(block.text) > 2 * _LONGEST:
            break
        top.append(index)
    comments = (index for index, block in enumerate(blocks) if block.kind is BlockKind.COMMENTS_HEADING)
    end = next(comments, len(blocks))
    feet = (index for index, block in enumerate(blocks) if ends_page(block.text))
    places = sorted({*top, *range(max(0, end - _LAST_LINES), end), *feet})
    return [index for index in places if blocks[index].kind is BlockKind.PARAGRAPH]


def read_byline(text: str) -> dict[str, str]:
    """What a byline says, by the words "author", "date", "source", "crew" and "other"; empty when it is none.

    Every part of the line must say something of the kind; a bare name counts only beside a date.
    """
    if len(text) > _LONGEST:
        return {}
    if ends_page(text):
        return {"other": text}
    said: dict[str, str] = {}
    names: list[str] = []
    for part in _parts(text):
        word, value = _part(part)
        if not word:
            return {}
        if word == "name":
            names.append(value)
        else:
            said.setdefault(word, value)
    if names and not (said.get("date") or said.get("author")):
        return {}
    for name in names:
        said.setdefault("author" if likelihood(name) is Likelihood.LIKELY else "source", name)
    return said


def _parts(text: str) -> list[str]:
    """The parts of the line: parted by bars and dots, before labels, and around dates."""
    marked = _DATE.sub(lambda found: f"\x00{found[0]}\x00", _OUTER.sub("", text))
    marked = _LABEL_INSIDE.sub("\x00", marked)
    parts = (_OUTER.sub("", part).strip(" ,，、") for part in _SEPARATOR.split(marked))
    return [part for part in parts if part]


def _part(part: str) -> tuple[str, str]:
    """What one part says: a word and a value; an empty word when it says nothing of the kind."""
    if _DATE.fullmatch(part):
        return ("date", part) if _date_of(part) else ("other", part)
    if _BESIDE_DATE.fullmatch(part) or _DATE_LABEL.fullmatch(part):
        return "other", part
    if _CREW.fullmatch(part):
        return "crew", part
    if found := _AUTHOR.fullmatch(part):
        return "author", next(name for name in found.groups() if name).strip()
    if found := _SOURCE.fullmatch(part):
        return "source", found["name"].strip()
    is_name = (
        likelihood(part) is not Likelihood.NEVER
        and len(part) <= 40
        and word_count(part) <= 5
        and han_count(part) <= 8
    )
    return ("name", part) if is_name else ("", "")


def _date_of(text: str) -> datetime.date | None:
    """The date written there; ``None`` for none, or one that no calendar has."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year = int(found["y1"] or found["y2"] or found["y3"])
    named = found["m2"] or found["m3"]
    month = _MONTHS.index(named[:3].lower()) + 1 if named else int(found["m1"])
    day = int(found["d1"] or found["d2"] or found["d3"])
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
