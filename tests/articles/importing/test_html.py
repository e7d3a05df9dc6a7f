"""Web pages: the article whole and the site's furniture gone, whatever a page is made of."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from lxml import etree

from articles.importing.document import ImportRefused, ParsedDocument
from articles.importing.parse import parse_document
from articles.importing.webpage.pieces import read_pieces
from articles.importing.webpage.tree import read_tree
from articles.text.blocks import Block, BlockKind
from articles.text.html import text_of

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
# What a page asks its reader to do stands here and there in its article: (page, number of warnings).
LEFT_OUT = {"news": 6, "magazine": 2, "government": 2, "forum": 1, "blog": 0, "essay": 0}


def read(html: str, file: str = "page.html") -> ParsedDocument:
    return parse_document(html.encode(), file=file)


def page(body: str, head: str = "") -> ParsedDocument:
    """A page with enough words around ``body`` to be an article."""
    words = "".join(
        f"<p>Paragraph {number} has a good many words of its own, and commas, and an end.</p>"
        for number in range(6)
    )
    html = f"<!doctype html><html><head>{head}</head><body><article>{body}{words}</article></body></html>"
    return read(html)


def blocks(document: ParsedDocument, kind: BlockKind) -> list[Block]:
    return [block for block in document.table.blocks if block.kind is kind]


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def texts_of(element, *, without: tuple[str, ...]) -> str:
    """The characters below ``element`` in order, but for those in elements named in ``without``."""
    skipped = {node for part in element.iter(*without) if part is not element for node in part.iter()}
    found = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and node not in skipped and isinstance(node.tag, str):
            found.append(node.text or "")
        if event == "end" and node is not element and node.getparent() not in skipped:
            found.append(node.tail or "")
    return bare("".join(found))


def marked(html: str, mark: str) -> list[str]:
    """The words of the elements of a fixture that carry ``mark``; of a list item without the list inside it."""
    carriers = [element for element in read_tree(html, "").iter("*") if element.get(mark) is not None]
    return [text for element in carriers if (text := texts_of(element, without=("ul", "ol")))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_article_is_whole_and_the_furniture_gone(path):
    html = path.read_text()
    document = read(html, path.name)
    text = bare(document.metadata.title + document.table.text)
    assert [words for words in marked(html, "data-keep") if words not in text] == []
    assert [words for words in marked(html, "data-drop") if words in text and "簽名檔" not in words] == []
    for block in document.table.blocks:
        assert text_of(block.html) == block.text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_is_left_out_inside_the_article_is_told_word_by_word(path):
    told = [warning for warning in read(path.read_text()).warnings if warning.code == "left-out"]
    assert len(told) >= LEFT_OUT[path.stem]
    assert all("“" in warning.message and warning.line for warning in told)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_character_of_a_page_is_in_exactly_one_piece(path):
    root = read_tree(path.read_text(), path.name)
    shown = texts_of(root, without=("script", "style", "head", "button"))
    pieces = read_pieces(root).pieces
    assert bare("".join(piece.text for piece in pieces)) == shown


def facts(name: str) -> ParsedDocument:
    (path,) = (path for path in PAGES if path.stem == name)
    return read(path.read_text(), path.name)


def test_the_metadata_of_a_news_page_come_from_its_head():
    metadata = facts("news").metadata
    assert metadata.title == "Port cities weigh a night-shift visa"
    assert metadata.author == "Maren Oduya, Piet Halloran"
    assert metadata.date == datetime.date(2025, 5, 14)
    assert metadata.source == "https://ledger.example/2025/05/port-visa"
    assert metadata.summary == "Three councils ask whether dock work can be staffed from abroad."
    assert metadata.tags == ("ports", "labour", "visas")
    assert metadata.extra == {"site": "The Harbour Ledger"}
    assert not metadata.guessed


@pytest.mark.parametrize(
    ("name", "title", "date", "guessed"),
    [
        ("blog", "Counting what cannot be counted", datetime.date(2024, 11, 2), {}),
        ("government", "关于做好引进人才住房保障工作的通知", datetime.date(2023, 7, 19), {}),
        ("forum", "[問卦] 夜班簽證到底有沒有用？", None, {}),
        ("magazine", "谁在值夜班", datetime.date(2025, 1, 6), {}),
        ("essay", "The Lamp Tax", None, {"title": "window-title"}),
    ],
)
def test_other_pages_say_their_titles_and_days_in_their_own_ways(name, title, date, guessed):
    metadata = facts(name).metadata
    assert (metadata.title, metadata.date, metadata.guessed) == (title, date, guessed)


def test_lists_keep_their_levels_and_numbers():
    items = blocks(facts("news"), BlockKind.LIST_ITEM)
    assert [(item.level, item.ordered, item.number) for item in items] == [
        (1, True, 1), (1, True, 2), (2, False, 0), (2, False, 0), (1, True, 3)
    ]  # fmt: skip
    assert [item.level for item in blocks(facts("blog"), BlockKind.LIST_ITEM)] == [1, 1, 2, 2, 3, 1, 1]


def test_tables_of_data_keep_their_rows_and_others_only_their_words():
    rows = blocks(facts("government"), BlockKind.TABLE_ROW)
    assert [row.text for row in rows][1:] == [
        "人才类别 租金补贴（元/月） 期限",
        "第一类 3000 五年",
        "第二类 1800 三年",
    ]
    assert blocks(facts("essay"), BlockKind.TABLE_ROW) == []
    assert [row.header for row in blocks(facts("news"), BlockKind.TABLE_ROW)] == [True, False, False]


def test_a_figure_is_a_picture_with_its_caption():
    (picture,) = blocks(facts("news"), BlockKind.IMAGE)
    assert picture.image == "/img/cranes.jpg"
    assert picture.text == "Cranes at the eastern quay before dawn. Photograph: Ivo Brandt/Agency"
    (lazy,) = blocks(facts("forum"), BlockKind.IMAGE)
    assert (lazy.image, lazy.text) == ("/up/quay.jpg", "碼頭夜景")


def test_listings_keep_their_lines_and_name_their_language():
    (code,) = blocks(facts("blog"), BlockKind.CODE)
    assert code.text == 'def capture(a, b, both):\n    """Two lists < one."""\n    return a * b / both'
    assert code.info == "python"


def test_comments_that_are_announced_come_along_as_comments():
    comments = blocks(facts("blog"), BlockKind.COMMENT)
    assert [comment.text for comment in comments] == [
        "I counted twice and got three answers.",
        "Lovely post as ever.",
    ]


def test_links_are_absolute_or_left_out_and_their_words_stay():
    document = page(
        '<p><a href="a.html">One</a> <a href="/b">two</a> <a href="javascript:alert(1)">three</a> <a href="#x">four</a>'
        ' <a href="http://[x">five</a> <a href="mailto:a@b.example">six</a> <a href="//c.example/d">seven</a>.</p>',
        '<base href="https://site.example/dir/">',
    )
    first = document.table.blocks[0]
    assert first.text == "One two three four five six seven."
    assert re.findall(r'href="([^"]+)"', first.html) == [
        "https://site.example/dir/a.html", "https://site.example/b", "mailto:a@b.example", "https://c.example/d"
    ]  # fmt: skip


def test_without_an_address_a_page_has_no_links_of_its_own():
    assert "href" not in page('<p>See <a href="/there">there</a>.</p>').table.blocks[0].html


def test_a_line_break_after_a_full_stop_or_before_an_indent_begins_a_paragraph():
    document = page("<div>第一段。<br>第二段說，<br>還是第二段<br>　　第三段<br><br>第四段</div>")
    assert [block.text for block in document.table.blocks][:4] == [
        "第一段。",
        "第二段說， 還是第二段",
        "第三段",
        "第四段",
    ]


def test_hidden_and_active_elements_are_gone():
    document = page(
        "<script>one</script><style>two</style><p hidden>three</p><p style='display: none'>four</p><template>five</template>"
        "<noscript>six</noscript><svg><text>seven</text></svg><button>eight</button><!-- nine --><p>Seen</p><p>Also <q>seen</q></p>"
    )
    assert [block.text for block in document.table.blocks][:2] == ["Seen", "Also “seen”"]


def test_malformed_pages_are_read_as_browsers_read_them():
    document = page(
        "<h2>One<p>Two <b>bold <i>both</b> italic</i><ul><li>a<li>b<table><tr><td>c<td>d<tr><td>e<td>f</table>"
    )
    assert [block.text for block in document.table.blocks][:6] == [
        "One",
        "Two bold both italic",
        "a",
        "b",
        "c d",
        "e f",
    ]


def test_a_fragment_is_taken_whole():
    document = read(
        "<h1>A title</h1>\n<p class='byline'>By somebody</p>\n<nav><p>One &amp; two</p></nav>", "a.txt"
    )
    assert document.metadata.title == "A title"
    assert [block.text for block in document.table.blocks] == ["By somebody", "One & two"]


def test_when_nothing_tells_the_article_everything_is_kept_and_told():
    words = [f"Line {number}" for number in range(8_100)]
    document = read(f"<!doctype html><body><nav>Menu</nav>{''.join(f'<p>{line}' for line in words)}</body>")
    assert [block.text for block in document.table.blocks] == words
    assert "main-content" in {warning.code for warning in document.warnings}


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "big5", "shift_jis", "windows-1252", "utf-16"])
def test_a_page_is_read_in_the_charset_it_declares(charset):
    words = {
        "big5": "夜班簽證到底有沒有用",
        "shift_jis": "夜の港のひとびと",
        "windows-1252": "Café déjà vu – naïve",
    }
    text = words.get(charset, "夜班签证到底有没有用")
    html = f'<!doctype html><html><head><meta charset="{charset}"><title>x</title></head><body><p>{text}</p></body></html>'
    document = parse_document(html.encode(charset), file="a.html")
    assert document.table.text == text


@pytest.mark.parametrize(
    "element", ["div", "b", "span", "blockquote", "font", "ul><li", "table><tr><td", "em"]
)
def test_ten_thousand_nested_elements_are_refused_with_the_reason(element):
    with pytest.raises(ImportRefused, match="nested more than 200 deep"):
        read(f"<!doctype html><body>{f'<{element}>' * 10_000}words</body>")


def test_a_day_that_does_not_exist_is_no_date():
    document = page("", '<meta name="date" content="2025-02-31">')
    assert document.metadata.date is None


@pytest.mark.parametrize(
    "data", ["[" * 100_000, '{"@type": "Article", "headline": ', "null", '{"@graph": 7}', "[" * 50 + "]" * 50]
)
def test_json_that_is_none_or_has_no_bottom_is_passed_over(data):
    assert page("", f'<script type="application/ld+json">{data}</script>').table.blocks
