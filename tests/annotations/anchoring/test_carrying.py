"""Through many revisions a note neither drifts nor forgets."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring import Placed, Status
from annotations.anchoring.carrying import Home, better, carry

BLOCKS = [
    "谁可以申请这种签证，条例没有写明。批评者担心毕业生的工作。",
    "Supporters answer that founders create posts. Nobody has counted them yet.",
    "三月里有四百名工程师来到深圳，五月里又来了五百名。",
    "The ministry will publish figures in autumn, it says.",
    "最后一段只有一句话：数字要看来源。",
]
TEXT = "\n".join(BLOCKS)


def passages_of(text: str, chance: random.Random, count: int = 40) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while len(found) < count:
        start = chance.randrange(len(text) - 2)
        end = min(len(text), start + chance.randint(2, 60))
        if not text[start].isspace() and not text[end - 1].isspace():
            found.append((start, end))
    return found


def test_fifty_revisions_that_come_back_to_the_first_bring_every_note_home() -> None:
    chance = random.Random(50)
    passages = passages_of(TEXT, chance)
    revisions = [TEXT]
    for _ in range(49):
        blocks = chance.sample(BLOCKS, chance.randint(1, len(BLOCKS)))
        blocks.insert(chance.randint(0, len(blocks)), f"A new block with the number {chance.random()}.")
        revisions.append("\n".join(blocks).replace("数字", chance.choice(["数字", "数目"])))
    placed = carry([*revisions, TEXT], passages)
    assert [one.range for one in placed] == passages
    assert {one.status for one in placed} == {Status.EXACT}


def test_fifty_edits_around_a_note_do_not_move_it() -> None:
    revisions = [TEXT]
    for number in range(50):
        revisions.append(
            revisions[-1].replace("Nobody has", f"Nobody, we say for the {number}th time, has", 1)
        )
    words = "founders create posts. Nobody"
    start = TEXT.index(words)
    (placed,) = carry(revisions, [(start, start + len(words))])
    assert placed.range == (start, start + len(words))


def test_what_wore_off_in_small_steps_is_found_again_from_home() -> None:
    words = BLOCKS[2]
    start = TEXT.index(words)
    half, other = TEXT.replace("，五月里又来了五百名", ""), TEXT.replace("三月里有四百名工程师来到深圳，", "")
    (placed,) = carry([TEXT, half, TEXT, other, half, TEXT], [(start, start + len(words))])
    assert (placed.range, placed.status) == ((start, start + len(words)), Status.EXACT)


def test_of_two_places_the_one_that_kept_more_counts() -> None:
    text = "abcdefgh"
    home = Home(1, 6, "bcdxe", "a", "fgh")
    step, way = Placed(2, 4, Status.EDITED, 0.5, 2), Placed(1, 5, Status.EDITED, 0.8, 1)
    assert better(step, way, home, text) is way
    assert better(None, way, home, text) is way
    nowhere = Placed(None, None, Status.ORPHAN, 0.0, 3)
    assert better(step, nowhere, home, text) is step
    assert better(nowhere, way, home, text) is way
    assert better(nowhere, Placed(None, None, Status.AMBIGUOUS, 0.0, 1), home, text) is nowhere


def test_of_two_places_that_lie_apart_the_one_in_its_old_surroundings_counts() -> None:
    text = "the new visa here, and the old visa there"
    home = Home(12, 16, "visa", "and the old ", " there")
    first, second = (at for at in range(len(text)) if text.startswith("visa", at))
    at_first = Placed(first, first + 4, Status.SHIFTED, 1.0, first)
    at_second = Placed(second, second + 4, Status.SHIFTED, 1.0, second)
    assert better(at_first, at_second, home, text) is at_second
    assert better(at_second, at_first, home, text) is at_second
    assert home.is_settled(at_second, text)
    assert not home.is_settled(at_first, text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.permutations(BLOCKS), min_size=1, max_size=4), st.integers(0, 10**6))
def test_a_place_in_the_last_revision_holds_what_its_status_says(orders: list[list[str]], seed: int) -> None:
    passages = passages_of(TEXT, random.Random(seed), 8)
    revisions = [TEXT, *("\n".join(order) for order in orders)]
    for (start, end), placed in zip(passages, carry(revisions, passages), strict=True):
        if placed.range is None:
            assert "\n" in TEXT[start:end], "a passage within a block moves with it"
        else:
            same = revisions[-1][slice(*placed.range)] == TEXT[start:end]
            assert same == (placed.status is not Status.EDITED)
