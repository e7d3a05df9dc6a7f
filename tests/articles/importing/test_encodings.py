"""Bytes to text: whatever the encoding, the same characters; or a refusal that says where."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.document import ImportRefused
from articles.importing.encodings import SURE, decode
from articles.importing.parse import parse_document

HANS = "港口的夜班没有人愿意上，所以城市想出了一种新的签证。它不绑定公司，只绑定时段。"
HANT = "港口的夜班沒有人願意上，所以城市想出了一種新的簽證。它不綁定公司，只綁定時段。"
WESTERN = "L’été dernier, les ouvriers du port n’ont pas été payés — “déjà vu”, dit-on à Liège."
JAPANESE = "夜の港では、船が静かに揺れている。人々は灯りを消して、朝を待つ。"
ENGLISH = "The quay has run short of lashers since the autumn."

WRITTEN = [
    (HANS, "utf-8", "utf-8"),
    (HANS, "utf-8-sig", "utf-8-sig"),
    (HANS, "utf-16", "utf-16"),
    (HANS, "utf-16-le", "utf-16-le"),
    (HANT, "utf-16-be", "utf-16-be"),
    (ENGLISH, "utf-16-le", "utf-16-le"),
    (ENGLISH, "utf-16-be", "utf-16-be"),
    (HANS, "utf-32", "utf-32"),
    (HANS, "gb18030", "gb18030"),
    (HANS, "gbk", "gb18030"),
    (HANT, "gb18030", "gb18030"),
    (HANT, "big5", "big5"),
    (HANT + "喺度嘅嘢，佢哋冇", "big5hkscs", "big5"),
    (WESTERN, "cp1252", "windows-1252"),
    (JAPANESE, "cp932", "shift_jis"),
]


@pytest.mark.parametrize(("text", "written", "stated"), WRITTEN)
@pytest.mark.parametrize("times", [1, 40])
def test_the_encoding_is_found_and_stated(text, written, stated, times):
    whole = "\n".join([text] * times)
    document = parse_document(whole.encode(written), file="a.txt")
    assert document.encoding == stated
    assert text in document.table.text
    told = {warning.code for warning in document.warnings} & {"encoding", "encoding-guess"}
    assert told == (set() if stated in ("utf-8", "utf-8-sig") else {"encoding"} if times > 1 else told)


@pytest.mark.parametrize(("text", "written"), [("夜班", "gb18030"), ("簽證", "big5"), ("née", "cp1252")])
def test_a_few_characters_are_a_guess_and_the_editor_is_told(text, written):
    decoded = decode(text.encode(written), "a.txt")
    assert decoded.confidence < SURE
    (warning,) = (
        w for w in parse_document(text.encode(written), file="a.txt").warnings if "encoding" in w.code
    )
    assert warning.code == "encoding-guess"
    assert "% sure" in warning.message


def test_damaged_utf8_is_refused_with_byte_and_line():
    data = (HANS + "\n" + HANS).encode()
    with pytest.raises(ImportRefused, match=r"UTF-8 but for byte 118: invalid start byte") as refusal:
        decode(data[:118] + b"\xff" + data[118:], "a.txt")
    assert refusal.value.line == 2
    with pytest.raises(ImportRefused, match="unexpected end of data"):
        decode(HANS.encode()[:-1], "a.txt")


def test_surrogates_are_no_text():
    for data in (b"A\xed\xa0\x80B " + HANS.encode(), codecs.BOM_UTF16_LE + b"A\x00\x00\xd8B\x00"):
        with pytest.raises(ImportRefused, match="byte"):
            decode(data, "a.txt")


def test_bytes_in_no_encoding_are_refused_with_the_first_that_is_none():
    with pytest.raises(ImportRefused, match="none of UTF-8, UTF-16, GB18030") as refusal:
        decode(b"One line\nand \x81\x8d\xff\x90\x81\xfe then\xff\xff", "a.txt")
    assert refusal.value.line == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end):
    assert decode(f"one{end}two{end}".encode(), "a.txt").text == "one\ntwo\n"


def test_separators_among_real_lines_are_space():
    document = parse_document("# A heading\u2028of two lines\n\nA\x0cB\x0bC\x85D".encode(), file="a.md")
    assert document.metadata.title == "A heading of two lines"
    assert document.table.text == "A B C D"


def test_marks_at_the_beginning_go_and_elsewhere_stay_with_a_warning():
    document = parse_document("\ufeff\ufeff---\ntitle: A\n---\nOne\n\nTwo\ufeffThree".encode(), file="a.txt")
    assert (document.metadata.title, document.table.text) == ("A", "One\nTwo\ufeffThree")
    assert [(warning.code, warning.line) for warning in document.warnings] == [("invisible", 6)]


def test_zero_bytes_are_refused_by_line():
    with pytest.raises(ImportRefused, match=r"U\+0000") as refusal:
        decode(b"one\ntwo\x00three", "a.txt")
    assert refusal.value.line == 2


@given(st.binary(max_size=400))
def test_any_bytes_become_a_text_or_a_refusal(data):
    try:
        text = decode(data, "a.txt").text
    except ImportRefused:
        return
    text.encode()  # no lone surrogates
    assert text.strip()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_never_taken_for_anything_else(text):
    if "\ufeff" not in text and text.strip():
        assert decode(text.encode(), "a.txt").encoding == "utf-8"
