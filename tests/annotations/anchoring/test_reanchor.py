"""Carrying annotations into a new revision: they follow their words, or say that they have no place."""

from __future__ import annotations

import random
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring import Anchor, Comparison, Placed, Status, describe, reanchor
from annotations.anchoring.edits import WordBudget, common_runs
from annotations.anchoring.mapping import map_texts
from annotations.anchoring.signs import folded

OLD = (
    "The visa lets graduates come without an employer. Critics fear that wages will fall.\n"
    "In 2025 the first 1,200 applications were filed. Most came from engineers.\n"
    "批评者说，签证会抢走毕业生的工作。支持者说，签证会带来创业者和岗位。\n"
    "Nobody has counted how many of them stayed."
)


def carried(quote: str, new: str, old: str = OLD) -> tuple[Placed, str | None]:
    """Where the note on ``quote`` stands in ``new``, and on which words."""
    start = old.index(quote)
    (placed,) = reanchor(old, new, [describe(old, start, start + len(quote))])
    return placed, None if placed.start is None else new[placed.start : placed.end]


def test_an_unchanged_text_keeps_every_note_exactly() -> None:
    placed, words = carried("wages will fall", OLD)
    assert (placed.status, placed.confidence, words) == (Status.EXACT, 1.0, "wages will fall")


def test_text_after_the_note_does_not_touch_it() -> None:
    placed, words = carried("wages will fall", OLD + "\nA new paragraph.")
    assert (placed.status, words) == (Status.EXACT, "wages will fall")


def test_text_before_the_note_shifts_it() -> None:
    placed, words = carried("签证会带来创业者", "A new paragraph.\n" + OLD)
    assert (placed.status, placed.confidence, words) == (Status.SHIFTED, 1.0, "签证会带来创业者")


def test_an_edit_within_the_passage_is_told() -> None:
    placed, words = carried("the first 1,200 applications were filed", OLD.replace("1,200", "3,400"))
    assert (placed.status, words) == (Status.EDITED, "the first 3,400 applications were filed")
    assert 0.5 < placed.confidence < 1


def test_an_edit_beside_the_passage_in_its_sentence_leaves_its_words() -> None:
    placed, words = carried("毕业生的工作", OLD.replace("批评者说，", "许多批评者反复说，"))
    assert (placed.status, words) == (Status.SHIFTED, "毕业生的工作")


def test_changed_punctuation_does_not_lose_the_note() -> None:
    placed, words = carried("批评者说，签证会抢走", OLD.replace("，", ","))
    assert (placed.status, words) == (Status.EDITED, "批评者说,签证会抢走")


def test_a_moved_paragraph_takes_its_notes_along() -> None:
    lines = OLD.split("\n")
    placed, words = carried("签证会带来创业者", "\n".join([lines[2], lines[0], lines[1], lines[3]]))
    assert (placed.status, words) == (Status.MOVED, "签证会带来创业者")


def test_a_letter_glued_to_the_passage_does_not_cost_it_a_word() -> None:
    placed, words = carried(
        "Critics fear that wages", OLD.replace(" Critics", "Critics").replace("employer.", "employer")
    )
    assert (placed.status, words) == (Status.SHIFTED, "Critics fear that wages")


def test_a_deleted_sentence_leaves_an_orphan() -> None:
    placed, words = carried("wages will fall", OLD.replace(" Critics fear that wages will fall.", ""))
    assert (placed.status, words) == (Status.ORPHAN, None)


def test_a_deleted_sentence_never_takes_the_place_of_its_look_alike() -> None:
    old = "In March 400 visas were granted to engineers.\nIn April 500 visas were granted to engineers.\nEnd of it."
    placed, words = carried("400 visas were granted to engineers", old.split("\n", 1)[1], old)
    assert (placed.status, words) == (Status.ORPHAN, None)
    placed, words = carried("500 visas", old.split("\n", 1)[1], old)
    assert (placed.status, words) == (Status.SHIFTED, "500 visas")


def test_of_two_equal_sentences_the_one_that_stayed_keeps_its_note() -> None:
    old = "Opening words here.\nThe same words again.\nSomething between them.\nThe same words again.\nClosing words here."
    new = "Opening words here.\nSomething between them.\nThe same words again.\nClosing words here."
    first, second = (at for at in range(len(old)) if old.startswith("same words", at))
    anchors = [describe(old, at, at + 10) for at in (first, second)]
    placed = reanchor(old, new, anchors)
    assert [(one.status, one.start) for one in placed] == [
        (Status.ORPHAN, None),
        (Status.SHIFTED, new.index("same words")),
    ]


def test_when_nobody_can_tell_which_of_two_equal_sentences_stayed_the_note_says_so() -> None:
    old = "Opening words.\nThe same words again.\nThe same words again.\nClosing words."
    new = "Opening words.\nThe same words again.\nClosing words."
    assert carried("same words", new, old) == (Placed(None, None, Status.AMBIGUOUS, 0.0, 15), None)


def test_a_copy_of_another_sentence_is_no_rewording_of_a_deleted_one() -> None:
    old = "In March 400 visas were granted to engineers.\nIn April 500 visas were granted to engineers.\nEnd of it."
    copied = "In April 500 visas were granted to engineers."
    placed, words = carried("400 visas were granted", f"{copied}\n{copied}\nEnd of it.", old)
    assert (placed.status, words) == (Status.ORPHAN, None)


def test_a_recurring_sentence_is_told_apart_by_what_stands_around_it() -> None:
    old = "One opens.\nSame words here.\nTwo follows.\nThree follows.\nSame words here.\nFour closes."
    new = "One opens.\nSame words here.\nThree follows.\nFour closes."
    first, second = (at for at in range(len(old)) if old.startswith("Same words", at))
    placed = reanchor(old, new, [describe(old, at, at + 10) for at in (first, second)])
    assert [one.status for one in placed] == [Status.EXACT, Status.ORPHAN]


def test_a_rewritten_text_keeps_no_note() -> None:
    placed, words = carried("wages will fall", "完全不同的一篇文章。它没有保留原来的一个字。")
    assert (placed.status, words) == (Status.ORPHAN, None)
    assert carried("wages will fall", "")[0].status is Status.ORPHAN


def test_a_word_that_recurs_in_other_sentences_is_no_place_for_a_note() -> None:
    new = OLD.replace("支持者说，签证会带来创业者和岗位。", "反对签证的人今年又一次走上街头抗议。")
    placed, _ = carried("签证会带来", new)
    assert placed.status is Status.ORPHAN


def test_words_that_outlive_their_sentence_are_no_place_for_a_note() -> None:
    old = (
        "The ministry announced in Monday's paper that real wages would fall across every northern province."
    )
    new = "Yesterday nobody could explain why real wages would fall: experts, unions, employers, all kept silent."
    assert carried("real wages would fall", new, old)[0].status is Status.ORPHAN


def test_a_passage_torn_into_two_equal_parts_is_ambiguous() -> None:
    one, other, between = (
        "First they count visas.",
        "Later they count heads.",
        "Numbers between them are many here. ",
    )
    old, new = f"{one} {other} {between * 6}", f"{one} {between * 6}{other}"
    assert carried(f"{one} {other}", new, old)[0].status is Status.AMBIGUOUS


def test_a_passage_of_signs_alone_stands_only_where_it_was() -> None:
    old = "前文在此。……！后文在此，不变。"
    placed, words = carried("……！", "新句。" + old, old)
    assert (placed.status, words) == (Status.SHIFTED, "……！")


def test_a_passage_over_two_blocks_is_carried_whole() -> None:
    placed, words = carried("will fall.\nIn 2025", "New.\n" + OLD)
    assert (placed.status, words) == (Status.SHIFTED, "will fall.\nIn 2025")


def test_an_anchor_of_another_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="none of the old text"):
        reanchor(OLD, OLD, [Anchor(0, 3, "xyz", "", "")])


# Properties --------------------------------------------------------------------------------------------------

HAN = "签证工作学生国家政策评论支持反对入境雇主"
LATIN = ["visa", "work", "student", "policy", "critic", "reader", "border", "wage", "engineer", "answer"]


def make_sentences(chance: random.Random, count: int) -> list[str]:
    """Sentences that all differ, by a number or a run of Han characters, in both scripts."""
    made: list[str] = []
    while len(made) < count:
        if chance.random() < 0.5:
            sentence = "".join(chance.choice(HAN) for _ in range(chance.randint(14, 30))) + "。"
        else:
            sentence = (
                " ".join(chance.choice(LATIN) for _ in range(chance.randint(8, 14))) + f" {len(made)}. "
            )
        if sentence not in made:
            made.append(sentence)
    return made


def edited(chance: random.Random, sentences: list[str], spared: int) -> list[str]:
    """The sentences with random deletions, insertions and rewordings, all but the ``spared`` one."""
    result: list[str] = []
    for index, sentence in enumerate(sentences):
        turn = chance.random()
        if index == spared or turn < 0.5:
            result.append(sentence)
        elif turn < 0.65:
            continue
        elif turn < 0.8:
            result += [sentence, *(one.replace(".", "x.") for one in make_sentences(chance, 1))]
        else:
            at = chance.randrange(len(sentence))
            result.append(
                sentence[:at] + chance.choice([*LATIN, *HAN]) + sentence[at + chance.randint(0, 4) :]
            )
    return result


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_edits_outside_its_sentence_never_lose_or_misplace_a_note(seed: int) -> None:
    chance = random.Random(seed)
    sentences = make_sentences(chance, chance.randint(2, 25))
    spared = chance.randrange(len(sentences))
    old, kept = "".join(sentences), sentences[spared].rstrip()
    new_sentences = edited(chance, sentences, spared)
    new = "".join(new_sentences)
    start = chance.randrange(len(kept) - 4)
    start += len("".join(sentences[:spared]))
    end = len("".join(sentences[:spared])) + len(kept)
    anchor = describe(old, start, chance.randrange(start + 3, end + 1))
    (placed,) = reanchor(old, new, [anchor])
    assert placed.status in (Status.EXACT, Status.SHIFTED)
    assert placed.start is not None
    assert new[placed.start : placed.end] == anchor.exact
    offset = anchor.start - len("".join(sentences[:spared]))
    home = len("".join(new_sentences[: new_sentences.index(sentences[spared])]))
    assert placed.start == home + offset


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_a_deleted_sentence_never_gives_its_notes_to_another(seed: int) -> None:
    chance = random.Random(seed)
    sentences = make_sentences(chance, chance.randint(2, 25))
    gone = chance.randrange(len(sentences))
    start = len("".join(sentences[:gone]))
    old, new = "".join(sentences), "".join(sentences[:gone] + sentences[gone + 1 :])
    (placed,) = reanchor(old, new, [describe(old, start, start + len(sentences[gone].rstrip()))])
    assert (placed.start, placed.end, placed.status) == (None, None, Status.ORPHAN)


@settings(max_examples=200, deadline=None)
@given(
    st.text("ab。\n .", max_size=60), st.text("ab。\n .", max_size=60), st.integers(0, 59), st.integers(1, 60)
)
def test_a_place_lies_in_the_text_and_its_status_is_true(old: str, new: str, start: int, length: int) -> None:
    if not old[start : start + length].strip():
        return
    anchor = describe(old, start, min(len(old), start + length))
    (placed,) = reanchor(old, new, [anchor])
    assert 0 <= placed.confidence <= 1
    if placed.start is None or placed.end is None:
        assert placed.status in (Status.ORPHAN, Status.AMBIGUOUS)
        return
    words = new[placed.start : placed.end]
    assert words == words.strip() != ""
    assert (placed.status is Status.EXACT) <= (words == anchor.exact and placed.start == anchor.start)
    assert (placed.status is Status.SHIFTED) <= (words == anchor.exact)
    assert (placed.confidence == 1.0) <= (words == anchor.exact)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_no_two_stretches_of_the_old_text_claim_the_same_new_text(seed: int) -> None:
    chance = random.Random(seed)
    sentences = make_sentences(chance, chance.randint(2, 20))
    old = "".join(
        chance.choice([sentence, sentence, f"{sentence}\n"]) for sentence in [*sentences, *sentences[:2]]
    )
    new = "".join(chance.sample(edited(chance, sentences, 0), k=len(sentences) // 2)) + old[: len(old) // 2]
    runs = map_texts(old, new).runs
    assert all(one.old_end <= next_one.old for one, next_one in pairwise(runs))
    by_place = sorted(runs, key=lambda run: run.new)
    assert all(one.new_end <= next_one.new for one, next_one in pairwise(by_place))
    assert all(folded(old[run.old : run.old_end]) == folded(new[run.new : run.new_end]) for run in runs)
    assert runs == map_texts(old, new).runs, "the same texts have the same answer"


@settings(max_examples=100, deadline=None)
@given(st.text("ab。\n. 签", min_size=1, max_size=80), st.data())
def test_the_same_text_keeps_and_a_line_before_it_shifts_every_passage(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    placed = Comparison(text, text).place(start, end)
    assert (placed.range, placed.status, placed.confidence) == ((start, end), Status.EXACT, 1.0)
    before = "A line that stands nowhere else.\n"
    if text.strip(" \n.。") and text[0].isalnum():
        shifted = Comparison(f"x9 first\n{text}\ny8 last", f"{before}x9 first\n{text}\ny8 last").place(
            9 + start, 9 + end
        )
        assert shifted.range == (9 + len(before) + start, 9 + len(before) + end)
        assert shifted.status is Status.SHIFTED


def test_whole_texts_in_the_other_script_keep_every_note() -> None:
    old, new = "批评者说，签证会抢走毕业生的工作。", "批評者說，簽證會搶走畢業生的工作。"
    placed, words = carried("签证", new, old)
    assert (placed.status, words) == (Status.EDITED, "簽證")


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30))
def test_common_runs_are_common_and_in_order(left: list[str], right: list[str]) -> None:
    i_end = j_end = 0
    for i, j, count in common_runs(left, right, WordBudget()):
        assert i >= i_end
        assert j >= j_end
        assert count > 0
        assert left[i : i + count] == right[j : j + count]
        i_end, j_end = i + count, j + count


@given(st.lists(st.integers(0, 10**6), min_size=5, max_size=40, unique=True), st.data())
def test_words_that_are_all_different_are_found_again_around_one_edit(
    numbers: list[int], data: st.DataObject
) -> None:
    left = [str(number) for number in numbers]
    at = data.draw(st.integers(0, len(left) - 1))
    right = [*left[:at], "new", "words", *left[at + 1 :]]
    assert sum(count for _, _, count in common_runs(left, right, WordBudget())) == len(left) - 1


def test_words_that_agree_by_chance_are_not_believed() -> None:
    old = "The ministry announced on Monday that 300 people of every province would get a permit at once."
    new = "Nobody in our street of bakers had ever seen such a crowd before."
    assert [
        placed.status for placed in reanchor(old, new, [describe(old, 0, 40), describe(old, 45, 47)])
    ] == [
        Status.ORPHAN,
        Status.ORPHAN,
    ]


def test_the_shortest_edit_is_found_where_two_are_possible() -> None:
    runs = common_runs(list("abcabba"), list("cbabac"), WordBudget())
    assert sum(count for _, _, count in runs) == 4


# Real texts and hostile ones -----------------------------------------------------------------------------------


def test_a_real_text_keeps_all_notes_but_those_of_deleted_lines(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        chance = random.Random(path.name)
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        gone = set(chance.sample(range(len(lines)), len(lines) // 6))
        new = "\n".join(line for index, line in enumerate(lines) if index not in gone)
        old, starts = "\n".join(lines), [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        anchors = [
            describe(old, starts[index], starts[index] + len(line)) for index, line in enumerate(lines)
        ]
        for index, (anchor, placed) in enumerate(zip(anchors, reanchor(old, new, anchors), strict=True)):
            if placed.start is not None:
                assert new[placed.start : placed.end] == anchor.exact, "never on other words"
            if index not in gone and len(anchor.exact) > 20:
                assert placed.start is not None, anchor.exact


def test_a_thousand_notes_are_carried_in_less_than_a_second() -> None:
    chance = random.Random(3)
    sentences = make_sentences(chance, 400)
    old, new = "".join(sentences), "".join(edited(chance, sentences, 0))
    assert len(old) > 10_000
    anchors: list[Anchor] = []
    while len(anchors) < 1_000:
        start = chance.randrange(len(old) - 200)
        anchors.append(describe(old, start, start + chance.randint(5, 200)))
    began = time.process_time()
    placed = reanchor(old, new, anchors)
    assert time.process_time() - began < 1
    assert sum(one.start is not None for one in placed) > 500


_SIZE = 300_000
HOSTILE = {
    "one letter": ("a" * _SIZE, "a" * (_SIZE - 7)),
    "one Han character": ("字" * _SIZE, "字" * (_SIZE - 7) + "末"),
    "full stops": ("。" * _SIZE, "。" * (_SIZE // 2)),
    "dots": ("." * _SIZE, ". " * (_SIZE // 2)),
    "line ends": ("\n" * _SIZE + "a", "\n" * (_SIZE // 2) + "a"),
    "one sentence again and again": ("同一句话。" * (_SIZE // 5), "同一句话。" * (_SIZE // 5 - 9)),
    "two sentences in turn": ("甲乙丙丁。戊己庚辛。" * (_SIZE // 10), "戊己庚辛。甲乙丙丁。" * (_SIZE // 10)),
    "all words new": (" ".join(map(str, range(50_000))), " ".join(map(str, range(60_000, 110_000)))),
    "words turned around": (" ".join(map(str, range(50_000))), " ".join(map(str, range(50_000, 0, -1)))),
    "sentences turned around": (
        "".join(f"句子{n}。" for n in range(50_000)),
        "".join(f"句子{n}。" for n in range(50_000, 0, -1)),
    ),
    "every sentence edited": (
        "".join(f"这是第{n}句话。" for n in range(30_000)),
        "".join(f"这里第{n}句语。" for n in range(30_000)),
    ),
    "all punctuation changed": (
        "".join(f"句，子{n}。" for n in range(40_000)),
        "".join(f"句,子{n}！" for n in range(40_000)),
    ),
    "brackets": ("”" * _SIZE, "。" + "”" * _SIZE),
    "spaces": ("a." + " " * _SIZE + "b", "a." + " " * (_SIZE - 1) + "b"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_of_300000_characters_does_not_hang(name: str) -> None:
    old, new = HOSTILE[name]
    visible = [at for at in range(0, len(old), max(1, len(old) // 200)) if not old[at].isspace()]
    anchors = [Anchor(at, min(len(old), at + 3), old[at : at + 3], "", "") for at in visible]
    began = time.process_time()
    assert len(reanchor(old, new, anchors)) == len(anchors)
    assert time.process_time() - began < 4  # 2 on a quiet machine
