"""The engine meets its aims on edits whose truth is known; the whole measurement is ``benchmarks/reanchor.py``."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from benchmarks.anchoring import journeys
from benchmarks.anchoring.cases import cases, real_texts
from benchmarks.anchoring.quotes import by_quotes
from benchmarks.anchoring.scoring import Case, Score, Verdict, case_of, judge
from benchmarks.reanchor import by_texts, main

SEEDS = range(4)
AIMS = {"light": 0.995, "heavy": 0.99, "held out": 0.99}


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    real = real_texts(Path(settings.BASE_DIR) / "samples")
    found = {name: Score() for name in AIMS}
    for seed in SEEDS:
        for name, case in cases(seed, 25, real):
            found[name].add(judge(case, by_texts(case)))
    return found


@pytest.mark.parametrize("name", AIMS)
def test_notes_stand_right_after_edits_of_every_kind(name: str, scores: dict[str, Score]) -> None:
    score = scores[name]
    assert score.notes > 500
    assert score.right >= AIMS[name] * score.notes
    assert score.wrong_place <= 0.003 * score.notes
    assert score.plain_right >= 0.998 * score.plain


def test_deleted_text_gives_its_notes_to_nobody(scores: dict[str, Score]) -> None:
    dead = sum(score.dead for score in scores.values())
    assert dead > 50
    assert sum(score.dead_placed for score in scores.values()) <= 0.01 * dead


def test_restored_text_brings_all_notes_home() -> None:
    for seed in SEEDS:
        notes, home = journeys.restored(seed, 40, [])
        assert home == notes


def test_fifty_revisions_on_end_leave_notes_in_their_place() -> None:
    score = journeys.fifty(0, 40, [])
    assert score.right == score.notes


def test_the_measure_tells_right_from_wrong() -> None:
    old, new = "Gone is this. Here it stays.", "Here it stays."
    blocks = [[(sign, at) for at, sign in enumerate(old) if at >= 14]]
    case = case_of("measured", old, blocks, [(0, 12), (14, 27), (14, 18)])
    assert case.new == new
    told = [Verdict((0, 13), "edited"), Verdict((0, 13), "shifted"), Verdict((8, 13), "shifted")]
    score = judge(case, told)
    assert (score.right, score.dead_placed, score.wrong_place, score.plain_right, score.plain) == (
        1,
        1,
        1,
        1,
        2,
    )
    score = judge(case, [Verdict(None, "orphan")] * 3)
    assert (score.right, score.lost) == (1, 2)


def test_quotes_alone_put_deleted_text_on_its_look_alike_and_both_texts_do_not() -> None:
    blocks = [
        "In March 400 visas were granted to engineers.",
        "In April 500 visas were granted to engineers.",
    ]
    old = "\n".join(blocks)
    start = len(blocks[0]) + 1
    case = Case("look-alike", old, blocks[0], {at: at for at in range(len(blocks[0]))}, ((start, len(old)),))
    assert judge(case, by_quotes(case)).dead_placed == 1
    assert judge(case, by_texts(case)).right == 1


def test_the_benchmark_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seeds", "1", "--notes", "6", "--quotes", "1", "--no-speed", "--texts"]) in (0, 1)
    assert "HELD OUT" in capsys.readouterr().out
