"""A page's furniture that came along with its text: buttons, advertisements, notices to sign in.

It is left out only when the whole line is furniture, and never in silence: a warning names the lines and quotes them.
Words that also make good headings ("分享", "Save") count only in company.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from articles.importing.document import ImporterWarning
from articles.text.blocks import Block, BlockKind

_NETWORKS = (
    "facebook twitter x whatsapp telegram linkedin reddit pinterest line wechat weibo threads instagram bluesky messenger email e-mail mail print copy link "
    "微信 微博 qq空间 qq空間 朋友圈 朋友圈儿 臉書 脸书 推特 微信好友 新浪微博 qq好友 複製連結 复制链接 複製鏈接 列印 打印 郵件 邮件"
)
_BUTTONS = (
    "share save like follow listen bookmark tweet gift comment comments subscribe more "
    "分享 收藏 點讚 点赞 讚 赞 在看 轉發 转发 轉載 关注 關注 訂閱 订阅 評論 评论 留言 打賞 打赏 赞赏 贊賞 投币 投幣 字號 字号 大 中 小 朗讀 朗读 播放 下載 下载"
)
_WORDS = frozenset((_NETWORKS + " " + _BUTTONS).split())
_COUNT = re.compile(r"[（(]?[\d,.]{1,9}[kKmM万萬+]{0,2}[)）]?")
_PARTS = re.compile(r"[\s|·•/／、,，:：]+")
_SURE = re.compile(
    r"[-—–\s\[【(（]{0,3}(?:advertise?ments?|advertising|sponsored(?: content)?|ad|廣告|广告|推廣|推广|贊助內容|赞助内容)[-—–\s\]】)）]{0,3}"
    r"|(?:advertisement[.,:]? )?(?:scroll|skip)(?: down)? to (?:continue|content|main content|comments)(?: reading)?"
    r"|(?:story|article) continues below(?: (?:this )?advertisement)?"
    r"|share (?:this|on|via|to)(?: (?:this|article|story|page|post|on|via|to|facebook|twitter|x|whatsapp|email|linkedin|link)){0,6}:?"
    r"|copy (?:link|url)|link copied!?|print this (?:page|article)|listen to (?:this )?(?:article|story)(?: ?[·|-]? ?\d{1,2}(?::\d\d| min(?:utes)?))?"
    r"|(?:load|show|view|see) (?:more|all)(?: (?:comments|replies|stories|articles))?|back to top|return to top"
    r"|follow us(?: on [\w, ]{1,60})?|(?:subscribe|sign up)(?: (?:now|today|here))?(?: (?:to|for)(?: \w+){1,8})?[.!]?|get the (?:app|newsletter)[.!]?"
    r"|(?:this site uses cookies|we use cookies)[^\n]{0,160}|accept (?:all )?cookies"
    r"|(?:分享|轉發|转发)(?:到|至|給|给)[^\n。]{1,30}|(?:點擊|点击)(?:此處|此处|這裡|这里|上方|下方)?[^\n。]{0,6}(?:查看|閱讀|阅读|關注|关注|展開|展开|下載|下载)[^\n。]{0,12}"
    r"|(?:打開|打开|下載|下载)[^\n。]{0,12}(?:app|客戶端|客户端)[^\n。]{0,12}|(?:長按|长按|掃碼|扫码|掃描|扫描|微信掃一掃|微信扫一扫)[^\n。]{0,30}"
    r"|(?:返回|回到)(?:頂部|顶部|首頁|首页)|(?:展開|展开|收起)(?:全文|全部|更多)?|(?:加載|加载|載入|查看|顯示|显示)更多(?:評論|评论|留言)?|閱讀原文|阅读原文"
    r"|(?:訂閱|订阅)(?:我們|我们|電子報|电子报|本報|本报|頻道|频道)[^\n。]{0,16}|(?:關注|关注)(?:我們|我们|公眾號|公众号)[^\n。]{0,16}|字[號号][:：]? ?(?:大|中|小|[ ]){1,6}",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(
    r"會員|会员|登入|登录|登錄|登陆|登陸|註冊|注册|訂閱|订阅|\blog ?in\b|\bsign ?(?:in|up)\b|\bsubscri(?:be|bers?|ption)\b|\bmembers?[- ]only\b|\bregister\b",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:please )?(?:subscribe|sign in|sign up|log ?in|register|become a member)(?: now)? to (?:continue|read|keep|unlock|view|access)[^\n]{0,80}"
    r"|(?:this|the) (?:article|story|content) is (?:for|available to|reserved for) (?:subscribers|members)[^\n]{0,60}|(?:subscribers|members) only\.?"
    r"|already a (?:subscriber|member)\?[^\n]{0,40}"
    r"|(?:立即|馬上|马上)?(?:成為|成为|加入|升級|升级|開通|开通|登入|登录|登錄|註冊|注册|訂閱|订阅)[^\n。]{0,16}(?:閱讀|阅读|解鎖|解锁|查看|繼續|继续)[^\n。]{0,16}。?"
    r"|(?:此|本|該|该)(?:文|文章|內容|内容|篇)[^\n。]{0,4}(?:為|为|僅限|仅限|僅供|仅供|屬於|属于)[^\n。]{0,8}(?:會員|会员|訂戶|订户|付費|付费|訂閱|订阅)[^\n。]{0,16}。?",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"(?:©|\(c\)|copyright\b|版權所有|版权所有|all rights reserved)[^\n]{0,200}|[^\n]{0,120}(?:all rights reserved|版權所有|版权所有)[^\n]{0,80}",
    re.IGNORECASE,
)
_LONGEST = 200
_MAY_GO = {BlockKind.PARAGRAPH, BlockKind.HEADING}


def is_notice(text: str) -> bool:
    """Whether the line only asks to sign in or subscribe."""
    return len(text) <= _LONGEST and bool(_SIGN_IN.search(text))


def ends_page(text: str) -> bool:
    """Whether the line is the foot of a page: its copyright."""
    return len(text) <= _LONGEST and bool(_FOOT.fullmatch(text))


def is_buttons(text: str) -> bool:
    """Whether every word of the line is the label of a button or a count beside it."""
    parts = [part for part in _PARTS.split(text[:_LONGEST]) if part]
    named = [part for part in parts if part.casefold() in _WORDS]
    return (
        bool(named)
        and len(text) <= _LONGEST
        and all(part.casefold() in _WORDS or _COUNT.fullmatch(part) for part in parts)
    )


def leave_out_furniture(blocks: Sequence[Block], warnings: list[ImporterWarning]) -> list[Block]:
    """The blocks without furniture; what goes is added to ``warnings``, each wording once with its lines."""
    gone = [block.kind in _MAY_GO and _is_furniture(blocks, index) for index, block in enumerate(blocks)]
    left = [block for block, goes in zip(blocks, gone, strict=True) if not goes]
    if not any(block.text for block in left):
        return list(blocks)
    warnings += warn_of([block for block, goes in zip(blocks, gone, strict=True) if goes])
    return left


def _is_furniture(blocks: Sequence[Block], index: int) -> bool:
    text = blocks[index].text
    if len(text) > _LONGEST:
        return False
    if _SURE.fullmatch(text) or _PAYWALL.fullmatch(text):
        return True
    if not is_buttons(text):
        return False
    named = [part for part in _PARTS.split(text) if part.casefold() in _WORDS]
    beside = [blocks[near].text for near in (index - 1, index + 1) if 0 <= near < len(blocks)]
    return len(named) > 1 or any(is_buttons(other) or _SURE.fullmatch(other[:_LONGEST]) for other in beside)


def warn_of(blocks: Sequence[Block]) -> list[ImporterWarning]:
    """One warning for each wording that was left out, quoting it and naming its lines."""
    lines: dict[str, list[int]] = defaultdict(list)
    for block in blocks:
        lines[block.text].append(block.line)
    return [
        ImporterWarning(
            "notice-left-out" if _PAYWALL.fullmatch(text) else "furniture-left-out",
            f"A part of the page rather than the text was left out: “{text}”" + _also(found),
            found[0],
        )
        for text, found in lines.items()
    ]


def _also(lines: Sequence[int]) -> str:
    return f" (lines {', '.join(map(str, lines))})" if len(lines) > 1 else ""


def left_out(code: str, what: str, block: Block) -> ImporterWarning:
    """The warning that ``block`` does not appear in the text."""
    return ImporterWarning(code, f"{what} was left out: “{block.text}”", block.line)
