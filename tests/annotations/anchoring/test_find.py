"""Verifying a claimed passage: believed word for word, found again only where its context leaves no doubt."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring import MAX_QUOTE, Claim, Found, Refusal, describe, verify

BLOCKS = [
    "K签证允许持有人先入境、后找工作。",
    "批评者说，签证会抢走毕业生的工作。",
    "支持者说，签证会带来创业者😀和岗位。",
    "批评者说，签证会抢走毕业生的工作。",
    "没有人知道答案。",
]
TEXT = "\n".join(BLOCKS)
BOUNDS: list[tuple[int, int]] = []
for _block in BLOCKS:
    _start = BOUNDS[-1][1] + 1 if BOUNDS else 0
    BOUNDS.append((_start, _start + len(_block)))


def claim_of(start: int, end: int, *, shift: int = 0) -> Claim:
    """A true claim for ``TEXT[start:end]``, its position off by ``shift``."""
    anchor = describe(TEXT, start, end)
    return Claim(anchor.start + shift, anchor.end + shift, anchor.exact, anchor.prefix, anchor.suffix)


def refused(claim: Claim, text: str = TEXT) -> str:
    """The code with which ``claim`` is refused."""
    answer = verify(text, claim, block_bounds=BOUNDS if text is TEXT else [])
    assert isinstance(answer, Refusal), answer
    assert answer.message
    return answer.code


def test_a_true_claim_is_believed() -> None:
    answer = verify(TEXT, Claim(0, 3, "K签证"), block_bounds=BOUNDS)
    assert answer == Found(describe(TEXT, 0, 3), corrected=False)


@pytest.mark.parametrize("shift", [1, 2, 3])
def test_a_wrong_position_is_corrected_when_the_context_agrees(shift: int) -> None:
    start = TEXT.index("创业者")
    answer = verify(TEXT, claim_of(start, start + 3, shift=shift), block_bounds=BOUNDS)
    assert answer == Found(describe(TEXT, start, start + 3), corrected=True)


def test_a_quote_without_context_is_found_if_it_stands_once() -> None:
    answer = verify(TEXT, Claim(0, 2, "创业者"), block_bounds=BOUNDS)
    assert isinstance(answer, Found)
    assert answer.corrected
    assert answer.anchor.exact == "创业者"
    assert refused(Claim(0, 2, "批评者")) == "ambiguous"


def test_context_on_one_side_is_enough_if_it_is_long_enough() -> None:
    start = TEXT.index("创业者")
    exact, suffix = TEXT[start : start + 3], TEXT[start + 3 : start + 35]
    answer = verify(TEXT, Claim(0, 3, exact, "whatever stood here", suffix), block_bounds=BOUNDS)
    assert isinstance(answer, Found)
    assert answer.anchor.start == start
    assert refused(Claim(0, 3, exact, "whatever", suffix[:3])) == "not-found"


def test_of_two_places_that_agree_the_claimed_block_decides() -> None:
    quote = "批评者说"
    low, high = BOUNDS[1][0], BOUNDS[3][0]
    claim = Claim(high + 1, high + 5, quote, "\n", "，签证会抢走毕业生的工作。\n")
    assert isinstance(verify(TEXT, claim, block_bounds=BOUNDS), Found)
    claim = Claim(BOUNDS[2][0], BOUNDS[2][0] + 4, quote, "\n", "，签证会抢走毕业生的工作。\n")
    assert refused(claim) == "ambiguous", "both stand beside the third block"
    assert low < high


def test_line_ends_and_accents_are_read_as_they_are_stored() -> None:
    text = "café\nbar"
    answer = verify(text, Claim(0, 8, "cafe\u0301\r\nbar"), block_bounds=[(0, 4), (5, 8)])
    assert answer == Found(describe(text, 0, 8), corrected=False)


def test_half_a_character_is_made_whole() -> None:
    text = "x👨‍👩‍👧y"
    answer = verify(text, Claim(1, 2, "👨"), block_bounds=[(0, len(text))])
    assert isinstance(answer, Found)
    assert answer.anchor.exact == "👨‍👩‍👧"


def test_a_thousand_random_choices_are_all_believed() -> None:
    chance = random.Random(2)
    for _ in range(1_000):
        start = chance.randrange(len(TEXT))
        end = chance.randrange(start + 1, len(TEXT) + 1)
        if not TEXT[start:end].strip():
            continue
        answer = verify(TEXT, Claim(start, end, TEXT[start:end]), block_bounds=BOUNDS)
        assert isinstance(answer, Found)
        assert answer.anchor == describe(TEXT, start, end)


@pytest.mark.parametrize("position", [None, True, False, 1.0, float("nan"), float("inf"), "1", [1], {}, b"1"])
def test_a_position_that_is_no_whole_number_is_refused(position: object) -> None:
    assert refused(Claim(position, 3, "K签证")) == "position"
    assert refused(Claim(0, position, "K签证")) == "position"


@pytest.mark.parametrize(
    ("start", "end"),
    [(-1, 3), (-3, -1), (3, 3), (3, 0), (0, 10**9), (10**30, 10**31), (len(TEXT), len(TEXT) + 1)],
)
def test_a_position_outside_the_text_is_refused(start: int, end: int) -> None:
    assert refused(Claim(start, end, "K签证")) == "range"


@pytest.mark.parametrize("words", [None, 3, b"K", ["K"], {}])
def test_a_quote_that_is_no_text_is_refused(words: object) -> None:
    assert refused(Claim(0, 3, words)) == "quote"
    assert refused(Claim(0, 3, "K签证", words)) == "quote"
    assert refused(Claim(0, 3, "K签证", "", words)) == "quote"


@pytest.mark.parametrize("words", ["", " ", "\n", "\u3000\t\r\n"])
def test_an_empty_quote_is_refused(words: str) -> None:
    assert refused(Claim(0, 1, words)) == "empty"


def test_a_quote_that_is_too_long_is_refused_with_its_numbers() -> None:
    text = "字" * (MAX_QUOTE + 1)
    assert isinstance(verify(text, Claim(0, MAX_QUOTE, text[:-1]), block_bounds=[]), Found)
    answer = verify(text, Claim(0, MAX_QUOTE + 1, text), block_bounds=[])
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.params) == ("too-long", {"limit": MAX_QUOTE, "length": MAX_QUOTE + 1})
    assert refused(Claim(0, 1, "字" * 1_000_000), text) == "too-long"


def test_a_hundred_falsified_claims_are_all_refused() -> None:
    chance = random.Random(1)
    codes = []
    for number in range(100):
        start = chance.randrange(len(TEXT) - 12)
        words = list(TEXT[start : start + 12])
        words[chance.randrange(1, 11)] = "〇"
        codes.append(
            refused(
                Claim(
                    start,
                    start + 12,
                    "".join(words),
                    TEXT[max(0, start - 32) : start],
                    TEXT[start + 12 :][:32],
                )
            )
        )
        assert codes[number] == "not-found"


@pytest.mark.parametrize(
    "words", ["签证会带来创业者和岗位", "K簽證", "Ｋ签证", "k签证", "批评者说, 签证", "K签证 允许"]
)
def test_nothing_is_matched_by_likeness(words: str) -> None:
    start = TEXT.index("支持者")
    assert refused(Claim(start, start + len(words), words)) == "not-found"


def test_a_quote_whose_context_stands_elsewhere_is_refused() -> None:
    assert (
        refused(Claim(5, 8, "创业者", "从来没有出现过的上文上文", "从来没有出现过的下文下文")) == "not-found"
    )


CLAIMS = st.builds(
    Claim,
    st.integers(-2, 32),
    st.integers(-2, 32),
    st.text("ab \n", max_size=8),
    st.text("ab", max_size=4),
    st.text("ab", max_size=4),
)


@given(st.text("ab \n", max_size=30), CLAIMS)
def test_whatever_is_claimed_the_answer_is_true_or_a_refusal(text: str, claim: Claim) -> None:
    answer = verify(text, claim, block_bounds=[(0, len(text))])
    if isinstance(answer, Found):
        assert (
            answer.anchor.exact == str(claim.exact).strip() == text[answer.anchor.start : answer.anchor.end]
        )


@pytest.mark.parametrize("quote", ["a", "a" * 5_000, "a" * 4_999 + "b", "ab" * 2_000])
def test_a_hostile_text_of_300000_characters_is_answered_at_once(quote: str) -> None:
    text = "a" * 300_000
    began = time.process_time()
    refused(Claim(0, 2, quote, "a" * 31 + "b", "a" * 32), text)
    refused(Claim(0, 2, quote, "", "" if len(quote) == 1 else "b"), text)
    assert time.process_time() - began < 0.5
