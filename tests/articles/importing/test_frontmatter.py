"""Front matter: every outcome is a table's row, and nothing else can happen."""

from __future__ import annotations

import datetime
import time
from pathlib import PurePath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.importing import frontmatter
from articles.importing.document import ImportRefused, ParsedDocument
from articles.importing.frontmatter.dates import day_in_name
from articles.importing.frontmatter.fields import LONGEST, LONGEST_NAME
from articles.importing.frontmatter.values import NO_TEXT, scalars
from articles.importing.parse import parse_document
from articles.models import Article, Entity, Project, Tag
from tests.articles.importing.outcomes import ROWS, Refused

BODY = "The words of the body.\n"


def outcome(data: bytes, file: str = "post.md") -> ParsedDocument | ImportRefused:
    """What becomes of ``data``; any other exception is a failure."""
    try:
        return parse_document(data, file=file, format="markdown")
    except ImportRefused as refused:
        return refused


@pytest.mark.parametrize("name", ROWS)
def test_front_matter_has_the_outcome_of_its_row(name):
    text, expected = ROWS[name]
    began = time.process_time()
    found = outcome((text + BODY).encode())
    assert time.process_time() - began < 2
    if isinstance(expected, Refused):
        assert isinstance(found, ImportRefused)
        assert (found.file, found.line, found.name) == ("post.md", expected.line, expected.name), found
        assert expected.words in str(found)
        return
    assert isinstance(found, ParsedDocument), found
    assert tuple(warning.code for warning in found.warnings) == expected.warnings
    assert {name: getattr(found.metadata, name) for name in expected.fields} == expected.fields
    assert found.table.text.endswith(BODY.strip())
    assert all(warning.line or warning.code == "future-date" for warning in found.warnings)


def test_there_are_many_rows():
    assert len(ROWS) >= 250


texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
yaml_like = st.lists(
    st.one_of(
        texts,
        st.sampled_from(
            ["title: ", "date: ", "tags: ", "- ", "  ", "\t", "\n", ": ", "[", "]", "{", "}", "&a ", "*a", "<<: ", "!!", "!x ", "|", ">", "'", '"', "\\", "#", "? ", "---", "...", ",", "~", "2020-02-30", "\u200b", "\x85", "\u2028"]
        ),
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=2000)
@given(
    yaml_like,
    st.sampled_from(
        ["---\n{}\n---\n", "+++\n{}\n+++\n", "{{{}}}\n", ";;;\n{}\n;;;\n", "{}\n---\n", "---\n{}"]
    ),
)
@example("&a [*a]", "---\n{}\n---\n")
@example("? ? ? a", "---\n{}\n---\n")
def test_whatever_stands_in_front_matter_is_read_or_refused(text, fence):
    whole = fence.format(text) + BODY
    try:
        parts = frontmatter.split(whole, "f.md")
        found = frontmatter.read(parts, "f.md")
    except ImportRefused:
        return
    assert not any(NO_TEXT.search(word) for word in scalars(dict(found.metadata.extra)))
    assert parts.body.count("\n") + parts.body_line - 1 == whole.count("\n")


@settings(max_examples=200, deadline=2000)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    for start in (b"", b"---\ntitle: ", b"+++\ntitle = ", b'{"title": '):
        found = outcome(start + data)
        assert found.file == "post.md"


@settings(max_examples=100, deadline=2000)
@given(
    st.dates(min_value=datetime.date(1000, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%b %d, %Y", "%Y年%m月%d日", "%Y%m%d"]),
)
def test_every_day_is_read_as_it_is_written(day, form):
    parts = frontmatter.split(f"---\ndate: {day.strftime(form)}\n---\n", "f.md")
    assert frontmatter.read(parts, "f.md").metadata.date == day


@pytest.mark.parametrize(
    ("file", "day"),
    [
        ("_posts/2020-01-02-title.md", "2020-01-02"),
        ("2020-1-2-title.markdown", "2020-01-02"),
        ("blog/2020/01/02/title/index.md", "2020-01-02"),
        ("blog/2020-01-02/index.md", "2020-01-02"),
        ("2020-02-30-title.md", None),
        ("title.md", None),
        ("2020-review.md", None),
        ("12020-01-02.md", None),
        ("v1-2-3.md", None),
    ],
)
def test_a_day_in_a_files_name_stands_in_for_a_date(file, day):
    found = day_in_name(file)
    assert (found.isoformat() if found else None) == day
    document = parse_document(b"# Title\n\nWords.\n", file=file)
    assert document.metadata.date == found
    assert ("date" in document.metadata.guessed) == (found is not None)


def test_a_date_that_is_stated_beats_the_files_name():
    data = b"---\ntitle: x\ndate: 2019-12-31\n---\nWords.\n"
    document = parse_document(data, file="_posts/2020-01-02-x.md")
    assert document.metadata.date == datetime.date(2019, 12, 31)


def test_a_day_counts_as_future_by_the_day_it_is_read_on():
    parts = frontmatter.split("---\ndate: 2030-01-01\n---\n", "f.md")
    for today, draft in ((datetime.date(2029, 12, 1), True), (datetime.date(2030, 1, 1), False)):
        assert frontmatter.read(parts, "f.md", today=today).metadata.draft is draft


def test_warnings_count_lines_as_the_file_does():
    text = "\n\n---\n# a remark\ntitle: x\n\nfoo: 1\n---\n"
    (warning,) = parse_document((text + BODY).encode(), file="f.md").warnings
    assert (warning.code, warning.line, warning.name) == ("unknown-field", 7, "foo")


def test_what_is_called_too_long_is_what_the_database_cuts():
    for name, longest in LONGEST.items():
        assert Article._meta.get_field(name).max_length == longest
    columns = {"projects": Project, "tags": Tag, "people": Entity}
    for name, model in columns.items():
        assert model._meta.get_field("name").max_length >= LONGEST_NAME[name]


def test_the_front_matter_as_written_is_kept_for_the_export():
    for raw, kind in (("title: x\n", "yaml"), ('{"title": "x"}', "json")):
        text = raw + "\n\n" if kind == "json" else f"---\n{raw}---\n"
        metadata = parse_document((text + BODY).encode(), file=PurePath("f.md").name).metadata
        assert (metadata.raw, metadata.raw_format) == (raw, kind)
