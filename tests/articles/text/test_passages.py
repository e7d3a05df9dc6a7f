"""The addresses of passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.passages import PassageAddress


@given(st.integers(1, 10**9 - 1), st.integers(0, 10**9 - 2), st.integers(1, 1000))
def test_an_address_reads_back_as_it_was_written(revision, start, length):
    address = PassageAddress(revision, start, min(start + length, 10**9 - 1))
    assert PassageAddress.parse(str(address)) == address


@pytest.mark.parametrize(
    "written",
    [
        "",
        "1",
        "1:2",
        "1:2-2",
        "1:3-2",
        "0:1-2",
        "01:1-2",
        "1:-1-2",
        "1:1-2 ",
        " 1:1-2",
        "1:1-2\n",
        "1:01-2",
        "1:1-1234567890",
        "١:1-2",
        "1:1–2",
        "x:1-2",
        "1:1-2-3",
    ],
)
def test_what_is_no_address_is_told_apart(written):
    assert PassageAddress.parse(written) is None
