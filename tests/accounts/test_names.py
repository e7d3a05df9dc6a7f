"""What people may call themselves."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.names import check_username, clean_bio, clean_shown_name, is_reserved


@pytest.mark.parametrize("name", ["li", "Li.Wei_2-x", "李伟", "李偉_2026", "ユキ", "Zoë", "007", "Пётр"])
def test_names_of_any_script_are_user_names(name):
    check_username(name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("李", "too_short"),
        ("..", "characters"),
        (".li", "characters"),
        ("-li", "characters"),
        ("li wei", "characters"),
        ("li@wei", "characters"),
        ("li/wei", "characters"),
        ("li\u202ewei", "characters"),
        ("li\u200bwei", "characters"),
        ("li\n", "characters"),
        ("🐉🐉", "characters"),
        ("\u0430dmin", "mixed"),
    ],
)
def test_a_user_name_that_deceives_is_refused(name, code):
    with pytest.raises(ValidationError) as refusal:
        check_username(name)
    assert refusal.value.code == code


@pytest.mark.parametrize("name", ["admin", "Admin", "a.d-m_i_n", "ａｄｍｉｎ", "moderator", "管理员"])
def test_names_of_the_house_are_reserved(name):
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["adminka", "li", "李伟", ""])
def test_other_names_are_not_reserved(name):
    assert not is_reserved(name)


def test_a_name_shown_is_one_line_in_nfc():
    assert clean_shown_name("  Zoe\u0308 \t 王\n ") == "Zoë 王"


def test_a_name_shown_may_have_an_emoji_of_several_characters():
    assert clean_shown_name("王 👩\u200d💻") == "王 👩\u200d💻"


@pytest.mark.parametrize(
    "name",
    [
        "a\u202eb",
        "a\u2066b",
        "a\u200bb",
        "a\x00b",
        "a\x1bb",
        "a\ufeffb",
        "\u3164\u3164",
        "a\U000e0041b",
        "z" + "\u0335" * 9,
    ],
)
def test_a_name_shown_has_no_unseen_signs(name):
    with pytest.raises(ValidationError):
        clean_shown_name(name)


def test_a_name_shown_of_joiners_alone_is_refused():
    with pytest.raises(ValidationError) as refusal:
        clean_shown_name("\u200d\u200d")
    assert refusal.value.code == "invisible"


def test_the_words_about_oneself_keep_their_lines():
    assert clean_bio("  Reads.\r\nWrites.  \rRests.\n\n") == "Reads.\nWrites.\nRests."


def test_the_words_about_oneself_have_no_direction_overrides():
    with pytest.raises(ValidationError, match=r"U\+202E"):
        clean_bio("fine\n\u202enot fine")


@given(st.text(max_size=60))
def test_a_cleaned_name_stays_as_it_is_when_cleaned_again(text):
    try:
        name = clean_shown_name(text)
    except ValidationError:
        return
    assert clean_shown_name(name) == name
    assert not set(name) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\n\r\x00")
