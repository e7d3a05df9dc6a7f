"""Whole documents: the shipped samples, the five seeds, and others of their kinds."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from articles.importing.document import ImportRefused, ParsedDocument
from articles.importing.parse import parse_document
from articles.text.blocks import Block, BlockKind
from articles.text.html import text_of
from tests.samples_facts import SAMPLES, Facts


def read(path: Path) -> ParsedDocument:
    return parse_document(path.read_bytes(), file=path.name)


def parse(text: str, file: str = "unseen.txt") -> ParsedDocument:
    return parse_document(text.encode(), file=file)


def count(document: ParsedDocument, kind: BlockKind) -> int:
    return sum(block.kind is kind for block in document.table.blocks)


def of_kind(document: ParsedDocument, kind: BlockKind) -> list[Block]:
    return [block for block in document.table.blocks if block.kind is kind]


def check(document: ParsedDocument, facts: Facts) -> None:
    assert document.lang == facts.lang
    assert count(document, BlockKind.HEADING) == facts.headings
    assert count(document, BlockKind.PARAGRAPH) == facts.paragraphs
    assert {speaker.name: speaker.turns for speaker in document.speakers} == facts.turns
    assert sum(len(block.terms) for block in document.table.blocks) == facts.terms
    assert count(document, BlockKind.CAPTION) == facts.captions
    assert len({block.number for block in of_kind(document, BlockKind.COMMENT)}) == facts.comments
    assert count(document, BlockKind.COMMENT) == facts.comment_paragraphs
    assert count(document, BlockKind.LIST_ITEM) == facts.list_items
    assert count(document, BlockKind.TABLE_ROW) == facts.table_rows
    assert len(document.metadata.tags) == facts.tags
    assert document.metadata.draft == facts.draft
    assert ("title" not in document.metadata.guessed) == (facts.has_title and document.format == "markdown")
    assert {warning.code for warning in document.warnings} == set(facts.warnings)


def check_text(document: ParsedDocument) -> None:
    """The promises of the text model."""
    assert document.table.text == "\n".join(block.text for block in document.table.blocks)
    for block in document.table.blocks:
        assert document.table.text[block.start : block.end] == block.text
        assert text_of(block.html) == block.text


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_read_as_a_person_reads_them(samples, name):
    document = read(samples / name)
    check(document, SAMPLES[name])
    check_text(document)


SEEDS = {
    "000": Facts(
        "zh-Hans", headings=6, turns={"侯辰": 14, "吴律": 9, "贾老师": 9}, terms=2, tags=4, draft=True
    ),
    "001": Facts(
        "zh-Hans", headings=6, paragraphs=19, terms=8, tags=5, draft=True, warnings=("nothing-shown",)
    ),
    "002": Facts(
        "zh-Hant",
        headings=4,
        paragraphs=54,
        captions=9,
        comments=5,
        comment_paragraphs=6,
        warnings=("comment-count", "notice-left-out", "number-grouping"),
    ),
    "003": Facts("en", headings=5, paragraphs=14, has_title=False),
    "004": Facts("en", headings=3, paragraphs=12, has_title=False),
}


@pytest.mark.parametrize("number", SEEDS)
def test_the_seeds_hold_what_was_counted_in_them(seeds, number):
    (path,) = seeds.glob(f"{number}_*.txt")
    document = read(path)
    check(document, SEEDS[number])
    check_text(document)


def seed(seeds: Path, number: str) -> ParsedDocument:
    return read(next(seeds.glob(f"{number}_*.txt")))


def test_the_front_matter_of_the_first_seed_is_kept_whole(seeds):
    metadata = seed(seeds, "000").metadata
    assert metadata.title_lang == "en"
    assert metadata.guests == ("Jia", "Wu")
    assert metadata.date == datetime.date(2025, 10, 4)
    assert (metadata.area, metadata.category, metadata.status) == (
        "market-analysis",
        "geopolitics",
        "evergreen",
    )
    assert (metadata.insight, metadata.series, metadata.source) == ("", "", "")
    assert (metadata.layout, metadata.file_name[-3:], metadata.author) == ("post.njk", ".md", "Lei")
    assert metadata.raw.startswith("title: ")
    assert metadata.raw.count("\n") == 29
    assert not metadata.extra


def test_the_front_matter_of_the_second_seed_is_kept_whole(seeds):
    metadata = seed(seeds, "001").metadata
    assert metadata.date == datetime.date(2025, 11, 1)
    assert metadata.author == metadata.speaker
    assert list(map(len, (metadata.people, metadata.organisations, metadata.products, metadata.media))) == [
        6,
        8,
        8,
        1,
    ]
    assert metadata.media[0] in metadata.organisations
    assert len(metadata.projects) == 3
    assert metadata.source.startswith("https://www.youtube.com/")


def test_speakers_of_the_first_seed_are_known_by_their_romanised_names(seeds):
    assert [speaker.alias for speaker in seed(seeds, "000").speakers] == ["Houchen", "Wu", "Jia"]


def test_two_turns_of_one_speaker_in_a_row_stay_two(seeds):
    turns = [(block.line, block.speaker) for block in of_kind(seed(seeds, "000"), BlockKind.TURN)]
    assert (50, "侯辰") in turns
    assert (52, "侯辰") in turns


def test_captions_of_the_third_seed_carry_their_credits(seeds):
    captions = of_kind(seed(seeds, "002"), BlockKind.CAPTION)
    assert [block.line for block in captions] == [4, 22, 36, 48, 60, 78, 94, 110, 123]
    credits_ = {block.text[block.credit.start : block.credit.end] for block in captions if block.credit}
    assert len(credits_) == 8
    assert "Kevin Frayer/Getty Images" in credits_


def test_parts_of_the_third_seed_are_told_apart(seeds):
    document = seed(seeds, "002")
    kinds = Counter(block.kind for block in document.table.blocks)
    assert kinds[BlockKind.DECK] == kinds[BlockKind.RELATED] == kinds[BlockKind.COMMENTS_HEADING] == 1
    assert [block.line for block in of_kind(document, BlockKind.EDITORS_NOTE)] == [6, 8]
    assert [block.line for block in of_kind(document, BlockKind.HEADING)] == [28, 62, 96, 119]
    assert [block.number for block in of_kind(document, BlockKind.COMMENT)] == [1, 2, 2, 3, 4, 5]
    assert document.comments_announced == 6
    assert all(block.lang == "zh-Hant" for block in document.table.blocks)


def test_terms_of_the_second_seed_have_their_english_names(seeds):
    terms = [term for block in seed(seeds, "001").table.blocks for term in block.terms]
    assert [term.name for term in terms[:4]] == [
        "K Visa", "Science, Technology, Engineering, Mathematics", "H-1B Visa", "R Visa",
    ]  # fmt: skip


# Documents of the same kinds that nobody has counted before ------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "林娜: {}",
        "林娜：{}",
        "**林娜**: {}",
        "**林娜：** {}",
        "**林娜**：{}",
        "[00:12:04] 林娜：{}",
        "林娜 (00:12): {}",
        "【林娜】：{}",
    ],
)
def test_names_and_colons_of_many_styles_are_turns(line):
    said = ["我们从头说起。", "那一年我还在读书。", "后来呢？", "后来就走了。"]
    names = ["林娜", "王一", "林娜", "王一"]
    text = "\n\n".join(
        line.replace("林娜", name).format(words) for name, words in zip(names, said, strict=True)
    )
    document = parse(text)
    assert {speaker.name: speaker.turns for speaker in document.speakers} == {"林娜": 2, "王一": 2}
    assert [block.text for block in document.table.blocks] == said


def test_turns_on_neighbouring_lines_are_turns_in_markdown_too():
    document = parse("# Talk\n\nAnna: Hello.\nBen: Hello yourself.\nAnna: So.\nBen: So what?\n", "talk.md")
    assert [block.speaker for block in of_kind(document, BlockKind.TURN)] == ["Anna", "Ben", "Anna", "Ben"]


def test_labels_are_nobodys_names():
    document = parse(
        "编者按：本文为系列第一篇。\n\n注：所有数字来自公报。\n\n来源：某报\n\n时间：去年冬天，地点：北方的一座小城，那里有一条河。\n"
    )
    assert document.speakers == ()
    assert count(document, BlockKind.EDITORS_NOTE) == 1


def test_a_colon_now_and_then_makes_no_dialogue():
    document = parse(
        "The city has three problems, and each has a name that people repeat in the street.\n"
        "Housing: nobody builds what nobody can pay for, and the queue is nine years long.\n"
        "The buses stopped in March and have not come back, although the timetable still hangs.\n"
        "The mayor promised a plan for the spring, then for the summer, and then left office.\n"
    )
    assert document.speakers == ()


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [
        ("Who pays for it?", True),
        ("Why Should Anybody Outside the Capital Care About This?", True),
        ("But who pays for it?", False),
        ("So what would you do if you were told that in a year you had to leave?", False),
        ("The bill", True),
        ("The bill is due.", False),
        ("“The bill is due”", True),
        ("“The bill is due.”", False),
        ("誰來付錢?", True),
        ("那麼,誰來付錢?", False),
        ("付錢的人", True),
        ("付錢的人來了。", False),
    ],
)
def test_a_short_line_is_a_heading_when_it_reads_like_one(heading, is_one):
    before = "The first paragraph is long enough to be one, and it ends as paragraphs do, with a full stop after it."
    after = "The second paragraph is long as well, so that the line between them is short beside it, as headings are."
    if "錢" in heading:
        before = "第一段寫得夠長,長到沒有人會把它當成標題,而且它像段落一樣以句號結尾,所以不會弄錯。"
        after = "第二段也寫得夠長,長到夾在中間的那一行顯得很短,標題總是這樣的,讀的人一看就明白了。"
    document = parse("\n".join([before, heading, after]))
    assert (count(document, BlockKind.HEADING) == 1) == is_one


@pytest.mark.parametrize(
    "caption",
    [
        "2024年5月1日,台北,街頭的人群。攝:陳大文/Reuters",
        "2024年5月1日，上海，街头的人群。摄影：王一/视觉中国",
        "图：街头的人群，摄：王一",
        "Crowds in the street, 1 May 2024. Photo: Jane Roe/AP",
        "Crowds in the street. Photograph by Jane Roe/Getty Images",
        "人群走過街頭(圖片來源:AFP)",
    ],
)
def test_captions_are_known_by_their_credit(caption):
    body = "A paragraph that stands around captions and is none itself, because it credits nobody for anything at all."
    document = parse("\n\n".join([body, caption, body]))
    (found,) = of_kind(document, BlockKind.CAPTION)
    assert found.credit is not None


def test_a_paragraph_that_mentions_a_photograph_is_no_caption():
    document = parse(
        "他說:「這張圖是我在碼頭上拍的,那時候天還沒有亮,沒有人看見我。」\n\n第二段在這裡,說的是別的事情,與照片無關。\n"
    )
    assert count(document, BlockKind.CAPTION) == 0


@pytest.mark.parametrize(
    ("heading", "announced"),
    [
        ("评论 3", 3),
        ("評論區 3", 3),
        ("3 条评论", 3),
        ("Comments (3)", 3),
        ("3 comments", 3),
        ("讀者留言(3)", 3),
        ("网友评论：", None),
    ],
)
def test_comments_are_announced_in_many_words(heading, announced):
    body = "正文在這裡,寫得夠長,長到沒有人會把它當成標題,也沒有人會把它當成評論,它就是正文。"
    document = parse(
        "\n\n".join(
            [body, body + "二", heading, "  1. 第一條。", "  2. 第二條。", "    接着說。", "  3. 第三條😀。"]
        )
    )
    assert [block.number for block in of_kind(document, BlockKind.COMMENT)] == [1, 2, 2, 3]
    assert document.comments_announced == announced
    assert not [warning for warning in document.warnings if warning.code == "comment-count"]


@pytest.mark.parametrize(
    "notice", ["登录后即可评论。", "評論為會員專享。", "Log in to join the discussion.", "Subscribers only."]
)
def test_a_sites_notice_is_left_out_with_a_warning(notice):
    body = "The body of the text is long enough to be told from anything else that may stand on the page below it."
    document = parse("\n\n".join([body, body, "Comments (1)", notice, "1. Thank you."]))
    assert notice not in document.table.text
    (warning,) = [warning for warning in document.warnings if warning.code == "notice-left-out"]
    assert notice in warning.message
    assert warning.line == 7


@pytest.mark.parametrize(
    ("written", "defined"),
    [
        ("**住房券**（住房券：发给租户的补贴）", ("住房券", "住房券", "发给租户的补贴")),
        ("**住房券**（Voucher: 发给租户的补贴）", ("住房券", "Voucher", "发给租户的补贴")),
        (
            "**voucher** (housing voucher: money for tenants (in kind))",
            ("voucher", "housing voucher", "money for tenants (in kind)"),
        ),
    ],
)
def test_terms_are_bold_words_with_a_definition(written, defined):
    document = parse(f"# 标题\n\n文中先提到{written}，然后继续。\n", "terms.md")
    (term,) = document.table.blocks[0].terms
    assert (term.term, term.name, term.definition) == defined
    assert document.table.blocks[0].text[term.at.start : term.at.end] == defined[0]


def test_brackets_without_a_colon_define_nothing():
    document = parse("# 标题\n\n这里有**重点**（比如这样），没有定义。\n", "terms.md")
    assert document.table.blocks[0].terms == ()


def test_lines_broken_at_a_fixed_width_become_paragraphs():
    document = parse(
        "Lines in this text are broken at a fixed width, as they\nwere in the days of the typewriter, so that a paragraph\n"
        "is several lines and a blank line parts it from the\nnext one.\n\nThe second paragraph is broken in the same way, and it\n"
        "must be read as one as well, whatever its lines\nsuggest to a hasty reader.\n"
    )
    assert count(document, BlockKind.PARAGRAPH) == 2
    assert "as they were in the days" in document.table.text


@pytest.mark.parametrize(
    "data", ["\ufeff# T\r\n\r\nOne.\r\n".encode(), b"# T\r\rOne.\r", "# T\n\nOne.".encode("utf-16")]
)
def test_line_ends_and_byte_order_marks_make_no_difference(data):
    document = parse_document(data, file="a.md")
    assert (document.metadata.title, document.table.text) == ("T", "One.")


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_other_encodings_are_read_and_stated(encoding):
    text = "這是一段用舊編碼寫成的中文,夠長,可以認得出來。第二句在這裡,也不短。" * 4
    document = parse_document(text.encode(encoding), file="old.txt")
    assert document.table.text == text
    assert any(warning.code == "encoding" for warning in document.warnings)


def test_signs_in_a_pasted_text_are_no_markup():
    document = parse(
        "The * and the _ and the <b>bold</b> & the rest stand here as they were typed by somebody.\nAnd on.\n"
    )
    assert "<b>bold</b> & the rest" in document.table.text
    assert "<b>" not in document.table.blocks[0].html


def test_markdown_cannot_smuggle_scripts():
    document = parse(
        "# T\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)> <svg onload=alert(1)>\n", "x.md"
    )
    html = "".join(block.html for block in document.table.blocks)
    assert "javascript:" not in html
    assert "onerror" not in html
    assert "<svg" not in html


def test_a_title_that_is_repeated_as_the_first_heading_is_shown_once():
    document = parse("---\ntitle: The gate\n---\n# The gate\n\nText.\n\n# The gate\n\nMore.\n", "t.md")
    assert [block.text for block in document.table.blocks] == ["Text.", "The gate", "More."]


def test_lists_nest_whatever_their_indent():
    for indent in ("  ", "   ", "    ", "\t"):
        document = parse(f"# T\n\n- one\n{indent}- two\n{indent}- three\n- four\n", "l.md")
        assert [block.level for block in of_kind(document, BlockKind.LIST_ITEM)] == [1, 2, 2, 1]


def test_tables_code_quotes_and_pictures_are_blocks():
    document = parse(
        "# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nif x:\n    y\n```\n\n> said\n\n![alt](p.png)\n",
        "k.md",
    )
    kinds = [block.kind.value for block in document.table.blocks]
    assert kinds == ["table-row", "table-row", "code", "quote", "image"]
    code = of_kind(document, BlockKind.CODE)[0]
    assert (code.text, code.info) == ("if x:\n    y", "python")
    assert document.table.blocks[1].text == "1 2"
    check_text(document)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no text"),
        (b" \n\n ", "holds no text"),
        (b"\x00\x01\x02binary", "control character"),
        (b"x" * 2_000_001, "at most 2,000,000"),
        (b"---\ntitle: never closed\n", "never closed"),
        (b"---\ntitle: a\ntitle: b\n---\nx\n", "f.md:3: title: This field stands there twice"),
        (b"---\na: 1\nb: *x\n---\nx\n", "f.md:3: b: The alias *x names nothing"),
        (b"---\n" + b"- " * 20 + b"x\n---\ny\n", "nested too deeply"),
        (b"---\ntitle: [\n---\ny\n", "cannot be read"),
        (b"# T\n\n" + b"> " * 4000 + b"x\n", "nested more than"),
        (b"# T\n\n" + b"- " * 4000 + b"x\n", "nested too deeply"),
        (b"# T\n\n" + b"[" * 8000, "brackets of links"),
        (b"# T\n\n" + b"a\n\n" * 20_000, "more than 10,000 paragraphs"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data, message):
    with pytest.raises(ImportRefused) as refused:
        parse_document(data, file="f.md")
    assert message in str(refused.value)
    assert str(refused.value).startswith("f.md")


@pytest.mark.parametrize(
    "line",
    [
        "By Ruth Adeyemi",
        "Ruth Adeyemi | 4 October 2025",
        "October 4, 2025 · 5 min read",
        "記者 張三／台北報導",
        "张三 | 2025-10-04",
        "发布时间：2025-10-04 10:30",
        "文／李四",
        "阅读 10万+",
    ],
)
def test_lines_that_say_who_and_when_are_no_headings(line):
    body = (
        "第一段写得够长，长到没有人会把它当成标题，而且它像段落一样以句号结尾，所以不会弄错，这一段就是正文。"
    )
    document = parse("\n\n".join(["一个标题", body, line, body + body]))
    assert count(document, BlockKind.HEADING) == 0


def test_a_role_is_a_speaker_only_when_it_comes_back():
    said = "\n\n".join(["主持人：我们开始。", "嘉宾：好的。", "主持人：先说什么？", "嘉宾：先说房租。"])
    assert {speaker.name for speaker in parse(said).speakers} == {"主持人", "嘉宾"}
    headed = "嘉宾：王一、李二\n\n" + said.replace("嘉宾", "王一")
    assert {speaker.name for speaker in parse(headed).speakers} == {"主持人", "王一"}


def test_a_han_name_fits_the_romanised_name_of_the_same_family():
    front = "---\ntitle: T\nspeaker: {0}\nguest: {1}\n---\n"
    body = "贾老师: 一。\n\n吴律: 二。\n\n贾老师: 三。\n\n吴律: 四。\n"
    for speaker, guest in (("Jia", "Wu"), ("Jia Ming", "Wu Fang"), ("Ming Jia", "Fang Wu")):
        document = parse(front.format(speaker, guest) + body, "t.md")
        assert [found.alias for found in document.speakers] == [speaker, guest]
