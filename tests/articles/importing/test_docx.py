"""Word files: what a reader sees in Word is what the library keeps."""

from __future__ import annotations

import datetime

import pytest

from articles.importing.document import ImportRefused, ParsedDocument
from articles.importing.parse import parse_document
from articles.text.blocks import BlockKind
from tests.articles.importing.packages import PNG, W, encrypted, pack, paragraph, relations, word, word_parts

WORDS = "The quay has run short of lashers since the autumn, and the council answers slowly."
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>Of the files</dc:title><dc:creator>{creator}</dc:creator><dc:language>en-GB</dc:language>"
    "<cp:keywords>ports, labour</cp:keywords><dcterms:created>2024-02-03T10:00:00Z</dcterms:created></cp:coreProperties>"
)
NUMBERING = (
    f"<w:numbering {W}>"
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def read(data: bytes) -> ParsedDocument:
    return parse_document(data, file="report.docx")


def kinds(document: ParsedDocument) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in document.table.blocks]


def item(text: str, level: int) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def cell(text: str) -> str:
    return f"<w:tc>{paragraph(text)}</w:tc>"


def test_headings_lists_quotations_listings_and_tables_are_what_they_are():
    body = (
        paragraph("A report", style="Title")
        + paragraph("One", style="Heading1")
        + paragraph(WORDS)
        + item("first", 0) + item("inner", 1) + item("second", 0)
        + paragraph("Quoted.", style="Quote")
        + paragraph("x = 1", style="Code") + paragraph("  y = 2", style="Code")
        + f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('a')}{cell('b')}</w:tr><w:tr>{cell('c')}{cell('d')}</w:tr></w:tbl>"
    )  # fmt: skip
    document = read(
        word(
            body,
            **{
                "word/numbering.xml": NUMBERING,
                "word/_rels/document.xml.rels": relations(
                    ("n", "numbering", "numbering.xml"), ("s", "styles", "styles.xml")
                ),
            },
        )
    )
    assert (document.format, document.encoding, document.metadata.title) == ("docx", "binary", "A report")
    assert kinds(document) == [
        (BlockKind.HEADING, "One"),
        (BlockKind.PARAGRAPH, WORDS),
        (BlockKind.LIST_ITEM, "first"),
        (BlockKind.LIST_ITEM, "inner"),
        (BlockKind.LIST_ITEM, "second"),
        (BlockKind.QUOTE, "Quoted."),
        (BlockKind.CODE, "x = 1\n  y = 2"),
        (BlockKind.TABLE_ROW, "a b"),
        (BlockKind.TABLE_ROW, "c d"),
    ]
    assert [block.level for block in document.table.blocks][2:5] == [1, 2, 1]
    assert [block.number for block in document.table.blocks][2:5] == [1, 0, 2]
    assert not document.warnings


def test_properties_fill_what_the_page_does_not_say_and_are_guesses():
    document = read(word(paragraph(WORDS), **{"docProps/core.xml": CORE.format(creator="Ann Oduya")}))
    metadata = document.metadata
    assert (metadata.title, metadata.author, metadata.date) == (
        "Of the files",
        "Ann Oduya",
        datetime.date(2024, 2, 3),
    )
    assert metadata.tags == ("ports", "labour")
    assert metadata.extra == {"language": "en-GB"}
    assert set(metadata.guessed) == {"title", "author", "date"}


@pytest.mark.parametrize(
    "name", ["Administrator", "Microsoft Office User", "微软用户", "Windows User", "python-docx", "User"]
)
def test_names_that_programs_give_are_nobodys(name):
    assert (
        read(word(paragraph(WORDS), **{"docProps/core.xml": CORE.format(creator=name)})).metadata.author == ""
    )


def test_a_title_on_the_page_comes_before_the_files():
    document = read(
        word(
            paragraph("On the page", style="Heading1") + paragraph(WORDS),
            **{"docProps/core.xml": CORE.format(creator="A")},
        )
    )
    assert document.metadata.title == "On the page"
    assert "title" not in document.metadata.guessed


def test_links_and_notes_come_along():
    link = '<w:hyperlink r:id="h"><w:r><w:t>a source</w:t></w:r></w:hyperlink>'
    bad = '<w:hyperlink r:id="j"><w:r><w:t>a trap</w:t></w:r></w:hyperlink>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("Counted twice.")}</w:footnote></w:footnotes>'
    document = read(word(
        paragraph(" and the rest.", runs=link + bad + note),
        **{
            "word/footnotes.xml": notes,
            "word/_rels/document.xml.rels": relations(
                ("h", "hyperlink", "https://a.example/?b=1&c=2"), ("j", "hyperlink", "javascript:alert(1)"), ("f", "footnotes", "footnotes.xml")
            ),
        },
    ))  # fmt: skip
    first, last = document.table.blocks
    assert first.text == "a sourcea trap[1] and the rest."
    assert first.html.count("<a ") == 1
    assert 'href="https://a.example/?b=1&amp;c=2"' in first.html
    assert (last.kind, last.text, last.number) == (BlockKind.LIST_ITEM, "Counted twice.", 1)


def test_pictures_come_along_with_their_captions():
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Two cranes"/><a:graphic><a:graphicData><pic:pic>'
        '<pic:blipFill><a:blip r:embed="p"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    document = read(word(
        f"<w:p>{drawing}</w:p>" + paragraph("Cranes at dawn", style="Caption") + paragraph(WORDS),
        **{"word/media/image1.png": PNG, "word/_rels/document.xml.rels": relations(("p", "image", "media/image1.png"), ("s", "styles", "styles.xml"))},
    ))  # fmt: skip
    picture = document.table.blocks[0]
    assert (picture.kind, picture.text, picture.image) == (BlockKind.IMAGE, "Cranes at dawn", "picture-1.png")
    assert document.pictures == {"picture-1.png": PNG}


def test_formulas_are_told_with_their_words():
    document = read(word(paragraph(WORDS) + "<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"))
    assert any(w.code == "left-out" and "“x=1”" in w.message for w in document.warnings)


def test_removed_words_stay_removed():
    runs = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
    document = read(word(paragraph(" words", runs=runs)))
    assert document.table.text == "new words"
    assert not document.warnings


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
REFUSED = {
    "no archive": (b"PK\x03\x04 and nothing more", "damaged"),
    "cut short": (word(paragraph(WORDS))[:-60], "damaged"),
    "no document": (pack({"[Content_Types].xml": "<Types/>"}), "word/document.xml is missing"),
    "another archive": (pack({"notes.md": "# Notes"}), "ZIP archive and no Word file"),
    "a workbook": (pack({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "Excel"),
    "a presentation": (pack({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "PowerPoint"),
    "an e-book": (pack({"mimetype": "application/epub+zip", "META-INF/container.xml": "x"}), "EPUB"),
    "OpenDocument": (pack({"mimetype": "x", "content.xml": "x"}), "OpenDocument"),
    "macros": (word(paragraph(WORDS), **{"word/vbaProject.bin": b"x"}), "macros"),
    "a password": (encrypted(word(paragraph(WORDS))), "encrypted"),
    "no XML": (word("<w:p>"), "no XML"),
    "an entity bomb": (pack({**word_parts(""), "word/document.xml": ENTITY + "<x>&b;</x>"}), "entity bomb"),
    "an entity bomb in UTF-16": (
        pack({**word_parts(""), "word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + ENTITY + "<x>&b;</x>").encode("utf-16")}),
        "entity bomb",
    ),
    "an outer entity in a small part": (word("", **{"word/_rels/document.xml.rels": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}), "entity bomb"),
    "nested tables": (word("<w:tbl><w:tr><w:tc>" * 500 + "</w:tc></w:tr></w:tbl>" * 500), "nested more than 64"),
    "many elements": (word("<w:p/>" * 70_000), "more than 60,000 elements"),
    "a bomb of spaces": (word("", **{"word/media/a.bin": bytes(70_000_000)}), "more than 60,000,000 bytes"),
    "a bomb of XML": (word("", **{"word/theme.xml": b"<x>" + b" " * 13_000_000 + b"</x>"}), "bytes of XML"),
    "nothing to read": (word(""), "no text"),
    "many parts": (pack({**word_parts(""), **{f"word/{n}.bin": b"" for n in range(2_001)}}), "more than 2,000 parts"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_sound_word_file_is_refused_with_its_reason(name):
    data, reason = REFUSED[name]
    with pytest.raises(ImportRefused, match=reason):
        read(data)


def test_a_text_with_a_word_files_name_is_read_as_what_it_is():
    assert parse_document(b"# A heading\n\nWords **here**.", file="a.docx").format == "markdown"
