"""Labels that stand before a text: an editor's note, a pointer to another piece. They are never speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.text.blocks import Block, BlockKind

_NOTE = re.compile(
    r"[【\[（(]?(?:編者按|编者按|編按|编按|編輯按|编辑按|編者註|编者注|編者的話|编者的话|編輯部按|编辑部按|按語|按语|Editor(?:['’]s|s['’]|ial)? note|Note (?:from|by) the editors?)"
    r"[】\]）)]?\s?[:：—–-]?",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"[（(【\[]?\s?(?:(?:也|亦|更|並|并)?(?:歡迎|欢迎)(?:閱讀|阅读|收聽|收听)|延伸閱讀|延伸阅读|相關閱讀|相关阅读|推薦閱讀|推荐阅读|相關報[導道]|相关报道|相關文章|相关文章|相關新聞|相关新闻"
    r"|猜你喜歡|猜你喜欢|你可能(?:也|還|还)?(?:喜歡|喜欢|感興趣|感兴趣)|熱門文章|热门文章|上一篇|下一篇"
    r"|閱讀更多|阅读更多|另見|另见|Also read|Read also|Read more|Read next|Related(?: (?:articles?|reading|stories|news|links|content))?\s?(?::|$)|See also|Further reading|More on this"
    r"|You (?:may|might) also like|Recommended(?: for you)?\s?(?::|$)|More (?:stories|from)|Most (?:read|popular)\s?(?::|$)|(?:Previous|Next) (?:article|post|story))",
    re.IGNORECASE,
)
_RELATED_ALONE = re.compile(r"[^:：]{2,40}[:：]?[】\])）]?")
_OF_ITSELF = re.compile(
    r"本文|[這这此](?:篇|組|组)(?:文章|報道|报道|報導|訪談|访谈|稿)?|本(?:篇|系列|刊|專題|专题|期)|\b(?:this|our) (?:article|piece|series|report|feature|interview|essay)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[。.!！；;]['\"”’」』)）]{0,4}$")
_LONGEST_POINTER = 160
_MOST_POINTERS = 12


def recognise_labels(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that are an editor's note or a pointer to another piece, as what they are."""
    found = list(blocks)
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        before = found[index - 1] if index else None
        if _NOTE.match(block.text):
            found[index] = replace(block, kind=BlockKind.EDITORS_NOTE)
        elif len(block.text) <= _LONGEST_POINTER and _RELATED.match(block.text):
            found[index] = replace(block, kind=BlockKind.RELATED)
        elif before and before.kind is BlockKind.EDITORS_NOTE and _goes_on(before, block):
            found[index] = replace(block, kind=BlockKind.EDITORS_NOTE, guess="note-goes-on")
        elif before and before.kind is BlockKind.RELATED and _is_pointer(found, index):
            found[index] = replace(block, kind=BlockKind.RELATED, guess="under-related")
    return found


def _goes_on(note: Block, block: Block) -> bool:
    """Whether the note goes on: its label stood alone, or the paragraph speaks of the article itself."""
    label = _NOTE.match(note.text)
    return bool((label and label.end() == len(note.text)) or _OF_ITSELF.search(block.text[:120]))


def _is_pointer(found: Sequence[Block], index: int) -> bool:
    """Whether the line is one of the titles under "Related articles": short, no sentence, not far below."""
    text = found[index].text
    start = index
    while start and found[start - 1].kind is BlockKind.RELATED:
        start -= 1
    label = found[start].text
    if index - start > _MOST_POINTERS or not _RELATED_ALONE.fullmatch(label) or len(text) > _LONGEST_POINTER:
        return False
    follows = found[index].line <= found[index - 1].line + 1
    return not _ENDS.search(text) and (follows or index == len(found) - 1 or start + 1 == index)
