"""What is exported as Markdown is read back as the very same document, whatever it holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from articles.exporting.body import canonical, write_body
from articles.exporting.document import content, write_document
from articles.importing.document import ImportRefused
from articles.importing.exported.body import read_body
from articles.importing.parse import parse_document
from articles.text.blocks import Block, BlockKind, BlockTable
from tests.articles.exporting.generated import documents

TABLE = "# T\n\n| a | b \\| c |\n| --- | --- |\n| **x** | y |\n| z | |\n"
LISTS = "# T\n\n- a\n- b\n    1. c\n    2. d\n\nThen\n\n3. e\n4. f\n\n> q\n>\n> r\n>\n> > s\n\n```python\n<!-- turn -->\n\nx\n```\n"


def parsed(text: str, file: str = "a.md"):
    return replace(parse_document(text.encode(), file=file), slug="a-slug")


def written(text: str) -> str:
    return write_document(parsed(text)).decode()


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(documents())
def test_any_document_is_read_back_as_it_was(document):
    again = parse_document(write_document(document), file="generated.md")
    assert content(again) == content(document)
    assert BlockTable.of(canonical(again.table.blocks)).text == document.table.text


def test_samples_are_read_back_as_they_were(samples):
    for path in [*samples.glob("*.md"), *samples.glob("*.txt")]:
        document = replace(parse_document(path.read_bytes(), file=path.name), slug="a-slug")
        assert content(parse_document(write_document(document), file="other.md")) == content(document)


def test_seeds_are_read_back_as_they_were(seeds):
    for path in seeds.glob("0*.txt"):
        document = replace(parse_document(path.read_bytes(), file=path.name), slug="a-slug")
        text = write_document(document).decode()
        assert content(parse_document(text.encode(), file="other.md")) == content(document)
        assert '"html"' not in text


@pytest.mark.parametrize("text", [TABLE, LISTS])
def test_tables_lists_quotations_and_listings_are_written_as_markdown_has_them(text):
    out = written(text)
    assert "<!-- " not in out.replace("<!-- turn -->", "")
    assert content(parse_document(out.encode(), file="a.md")) == content(parsed(text))


def test_fields_whose_names_mean_something_in_yaml_stay_what_they_are():
    document = parsed("# T\n\nText.\n")
    extra = {"custom": {"<<": {"title": "Merged"}, "=": None}, "<<": {"summary": "Merged"}, "null": "~"}
    document = replace(document, metadata=replace(document.metadata, extra=extra))
    assert content(parse_document(write_document(document), file="a.md")) == content(document)


def test_neighbouring_lists_stay_two():
    items = [Block(BlockKind.LIST_ITEM, w, w, "en", level=1, group=n) for n, w in ((1, "a"), (2, "b"))]
    body = write_body(items, "en")
    assert body == "- a\n\n<!-- end -->\n\n- b\n"
    assert [block.group for block in read_body(body, 1, "en", "a.md")] == [1, 2]


def test_what_a_reader_of_the_file_sees_is_plain():
    document = parsed("Ann: Hello *there*.\n\nBen: K_visa, 3.5 & more.\n\nAnn: Yes.\n\nBen: No.\n")
    text = write_document(document).decode()
    assert "<!-- turn -->\nAnn: Hello *there*.\n" in text
    assert "<!-- turn -->\nBen: K_visa, 3.5 &amp; more.\n" in text


def test_an_exported_file_may_be_edited_by_hand():
    text = written("# T\n\nOne.\n\nTwo.\n").replace("One.", "One more.\n\n- a\n\n- b\n\n## New")
    again = parse_document(text.encode(), file="a.md")
    assert [block.kind.value for block in again.table.blocks] == [
        "paragraph",
        "list-item",
        "list-item",
        "heading",
        "paragraph",
    ]
    assert again.slug == "a-slug"


HEAD = "---\ntitle: T\nreading_room:\n  version: '1'\n  lang: en\n"


@pytest.mark.parametrize(
    ("front", "body", "reason"),
    [
        ("  version: '2'\n", "x", "twice"),
        ("  metadata: [a]\n", "x", "nobody knows"),
        ("  metadata: {secret: a}\n", "x", "nobody knows"),
        ("  metadata: {tags: a}\n", "x", "list of names"),
        ("  metadata: {date: soon}\n", "x", "2025-10-04"),
        ("  metadata: {title: ''}\n", "x", "has a title"),
        ("  metadata: {title_lang: Klingon of the north}\n", "x", "language tag"),
        ("  slug: [a]\n", "x", "A text was expected"),
        ("  former_slugs: a\n", "x", "A list of texts"),
        ("  speakers: [a]\n", "x", "aliases"),
        ("", "<!-- nothing -->\nx", "no kind of block"),
        ("", "<!-- turn {bad} -->\nx", "not JSON"),
        ("", '<!-- turn {"level": "x"} -->\nAnn: x', "makes no sense"),
        ("", '<!-- caption {"credit": {"start": 0, "end": 99}} -->\nx', "makes no sense"),
        ("", '<!-- turn {"prefix": "y"} -->\nx', "makes no sense"),
        ("", '<!-- caption {"terms": [{"at": 1}]} -->\nx', "makes no sense"),
        ("", "<!-- caption -->", "must follow"),
        ("", '<!-- paragraph {"html": ""} -->', "no text"),
        ("", "", "no text"),
    ],
)
def test_an_export_that_was_spoiled_is_refused_with_its_reason(front, body, reason):
    with pytest.raises(ImportRefused, match=reason):
        parse_document(f"{HEAD}{front}---\n{body}\n".encode(), file="a.md")


def test_what_a_stranger_puts_into_an_export_is_cleaned():
    html = "<script>alert(1)</script><a href='javascript:x'>a</a><img src=x onerror=y>b"
    text = f'{HEAD}---\n<!-- paragraph {{"html": "{html}"}} -->\n\n<!-- table-row {{"html": "<td onclick=x>c</td>"}} -->\n'
    blocks = parse_document(text.encode(), file="a.md").table.blocks
    assert not any(bad in block.html for block in blocks for bad in ("script", "onerror", "onclick"))
