"""No pasted text holds a worker: every sign and every line that means something, again and again, within the bounds."""

from __future__ import annotations

import time
import unicodedata

import pytest

from articles.importing.document import ImportRefused
from articles.importing.parse import parse_document
from tests.articles.importing.corpus import PAPERS

SECONDS = 2  # of processor time for one document
SIGNS = sorted(
    {sign for paper in PAPERS.values() for sign in paper.text if unicodedata.category(sign) != "Lo"}
    | set("评説一A9#@<&*_~\u3000")
)
LINES = sorted(
    {line for paper in PAPERS.values() for line in paper.text.split("\n") if line.strip()},
    key=lambda line: (len(line), line),
)[::6]


def seconds(text: str) -> float:
    started = time.process_time()
    try:
        parse_document(text.encode(), file="unseen.txt", format="text")
    except ImportRefused as refused:
        assert refused.message  # noqa: PT017 - a refusal with its reason is as good as a document
    return time.process_time() - started


@pytest.mark.parametrize("sign", SIGNS)
def test_a_hundred_thousand_of_one_sign_are_read_in_time(sign):
    assert seconds("x " + sign * 100_000) < SECONDS
    assert seconds(f"{sign} " * 50_000) < SECONDS


@pytest.mark.parametrize("line", LINES)
def test_a_line_again_and_again_is_read_in_time(line):
    assert seconds(f"{line}\n" * min(4_900, 200_000 // len(line))) < SECONDS


@pytest.mark.parametrize(
    "line",
    ["评论 3", "Related articles", "K签证（K签证：", "Ann 2 days ago", "赞 12 回复", "1F a", "0:00", "a\tb"],
)
def test_sections_of_comments_without_end_are_read_in_time(line):
    assert seconds(f"评论 3\n{line}\n" * 4_900) < SECONDS
