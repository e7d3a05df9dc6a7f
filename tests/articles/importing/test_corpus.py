"""Every document of the corpus is read as a person reads it, and no word of it is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.document import ParsedDocument
from articles.importing.parse import parse_document
from articles.text.blocks import Block, BlockKind
from articles.text.html import text_of
from articles.text.normalise import nfc
from tests.articles.importing.corpus import PAPERS, Paper


def parse(text: str) -> ParsedDocument:
    return parse_document(text.encode(), file="unseen.txt")


def of_kind(document: ParsedDocument, kind: BlockKind) -> list[Block]:
    return [block for block in document.table.blocks if block.kind is kind]


def check_head(document: ParsedDocument, paper: Paper) -> None:
    metadata = document.metadata
    assert (metadata.title, document.lang) == (paper.title, paper.lang)
    date = metadata.date.isoformat() if metadata.date else ""
    assert (metadata.author, date, metadata.source) == (paper.author, paper.date, paper.source)
    assert {name for name in ("author", "date", "source") if getattr(paper, name)} <= metadata.guessed.keys()


@pytest.mark.parametrize("name", PAPERS)
def test_a_pasted_document_is_read_as_a_person_reads_it(name):
    paper = PAPERS[name]
    document = parse(paper.text)
    check_head(document, paper)
    kinds = Counter(block.kind.value for block in document.table.blocks)
    assert kinds == Counter(
        {kind: count for kind, count in {**paper.kinds, "paragraph": paper.paragraphs}.items() if count}
    )
    assert {speaker.name: speaker.turns for speaker in document.speakers} == paper.speakers
    headings = [(block.level, block.text) for block in of_kind(document, BlockKind.HEADING)]
    assert headings == list(paper.headings)
    captions = [block for block in of_kind(document, BlockKind.CAPTION) if block.credit]
    assert [block.text[block.credit.start : block.credit.end] for block in captions] == list(paper.credits)
    assert [term.term for block in document.table.blocks for term in block.terms] == list(paper.terms)
    comments = of_kind(document, BlockKind.COMMENT)
    assert len({block.number for block in comments}) == paper.comments
    assert tuple(block.speaker for block in comments if block.speaker) == paper.commenters
    assert sorted(warning.code for warning in document.warnings) == sorted(paper.warnings)


# No word lost -----------------------------------------------------------------------------------------------


def signs(text: str) -> Counter[str]:
    """How often each character other than white space stands in ``text``."""
    return Counter("".join(nfc(text).split()))


def kept(document: ParsedDocument) -> Counter[str]:
    """What a reader or an editor still finds: the text, what stands before it, a title taken from it, warnings' quotes."""
    found = signs(document.table.text)
    for block in document.table.blocks:
        found += signs(block.prefix)
    if document.metadata.guessed.get("title") == "first-line":
        found += signs(document.metadata.title)
    for warning in document.warnings:
        if warning.code.endswith("-left-out"):
            quote, _, lines = warning.message.partition("“")[2].rpartition("”")
            times = lines.count(",") + 1
            found += Counter({sign: count * times for sign, count in signs(quote).items()})
    return found


def check_nothing_lost(text: str) -> None:
    """As a pasted text, whatever its signs look like."""
    document = parse_document(text.encode(), file="unseen.txt", format="text")
    lost = signs(text) - kept(document)
    assert not lost, f"lost {dict(lost)}"
    assert document.table.text == "\n".join(block.text for block in document.table.blocks)
    assert [text_of(block.html) for block in document.table.blocks] == [
        block.text for block in document.table.blocks
    ]


@pytest.mark.parametrize("name", PAPERS)
def test_no_word_of_a_pasted_document_is_lost(name):
    check_nothing_lost(PAPERS[name].text)


LINES = sorted({line for paper in PAPERS.values() for line in paper.text.split("\n") if line.strip()})
WORDS = st.text(
    st.sampled_from("aB九是说的：:。.,，（）()[]【】“”「」-—–*•>#1230\t  \u3000|/／😀é\u0301赞回复推@©▲"),
    min_size=1,
    max_size=24,
)
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(LINES) | WORDS, st.sampled_from(["\n", "\n\n"])), min_size=1, max_size=24
).map(lambda lines: "".join(line + end for line, end in lines))


@given(DOCUMENTS.filter(lambda text: any(sign.isalnum() for sign in text)))
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_of_whatever_stands_in_a_document(text):
    check_nothing_lost(text)
