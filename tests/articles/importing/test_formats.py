"""Which format a file is read as, and that the result says so."""

from __future__ import annotations

import subprocess
import sys

import pytest

from articles.importing.document import ImportRefused
from articles.importing.formats import FORMATS
from articles.importing.parse import parse_document

PAGE = "<!doctype html><html><body><h1>A title</h1><p>Words of the page, enough of them to be read.</p></body></html>"


@pytest.mark.parametrize(
    ("file", "text", "format_name"),
    [
        ("a.txt", "---\ntitle: A\n---\nWords.", "markdown"),
        ("a.md", "Words without a sign.", "markdown"),
        ("a.txt", "# A heading\n\nWords with **weight**.", "markdown"),
        ("a.txt", "A line of words.\n\nAnother line.", "text"),
        ("a.txt", "- one\n- two\n", "text"),
        ("", "A line of words.\n\nAnother line.", "text"),
        ("a.html", PAGE, "html"),
        ("a.txt", PAGE, "html"),
        ("a", "\ufeff\n<!-- saved -->\n<HTML><p>Words</HTML>", "html"),
        ("a.txt", "<p>One paragraph.</p>\n<p>Another.</p>\n", "html"),
        ("a.htm", "Words that only a name calls a page.\n\nMore.", "text"),
        ("a.md", "<div align=center>\n\n# A heading\n\n</div>\n\nWords.", "markdown"),
    ],
)
def test_a_format_is_told_by_content_and_name(file, text, format_name):
    assert parse_document(text.encode(), file=file).format == format_name


@pytest.mark.parametrize("name", ["markdown", "text", "html"])
def test_a_format_that_is_asked_for_is_taken(name):
    assert parse_document(PAGE.encode(), file="a.bin", format=name).format == name


def test_an_unknown_format_is_refused_with_those_that_there_are():
    with pytest.raises(ImportRefused, match=r"no format “pdf”; there are .*markdown"):
        parse_document(b"Words.", file="a.txt", format="pdf")


@pytest.mark.parametrize("name", FORMATS)
def test_formats_say_how_their_files_are_named(name):
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in FORMATS[name].SUFFIXES)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old or encrypted Office file"),
        (b"{\\rtf1\\ansi Words}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a picture"),
        (b"7z\xbc\xaf\x27\x1c", "7z archive"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x7fELF\x02", "a program"),
    ],
)
def test_what_is_no_document_is_refused_by_its_name(data, name):
    with pytest.raises(ImportRefused, match=name):
        parse_document(data, file="a.md")


def test_markdown_does_not_pay_for_other_formats():
    code = (
        "import sys; from articles.importing.parse import parse_document;"
        "parse_document(b'# A\\n\\nWords', file='a.md');"
        "print([n for n in ('trafilatura', 'lxml', 'mammoth', 'charset_normalizer') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
