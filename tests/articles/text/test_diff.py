"""What changed between two texts: nothing is lost in telling it, and it is told in words and characters."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text import diff
from articles.text.blocks import Block, BlockKind, BlockTable
from articles.text.diff import Op, Run, diff_blocks, diff_text, tokens_of

LETTERS = st.text(alphabet="ab 的签证，。🤣\u200d\u0301𠮷1.", max_size=60)


def blocks(*texts: str) -> tuple[Block, ...]:
    return BlockTable.of(Block(BlockKind.PARAGRAPH, text, text, "en") for text in texts).blocks


def rebuilt(runs: tuple[Run, ...]) -> tuple[str, str]:
    return "".join(run.old for run in runs), "".join(run.new for run in runs)


def test_english_is_told_by_word():
    runs = diff_text("It needs no invitation from anybody.", "It needs an invitation from anybody.")
    assert [(run.old, run.new) for run in runs if run.op is not Op.EQUAL] == [("no", "an")]


def test_chinese_is_told_by_character():
    runs = diff_text("许多人都有自己的看法。", "许多人都有不同的看法。")
    assert [(run.op, run.old, run.new) for run in runs if run.op is not Op.EQUAL] == [
        (Op.REPLACE, "自己", "不同")
    ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("K签证 was", ["K", "签", "证", " ", "was"]),
        ("25,401.9 don’t", ["25,401.9", " ", "don’t"]),
        ("👩\u200d🚀e\u0301𠮷", ["👩\u200d🚀", "e\u0301", "𠮷"]),
    ],
)
def test_words_numbers_and_joined_signs_are_never_cut(text, tokens):
    assert tokens_of(text) == tokens


@given(LETTERS, LETTERS)
def test_old_and_new_can_be_put_together_again(old, new):
    runs = diff_text(old, new)
    assert rebuilt(runs) == (old, new)
    for run in runs:
        assert (run.op is Op.EQUAL) == (run.old == run.new) or run.op is Op.REPLACE
        assert (run.op is Op.INSERT) == (not run.old)
        assert (run.op is Op.DELETE) == (not run.new)
    assert all((one.op is Op.EQUAL) != (two.op is Op.EQUAL) for one, two in pairwise(runs))


@given(st.lists(LETTERS, max_size=8), st.lists(LETTERS, max_size=8), st.randoms(use_true_random=False))
def test_every_block_of_either_text_is_told_once_and_in_order(old, new, chance):
    new = [chance.choice(old) if old and chance.random() < 0.5 else text for text in new]
    changes = diff_blocks(blocks(*old), blocks(*new))
    assert [change.old for change in changes if change.old is not None] == list(range(len(old)))
    assert [change.new for change in changes if change.new is not None] == list(range(len(new)))
    for change in changes:
        before = "" if change.old is None else old[change.old]
        after = "" if change.new is None else new[change.new]
        assert rebuilt(change.runs) == (before, after)
        assert (change.op is Op.EQUAL) == (
            change.old is not None and change.new is not None and before == after
        )


@settings(max_examples=50)
@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30))
def test_no_longer_common_part_exists(old, new):
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, two in enumerate(new):
            lengths[i + 1][j + 1] = (
                lengths[i][j] + 1 if one == two else max(lengths[i][j + 1], lengths[i + 1][j])
            )
    assert sum(match.length for match in diff._matches(old, new)) == lengths[-1][-1]


@settings(max_examples=50)
@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_what_is_too_long_for_one_table_is_still_matched_in_order(old, new):
    most, diff.MAX_CELLS = diff.MAX_CELLS, 20
    try:
        found = diff._matches(old, new)
    finally:
        diff.MAX_CELLS = most
    for match in found:
        assert old[match.old : match.old + match.length] == new[match.new : match.new + match.length]
    for one, two in pairwise(found):
        assert one.old + one.length <= two.old
        assert one.new + one.length <= two.new


def test_a_paragraph_that_was_edited_is_a_pair_and_a_new_one_stands_alone():
    old = blocks("Nobody needs an invitation to come.", "It says so twice, to be sure.")
    new = blocks(
        "Few need an invitation to come.",
        "A paragraph about something else.",
        "It says so twice, to be sure.",
    )
    assert [(change.op, change.old, change.new) for change in diff_blocks(old, new)] == [
        (Op.REPLACE, 0, 0),
        (Op.INSERT, None, 1),
        (Op.EQUAL, 1, 2),
    ]


def test_a_heading_that_was_a_paragraph_is_told_although_its_words_stayed():
    (one,) = blocks("A question of visas")
    heading = Block(BlockKind.HEADING, one.text, one.html, "en", level=2)
    (change,) = diff_blocks([one], [heading])
    assert (change.op, change.relabelled) == (Op.EQUAL, True)


def test_a_rewritten_sentence_is_one_change_and_not_a_heap_of_crumbs():
    runs = diff_text("他们昨天在会上讨论了一个老问题。", "有关部门今年夏天公布的一份清单令人意外。")
    assert len([run for run in runs if run.op is not Op.EQUAL]) <= 2


def _han(chance: random.Random, count: int, kinds: int = 2000) -> str:
    return "".join(chr(0x4E00 + chance.randrange(kinds)) for _ in range(count))


@pytest.mark.parametrize(
    "case", ["edited", "different", "of few signs", "of many paragraphs", "twice as long"]
)
def test_very_long_texts_take_bounded_time(case):
    chance = random.Random(7)
    long = _han(chance, 300_000)
    old, new = {
        "edited": ([long], [long.replace("一", "x")]),
        "different": ([long], [_han(chance, 300_000)]),
        "of few signs": ([_han(chance, 300_000, 2)], [_han(chance, 300_000, 2)]),
        "of many paragraphs": (
            [_han(chance, 30, 8) for _ in range(10_000)],
            [_han(chance, 30, 8) for _ in range(10_000)],
        ),
        "twice as long": (["一。二" * 200_000], ["二。一" * 200_000]),
    }[case]
    before, after = blocks(*old), blocks(*new)
    started = time.process_time()
    changes = diff_blocks(before, after)
    assert time.process_time() - started < 6  # about 1 to 2 s on the slow machine where this was measured
    assert "".join(rebuilt(change.runs)[1] for change in changes) == "".join(new)
