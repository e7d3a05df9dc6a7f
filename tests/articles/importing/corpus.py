"""Documents of the kinds that editors paste, with what a person finds in them.

Every document is written for this test. ``Z``, ``H`` and ``E`` stand for a body paragraph in each of the three languages.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Z = "西门外的椅子摆了三十天，坐过的人说不清是谁让摆的，也没有人出来收走，学校的电话响过几次，问的都是家长。"
H = "西門外的椅子擺了三十天，坐過的人說不清是誰讓擺的，也沒有人出來收走，學校的電話響過幾次，問的都是家長。"
E = "The chair stood at the west gate for thirty days, and nobody could say who had put it there or why it was left."


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and its facts; ``kinds`` counts blocks by kind, and kinds not named are none but paragraphs."""

    text: str
    title: str = ""
    kinds: dict[str, int] = field(default_factory=dict)
    paragraphs: int = 0
    lang: str = "en"
    speakers: dict[str, int] = field(default_factory=dict)
    author: str = ""
    date: str = ""
    source: str = ""
    comments: int = 0  # distinct comments
    commenters: tuple[str, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    credits: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


PAPERS = {
    # Whole news pages -------------------------------------------------------------------------------------
    "a Simplified feature with everything": Paper(
        f"门口的椅子\n\n一座大学城的三十天\n\n文／张三　编辑／李四\n2025-10-20 10:30　来源：南风周刊\n\n编者按：本文为系列第一篇。\n\n{Z}\n\n"
        f"▲大学城西门。（资料照，记者王五摄）\n\n一、谁在等\n\n{Z}\n\n（一）学生\n\n{Z}\n\n二、谁不等\n\n{Z}\n\n责任编辑：赵六\n",
        title="门口的椅子",
        lang="zh-Hans",
        kinds={"deck": 1, "byline": 3, "editors-note": 1, "caption": 1, "heading": 3},
        paragraphs=4,
        author="张三",
        date="2025-10-20",
        source="南风周刊",
        headings=((2, "一、谁在等"), (3, "（一）学生"), (2, "二、谁不等")),
        credits=("资料照，记者王五摄",),
    ),
    "a Traditional feature with half-width marks": Paper(
        f"門口的椅子:誰在等待?\n\n沒有響的電話\n2025年10月20日,台北,西門口。攝:何以安/南風社\n\n編者按:本文是系列第一篇。\n\n也歡迎閱讀:《簽證字母表》\n\n{H}\n\n{H}\n\n誰在門裏面?\n\n{H}\n\n那麼,門外的人呢?\n\n{H}\n",
        title="門口的椅子:誰在等待?",
        lang="zh-Hant",
        kinds={"deck": 1, "caption": 1, "editors-note": 1, "related": 1, "heading": 1},
        paragraphs=5,
        headings=((2, "誰在門裏面?"),),
        credits=("何以安/南風社",),
    ),
    "a Taiwanese news report": Paper(
        f"簽證上路一個月 大學城仍冷清\n記者 王大明／台北報導\n2025/10/20 10:30\n\n{H}\n\n圖／路透\n\n{H}\n\n（圖／翻攝自網路）\n\n{H}\n",
        title="簽證上路一個月 大學城仍冷清",
        lang="zh-Hant",
        kinds={"byline": 2, "caption": 2},
        paragraphs=3,
        author="王大明",
        date="2025-10-20",
        credits=("路透", "翻攝自網路"),
    ),
    "an English report": Paper(
        f"A chair at the gate\n\nNobody sat in it, and nobody took it away.\n\nBy Jane Roe and John Doe\nPublished 4 October 2025, 10:30 GMT · 5 min read\n\n{E}\n\n"
        f"A chair stands at the west gate. (Reuters)\n\n{E}\n\nWho pays for it?\n\n{E}\n\nA quieter gate\n\n{E}\n",
        title="A chair at the gate",
        kinds={"deck": 1, "byline": 2, "caption": 1, "heading": 2},
        paragraphs=4,
        author="Jane Roe and John Doe",
        date="2025-10-04",
        headings=((2, "Who pays for it?"), (2, "A quieter gate")),
        credits=("Reuters",),
    ),
    "an essay without a title": Paper(
        f"{E}\nThe first days\n{E}\n{E}\nThe last days\n{E}\n",
        title="The chair stood at the west gate for thirty days, and nobody could say who had…",
        kinds={"heading": 2},
        paragraphs=4,
        headings=((2, "The first days"), (2, "The last days")),
    ),
    "dates in words": Paper(
        f"The gate\n\nOctober 4, 2025\n\nBy Ann Lee\n\n{E}\n\n{E}\n",
        title="The gate",
        kinds={"byline": 2},
        paragraphs=2,
        author="Ann Lee",
        date="2025-10-04",
    ),
    "a bar between name and date": Paper(
        f"The gate\n\nAnn Lee | 4 October 2025\n\n{E}\n\n{E}\n",
        title="The gate",
        kinds={"byline": 1},
        paragraphs=2,
        author="Ann Lee",
        date="2025-10-04",
    ),
    "an impossible date": Paper(
        f"大门\n\n发布时间：2025-13-40\n作者：张三\n\n{Z}\n\n{Z}\n",
        title="大门",
        lang="zh-Hans",
        kinds={"byline": 2},
        paragraphs=2,
        author="张三",
    ),
    # Furniture --------------------------------------------------------------------------------------------
    "buttons and an advertisement": Paper(
        f"The gate\n\nShare Facebook Twitter WhatsApp\n\n{E}\n\nAdvertisement\n\n{E}\n\nShare this article\n",
        title="The gate",
        paragraphs=2,
        warnings=("furniture-left-out",) * 3,
    ),
    "Chinese buttons": Paper(
        f"大门\n\n分享 微信 微博 收藏\n\n{Z}\n\n广告\n\n{Z}\n\n点击展开全文\n",
        title="大门",
        lang="zh-Hans",
        paragraphs=2,
        warnings=("furniture-left-out",) * 3,
    ),
    "a button alone may be a word": Paper(
        f"The gate\n\n{E}\n\nShare\n\n{E}\n", title="The gate", paragraphs=3
    ),
    "a wall before the text": Paper(
        f"The gate\n\n{E}\n\nSubscribe to continue reading.\n\n{E}\n",
        title="The gate",
        paragraphs=2,
        warnings=("notice-left-out",),
    ),
    "a Chinese wall": Paper(
        f"大門\n\n{H}\n\n本文為會員專屬內容。\n\n{H}\n",
        title="大門",
        lang="zh-Hant",
        paragraphs=2,
        warnings=("notice-left-out",),
    ),
    "related pieces and a foot": Paper(
        f"The gate\n\n{E}\n\n{E}\n\nRelated articles\nThe birth of a visa\nOutside the door\n\n© 2025 The Gazette. All rights reserved.\n",
        title="The gate",
        kinds={"related": 3, "byline": 1},
        paragraphs=2,
    ),
    "related pieces in Chinese": Paper(
        f"大门\n\n{Z}\n\n{Z}\n\n相关阅读：\n一个签证的诞生\n门外的人\n",
        title="大门",
        lang="zh-Hans",
        kinds={"related": 3},
        paragraphs=2,
    ),
    "sharing is also a subject": Paper(
        f"The gate\n\n{E}\n\nShare prices fell on Monday, and nobody could say why they had risen before.\n\n分享会上，他说了很多。\n",
        title="The gate",
        paragraphs=3,
    ),
    # Editor's notes ---------------------------------------------------------------------------------------
    "a note on a line of its own": Paper(
        f"The gate\n\nEditor’s note\n\nIt was first printed in spring.\n\n{E}\n\n{E}\n",
        title="The gate",
        kinds={"editors-note": 2},
        paragraphs=2,
    ),
    "a note in brackets": Paper(
        f"大門\n\n【編按】本文為節錄。\n\n{H}\n\n{H}\n",
        title="大門",
        lang="zh-Hant",
        kinds={"editors-note": 1},
        paragraphs=2,
    ),
    # Captions ---------------------------------------------------------------------------------------------
    "captions of many hands": Paper(
        f"大門\n\n{H}\n\n圖／中央社\n\n{H}\n\n西門口的人群。（新華社）\n\n{H}\n\n圖為西門口的椅子。\n\n{H}\n\n西門口。記者李四攝\n\n{H}\n\n2025年10月1日，西門口。攝影：王五/達志影像\n\n{H}\n",
        title="大門",
        lang="zh-Hant",
        kinds={"caption": 5},
        paragraphs=6,
        credits=("中央社", "新華社", "記者李四", "王五/達志影像"),
    ),
    "captions in English": Paper(
        f"The gate\n\n{E}\n\nPhoto: Jane Roe/AP\n\n{E}\n\nThe gate in May. Photograph by Jane Roe/Getty Images\n\n{E}\n\nFigure 2. Arrivals by month\n\n{E}\n\nGetty Images\n\n{E}\n",
        title="The gate",
        kinds={"caption": 4},
        paragraphs=5,
        credits=("Jane Roe/AP", "Jane Roe/Getty Images", "Getty Images"),
    ),
    "an agency's name is no caption at the end": Paper(
        f"大门\n\n{Z}\n\n会谈之后，双方没有回答提问。（新华社）\n", title="大门", lang="zh-Hans", paragraphs=2
    ),
    "a paragraph about a picture": Paper(
        f"大門\n\n{H}\n\n他說:「這張圖是我在碼頭上拍的,那時候天還沒有亮,沒有人看見我。」\n\n{H}\n",
        title="大門",
        lang="zh-Hant",
        paragraphs=3,
    ),
    # Comments ---------------------------------------------------------------------------------------------
    "numbered comments, one missing": Paper(
        f"大門\n\n{H}\n\n{H}\n\n評論區 3\n\n評論為會員專屬功能。\n  1. 寫得好。\n\n  2. 不同意。\n\n    再說一句。\n",
        title="大門",
        lang="zh-Hant",
        kinds={"comments-heading": 1, "comment": 3},
        paragraphs=2,
        comments=2,
        warnings=("comment-count", "notice-left-out"),
    ),
    "names and times on one line": Paper(
        f"大门\n\n{Z}\n\n{Z}\n\n网友评论（2条）\n\n张三丰 2小时前\n写得好。\n赞 12 回复\n\n李逍遥 2025-10-04 10:20\n我不同意。\n第二段。\n赞 3 回复\n",
        title="大门",
        lang="zh-Hans",
        kinds={"comments-heading": 1, "comment": 3},
        paragraphs=2,
        comments=2,
        commenters=("张三丰", "李逍遥"),
        warnings=("furniture-left-out",) * 2,
    ),
    "names and times on two lines": Paper(
        f"The gate\n\n{E}\n\n{E}\n\nComments (3)\n\nSort by Newest\n\nAnn Lee\n2 days ago\nI think this is wrong.\nIt really is.\n12 likes Reply Share\n\nBo Wang · 1 day ago\nNo, it is right.\n12 likes Reply Share\n\nReplying to Bo Wang\nCy · 3h\nIs it?\n",
        title="The gate",
        kinds={"comments-heading": 1, "comment": 4},
        paragraphs=2,
        comments=3,
        commenters=("Ann Lee", "Bo Wang", "Cy"),
        warnings=("furniture-left-out",) * 2,
    ),
    "floors": Paper(
        f"大門\n\n{H}\n\n{H}\n\n回應 4\n\n1F 小明 2025/10/04 12:00\n推這篇。\n\nB1 小華\n同意。\n\n2F 無名\n不同意。\n\n3F 我只說一句。\n",
        title="大門",
        lang="zh-Hant",
        kinds={"comments-heading": 1, "comment": 4},
        paragraphs=2,
        comments=4,
        commenters=("小明", "小華", "無名"),
    ),
    "names and colons": Paper(
        f"The gate\n\n{E}\n\n{E}\n\n3 Comments\n\nAnn: I was there.\n\nBo Wang: So was I.\n\nCy: It rained.\n",
        title="The gate",
        kinds={"comments-heading": 1, "comment": 3},
        paragraphs=2,
        comments=3,
        commenters=("Ann", "Bo Wang", "Cy"),
    ),
    "pushes": Paper(
        f"大門\n\n{H}\n\n{H}\n\n留言 3\n\n推 abc12: 好文\n噓 xyz9: 太長\n→ abc12: 還好\n",
        title="大門",
        lang="zh-Hant",
        kinds={"comments-heading": 1, "comment": 3},
        paragraphs=2,
        comments=3,
        commenters=("abc12", "xyz9", "abc12"),
    ),
    "between buttons": Paper(
        f"The gate\n\n{E}\n\n{E}\n\nReaders’ comments\n\nAnn Lee\nI was there that day.\nLike Reply\nBo Wang\nSo was I, and it rained.\nLike Reply\n",
        title="The gate",
        kinds={"comments-heading": 1, "comment": 2},
        paragraphs=2,
        comments=2,
        commenters=("Ann Lee", "Bo Wang"),
        warnings=("furniture-left-out",),
    ),
    "one a paragraph": Paper(
        f"大门\n\n{Z}\n\n{Z}\n\n网友评论：\n\n写得好。\n\n不同意，数字不对。\n",
        title="大门",
        lang="zh-Hans",
        kinds={"comments-heading": 1, "comment": 2},
        paragraphs=2,
        comments=2,
    ),
    "two sections of comments": Paper(
        f"大门\n\n{Z}\n\n{Z}\n\n热门评论 1\n\n张三丰 2小时前\n写得好。\n\n最新评论 1\n\n李逍遥 昨天\n不同意。\n",
        title="大门",
        lang="zh-Hans",
        kinds={"comments-heading": 2, "comment": 2},
        paragraphs=2,
        comments=2,
        commenters=("张三丰", "李逍遥"),
    ),
    "a counter at the top announces nothing": Paper(
        f"The gate\n\n12 Comments\n\n{E}\n\n{E}\n\n{E}\n", title="The gate", kinds={"byline": 1}, paragraphs=3
    ),
    "a section called discussion": Paper(
        f"The gate\n\n{E}\n\nDiscussion\n\n{E}\n\n{E}\n",
        title="The gate",
        kinds={"heading": 1},
        paragraphs=3,
        headings=((2, "Discussion"),),
    ),
    "a label at the top": Paper(
        f"评论\n\n大门口的椅子\n\n{Z}\n\n{Z}\n", title="评论", lang="zh-Hans", paragraphs=3
    ),
    "a comment that is one word": Paper(
        f"大门\n\n{Z}\n\n{Z}\n\n评论 2\n\n张三丰 2小时前\n赞\n\n李逍遥 昨天\n顶一下。\n",
        title="大门",
        lang="zh-Hans",
        kinds={"comments-heading": 1, "comment": 2},
        paragraphs=2,
        comments=2,
        commenters=("张三丰", "李逍遥"),
    ),
    # Headings, lists, tables, quotations -------------------------------------------------------------------
    "numbers before headings": Paper(
        f"The gate\n\n{E}\n\n1. Who came\n\n{E}\n\n2. Who went\n\n{E}\n",
        title="The gate",
        kinds={"heading": 2},
        paragraphs=3,
        headings=((2, "1. Who came"), (2, "2. Who went")),
    ),
    "chapters over sections": Paper(
        f"大门\n\n{Z}\n\n第一章 来的人\n\n一、学生\n\n{Z}\n\n第二章 走的人\n\n一、老师\n\n{Z}\n",
        title="大门",
        lang="zh-Hans",
        kinds={"heading": 4},
        paragraphs=3,
        headings=((2, "第一章 来的人"), (3, "一、学生"), (2, "第二章 走的人"), (3, "一、老师")),
    ),
    "numbered sentences are a list": Paper(
        f"The gate\n\n{E}\n\n1. Bring a passport.\n2. Bring a chair.\n3. Wait.\n\n{E}\n",
        title="The gate",
        kinds={"list-item": 3},
        paragraphs=2,
    ),
    "lists in lists": Paper(
        f"The gate\n\n{E}\n\n• passport\n  • copy of it\n  • photograph\n• chair\n\n{E}\n",
        title="The gate",
        kinds={"list-item": 4},
        paragraphs=2,
    ),
    "a table by tabs": Paper(
        f"The gate\n\n{E}\n\nItem\tCost\tShare\nGate\t12\t3%\nChair\t4\t1%\n\n{E}\n",
        title="The gate",
        kinds={"table-row": 3},
        paragraphs=2,
    ),
    "one tab is no table": Paper(f"The gate\n\n{E}\n\nName:\tAnn\n\n{E}\n", title="The gate", paragraphs=3),
    # Glossaries ---------------------------------------------------------------------------------------------
    "a term in brackets": Paper(
        f"大门\n\n{Z}\n\n今年推出的K签证（K签证：发给青年人才的签证）引来议论，办K签证（比如学生）的人不多。\n",
        title="大门",
        lang="zh-Hans",
        paragraphs=2,
        terms=("K签证",),
    ),
    "a glossary at the end": Paper(
        f"The gate\n\n{E}\n\nGlossary\nK visa: a visa for the young, without an employer who asks for it.\nR visa — a visa for those who are known already, by invitation.\n",
        title="The gate",
        kinds={"heading": 1},
        paragraphs=3,
        terms=("K visa", "R visa"),
        headings=((2, "Glossary"),),
    ),
    # Print ---------------------------------------------------------------------------------------------------
    "page numbers": Paper(
        "The chair stood at the west gate for thirty days, and\n- 1 -\nnobody could say who had put it there. The guards said\n- 2 -\nthat they did not know. The teachers said the same, and\nso did the man who sells pancakes.\n\nThat was all that anybody said.\n",
        title="The chair stood at the west gate for thirty days, and nobody could say who had…",
        paragraphs=2,
        warnings=("page-number-left-out",) * 2,
    ),
    "numbers that are chapters": Paper(
        f"The gate\n\n1\n\n{E}\n\n2\n\n{E}\n\n3\n\n{E}\n", title="The gate", paragraphs=6
    ),
    "hard-wrapped Chinese": Paper(
        "西門外的椅子擺了三十天，坐過的人說不清是誰\n讓擺的，也沒有人出來收走，學校的電話響過幾\n次，問的都是家長，後來電話也不響了。\n\n"
        "第二段也在同一個寬度上斷開，讀的人一看就明\n白，因為每一行都一樣長，而句子在行尾沒有結\n束，一直要到段落的最後一行。\n",
        title="西門外的椅子擺了三十天，坐過的人說不清是誰讓擺的，也沒有人出…",
        lang="zh-Hant",
        paragraphs=2,
    ),
    "footnotes": Paper(
        f"The gate\n\n{E}[1]\n\n{E}[2]\n\n[1] The guards’ book, page 12.\n[2] Letter to the editor, 3 May 2025.\n",
        title="The gate",
        paragraphs=4,
    ),
    # Dialogues inside articles -------------------------------------------------------------------------------
    "an interview after an introduction": Paper(
        f"一次谈话\n\n{Z}\n\n问：椅子是谁的？\n\n答：我也不知道。\n\n问：那为什么不收走？\n\n答：没有人说要收。\n",
        title="一次谈话",
        lang="zh-Hans",
        speakers={"问": 2, "答": 2},
        kinds={"turn": 4},
        paragraphs=1,
    ),
    "a debate with a moderator": Paper(
        "The evening\n\nModerator: Who goes first?\n\nAnn Lee: I will, if I may.\n\nBo Wang: Please do.\n\nModerator: Thank you both.\n\nAnn Lee (laughing): It was nothing.\n",
        title="The evening",
        speakers={"Moderator": 2, "Ann Lee": 2, "Bo Wang": 1},
        kinds={"turn": 5},
    ),
}
