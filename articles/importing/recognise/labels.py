"""Labels that stand before a text: an editor's note, a pointer to another piece. They are never speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.text.blocks import Block, BlockKind

_NOTE = re.compile(
    r"(?:【|\[)?(?:編者按|编者按|編按|编按|編輯按|编辑按|編者註|编者注|按語|按语|Editor(?:['’]s|s['’]|ial)? note|Note from the editors?)"
    r"(?:】|\])?\s*[:：—–-]?",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"[（(【\[]?\s*(?:(?:也|亦|更|並|并)?(?:歡迎|欢迎)(?:閱讀|阅读|收聽|收听)|延伸閱讀|延伸阅读|相關閱讀|相关阅读|推薦閱讀|推荐阅读|相關報[導道]|相关报道"
    r"|閱讀更多|阅读更多|另見|另见|Also read|Read also|Read more|Read next|Related(?: articles?| reading| stories)?\s*:|See also|Further reading|More on this)",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"本文|[這这此](?:篇|組|组)(?:文章|報道|报道|報導|訪談|访谈|稿)?|本(?:篇|系列|刊|專題|专题|期)|\b(?:this|our) (?:article|piece|series|report|feature|interview|essay)\b",
    re.IGNORECASE,
)
# What stands before a colon and is nobody's name.
NOT_A_NAME = re.compile(
    r"(?:編者按|编者按|編按|编按|編輯按|编辑按|編者註|编者注|按|註|注|附註|附注|備註|备注|說明|说明|提示|來源|来源|出處|出处|資料來源|资料来源|譯者|译者"
    r"|責編|责编|撰文|文|圖|图|攝|摄|攝影|摄影|圖片|图片|日期|時間|时间|地點|地点|標題|标题|關鍵詞|关键词|摘要|簡介|简介|結論|结论|例如|比如"
    r"|editor(?:['’]s|s['’])? note|notes?|sources?|photos?|credits?|images?|pictures?|by|date|time|place|tags?|keywords?|summary|abstract|translation"
    r"|update|correction|disclaimer|warning|example|e\.g|i\.e|p\.s|https?|mailto)",
    re.IGNORECASE,
)
# What is somebody's name only when it comes back: once, it heads a list of names.
ROLE = re.compile(r"作者|記者|记者|嘉賓|嘉宾|主持|編輯|编辑|author|guests?|reporter|editor", re.IGNORECASE)
_LONGEST_POINTER = 160


def recognise_labels(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that are an editor's note or a pointer to another piece, as what they are."""
    found = list(blocks)
    for index, block in enumerate(found):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        if _NOTE.match(block.text):
            found[index] = replace(block, kind=BlockKind.EDITORS_NOTE)
        elif len(block.text) <= _LONGEST_POINTER and _RELATED.match(block.text):
            found[index] = replace(block, kind=BlockKind.RELATED)
        elif (
            index and found[index - 1].kind is BlockKind.EDITORS_NOTE and _OF_ITSELF.search(block.text[:120])
        ):
            found[index] = replace(block, kind=BlockKind.EDITORS_NOTE, guess="note-goes-on")
    return found
