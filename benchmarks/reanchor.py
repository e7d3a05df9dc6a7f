"""How well and how fast notes keep their place: ``python -m benchmarks.reanchor``.

Prints for every kind of edit how many notes stand right, at a wrong place, on text that was deleted, and how many are
lost though their text lives; the same for an engine that finds notes by their quotes alone; restored texts and
fifty revisions; and times. See docs/anchoring.md for what is measured when.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from annotations.anchoring import Comparison
from benchmarks.anchoring import journeys, rows, speed, texts
from benchmarks.anchoring.cases import CLASSES, cases, real_texts
from benchmarks.anchoring.quotes import by_quotes
from benchmarks.anchoring.scoring import Case, Score, Verdict, judge

_HEADER = "right    wrong place  deleted: placed  lost      ambiguous  no badge: right"
_AIMS = {"light": 0.995, "heavy": 0.99, "held out": 0.99}


def main(given: Sequence[str] | None = None) -> int:
    """Returns 0 when every aim is met, 1 when one is not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reanchor", description=__doc__)
    parser.add_argument("--seeds", type=int, default=30, help="texts for each kind of edit (30)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--notes", type=int, default=100, help="notes on each text (100)")
    parser.add_argument(
        "--quotes", type=int, default=5, help="notes on each text for the engine by quotes (5; 0: none)"
    )
    parser.add_argument(
        "--texts",
        type=Path,
        nargs="*",
        default=[Path("samples")],
        help="folders with further texts to edit (samples)",
    )
    parser.add_argument("--no-speed", action="store_true", help="measure no times")
    options = parser.parse_args(given)
    real = [lines for lines in real_texts(*options.texts) if sum(map(len, lines)) > 800]
    seeds = range(options.first, options.first + options.seeds)
    met = _quality(seeds, options.notes, real)
    if options.quotes:
        _print("\nThe same edits, by quotes alone")
        _score(seeds, options.quotes, real, by_quotes)
    met &= _journeys(seeds, options.notes, real)
    if not options.no_speed:
        _times()
    return 0 if met else 1


def by_texts(case: Case) -> list[Verdict]:
    """The verdicts of our engine, which knows both texts."""
    comparison = Comparison(case.old, case.new)
    return [Verdict(one.range, one.status.value) for one in (comparison.place(*note) for note in case.notes)]


def _quality(seeds: Iterable[int], notes: int, real: Sequence[texts.Lines]) -> bool:
    _print("By both texts")
    totals = _score(seeds, notes, real, by_texts)
    return all(
        total.right >= _AIMS[name] * total.notes
        and total.wrong_place <= 0.002 * total.notes
        and total.dead_placed <= 0.01 * max(total.dead, 1)
        and total.plain_right >= 0.999 * total.plain
        for name, total in totals.items()
    )


def _score(
    seeds: Iterable[int], notes: int, real: Sequence[texts.Lines], engine: Callable[[Case], list[Verdict]]
) -> dict[str, Score]:
    kinds: dict[tuple[str, str], Score] = {}
    for seed in seeds:
        for name, case in cases(seed, notes, real):
            kinds.setdefault((name, case.name), Score()).add(judge(case, engine(case)))
    totals = {name: Score() for name in CLASSES}
    _print(f"{'':24}{'notes':>7}  {_HEADER}")
    for name in CLASSES:
        for (of, kind), score in kinds.items():
            if of == name:
                totals[name].add(score)
                _print(_row(f"  {kind}", score))
        _print(_row(name.upper(), totals[name]))
    return totals


def _row(name: str, score: Score) -> str:
    def share(part: int, whole: int) -> str:
        return f"{100 * part / whole:.3f} %" if whole else "–"

    dead = f"{share(score.dead_placed, score.dead)} of {score.dead}"
    return (
        f"{name:24}{score.notes:>7}  {share(score.right, score.notes):>9}{share(score.wrong_place, score.notes):>10}"
        f"{dead:>19}{share(score.lost, score.notes):>10}{share(score.ambiguous, score.notes):>10}"
        f"{share(score.plain_right, score.plain):>12}"
    )


def _journeys(seeds: Iterable[int], notes: int, real: Sequence[texts.Lines]) -> bool:
    there = [journeys.restored(seed, notes, real) for seed in seeds]
    total, home = sum(one for one, _ in there), sum(one for _, one in there)
    _print(f"\nRestored text: {home} of {total} notes are home again.")
    fifty = Score()
    for seed in list(seeds)[:10]:
        fifty.add(journeys.fifty(seed, notes, real))
    _print(_row("Fifty revisions", fifty))
    return home == total and fifty.right >= _AIMS["light"] * fifty.notes


def _times() -> None:
    _print("\nCPU time of the pure engine, and beside it of a search by quote for each of 20 notes")
    for notes in (1_000, 10_000):
        old, new, passages = speed.article_and_revision(10_000, notes)
        ours = speed.milliseconds(lambda: speed.engine(old, new, passages))  # noqa: B023  # called at once
        case = Case("speed", old, new, {}, tuple(passages[:20]))
        theirs = speed.milliseconds(lambda: by_quotes(case), times=1) * notes / 20  # noqa: B023
        _print(
            f"{notes:>7} notes on {len(old)} code points: {ours:7.1f} ms; "
            f"by quotes {theirs:9.0f} ms: {theirs / ours:.0f} times as long"
        )
    _print("A publication in one transaction, and beside it a loop that carries and saves note by note")
    for one in rows.publications(1_000, 10_000):
        _print(
            f"{one.notes:>7} notes, {one.queries} queries: {one.at_once:7.1f} ms ({one.cpu:.1f} of CPU); "
            f"one by one {one.one_by_one:9.0f} ms: {one.one_by_one / one.at_once:.0f} times as long"
        )
    _print("Hostile texts, CPU time")
    for name, make in speed.HOSTILE.items():
        old, new = make()
        notes_there = [(at, at + 3) for at in range(0, len(old) - 3, len(old) // 200)]
        taken = speed.milliseconds(lambda: speed.engine(old, new, notes_there), times=1)  # noqa: B023
        _print(f"{name:>24}, {len(old)} code points: {taken / 1_000:5.2f} s")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
