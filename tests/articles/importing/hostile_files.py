"""Hostile files, made here, each with its outcome: the words of its refusal, or ``READ``.

They are what hangs, blows up or misleads importers: bombs for Markdown, HTML, XML and ZIP, damaged encodings, and
signs that nobody sees. The Word files and archives stand in test_docx.py and test_archives.py.
"""

from __future__ import annotations

import codecs

from tests.articles.importing.packages import pack, paragraph, word

READ = ""
HOSTILE: dict[str, tuple[str, bytes, str]] = {}  # name: file, its bytes, its outcome


def _add(kind: str, file: str, outcome: str, **files: str | bytes) -> None:
    for name, data in files.items():
        content = data.encode() if isinstance(data, str) else data
        HOSTILE[f"{kind}: {name.replace('_', ' ')}"] = (file, content, outcome)


_WORDS = "Words of a paragraph that is long enough to be one.\n\n"

_LONG = "one paragraph or list has"
_add(
    "markdown",
    "a.md",
    "lists are nested too deeply",
    rules_of_dashes="- - - - - - - - - - a",
    stars_on_one_line="* " * 2_000 + "a",
    deep_list="".join("  " * n + "- a\n" for n in range(120)),
)
_add(
    "markdown",
    "a.md",
    "brackets of links are left open",
    opening_brackets="[" * 8_000,
    pictures="![" * 8_000,
    links_unclosed="[a](" * 4_000,
    brackets_in_brackets="[a [b " * 3_000,
    brackets_in_words="x [ y " * 3_000,
)
_add(
    "markdown",
    "a.md",
    "quotations are nested",
    nested_quotes=">" * 5_000 + "a",
    spaced_quotes="> " * 5_000 + "a",
    quotes_of_many_lines=("> " * 40 + "a\n") * 200,
)
_add(
    "markdown",
    "a.md",
    "signs of markup",
    emphasis_run="*a" * 8_000,
    underscores="_a_ " * 5_000,
    back_ticks="".join("`" * n + "a" for n in range(1, 200)),
    ampersands="&a" * 6_000,
    tags_unclosed="<a " * 6_000,
    comments_unclosed="<!-- " * 5_000,
    strong="**a" * 6_000,
    html_nesting="<div>" * 5_000,
)
_add(
    "markdown",
    "a.md",
    "a run of more than",
    stars="a" + "*" * 900 + "b",
    angles="a" + "<" * 900,
    bangs="!" * 900 + "[",
    backslashes="a" + "\\" * 900,
)
_add(
    "markdown",
    "a.md",
    "lines",
    huge_table="| a | b |\n| - | - |\n" + "| c | d |\n" * 4_000,
    many_lines="word\n" * 4_000,
    many_items="- a\n" * 4_000,
)
_add("markdown", "a.md", _LONG, tabs="\t" * 300_000 + "a", long_emphasis="*" + "字" * 70_000 + "*")
_add(
    "markdown",
    "a.md",
    "more than 10,000 paragraphs",
    many_paragraphs="a\n\n" * 12_000,
    many_headings="# a\n" * 12_000,
)
_add(
    "markdown",
    "a.md",
    READ,
    rule_of_stars="* " * 2_000 + "\n\n" + _WORDS,
    rule_of_dashes="- " * 2_000 + "\n\n" + _WORDS,
    one_long_line="字" * 600_000,
    references="[a]: b\n" * 5_000 + "\n[a] and [a]\n\n" + _WORDS,
    references_to_references="[a]: [a]\n\n[a][a]\n",
    fence_unclosed="```\n" + "a\n" * 2_000,
    fences_of_every_length="".join("`" * n + "\na\n\n" for n in range(3, 60)),
    script="<script>alert(1)</script>\n\n" + _WORDS,
    entities="&#106;avascript:alert(1)\n\n" + _WORDS,
    links_to_scripts="[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x)\n\n" + _WORDS,
    spaces="a" + " " * 300_000 + "b",
    blank_lines="a" + "\n" * 300_000 + "b",
    setext="a\n=" * 500,
    emoji="👨‍👩‍👧" * 20_000,
    quotes_at_the_limit=">" * 12 + " a",
    footnotes="[^1]" * 30 + "\n\n[^1]: a",
    raw_table="<table>" + "<tr><td>a" * 300,
)
_MARKS = "marks are piled on one letter"
_add(
    "marks",
    "a.md",
    _MARKS,
    written="e" + "\u0301" * 20_000,
    two_in_turn="\u0323\u0301" * 20_000,
    entities="e" + "&#x301;" * 20_000,
    named="e" + "&tdot;" * 20_000,
    in_front_matter="---\ntitle: e" + "\u0301" * 5_000 + "\n---\nWords",
)
_add("marks", "a.html", _MARKS, page="<!doctype html><p>e" + "&#769;" * 200_000)
_add("marks", "a.srt", _MARKS, subtitles="1\n00:00:01,000 --> 00:00:02,000\ne" + "&#769;" * 200_000)
_add("marks", "a.docx", _MARKS, word_file=word(paragraph("e" + "\u0301" * 100_000)))
_add("marks", "a.md", READ, zalgo=("Z" + "\u0301\u0323" * 20 + "alg") * 900)
_add("front matter", "a.md", "", anchors_apart="---\ntitle: A\nx: &a b\n---\nWords")
_add(
    "front matter",
    "a.md",
    "front matter",
    never_closed="---\ntitle: A\n" + "a: b\n" * 30_000,
    nested="---\nx: " + "[" * 5_000 + "\n---\nWords",
    tabs="---\n\ttitle: A\n  b: [\n---\nWords",
)

_DEEP = "nested more than 200 deep"
_ARTICLE = "<!doctype html><body><article>" + f"<p>{_WORDS.strip()}</p>" * 4
for _element in ("div", "span", "b", "a href=x><b", "ul><li", "table><tr><td", "blockquote", "font", "section", "details", "em", "sup", "figure", "dl><dd", "center", "article", "h1><div", "custom-element", "ruby><rt"):  # fmt: skip
    HOSTILE[f"html: ten thousand nested {_element}"] = (
        "a.html",
        (_ARTICLE + f"<{_element}>" * 10_000 + "words").encode(),
        _DEEP,
    )
_add(
    "html",
    "a.html",
    "more than 60,000 tags",
    many_tags=_ARTICLE + "<b>a</b>" * 40_000,
    line_breaks=_ARTICLE + "a<br>" * 70_000,
    angles=_ARTICLE + "<" * 70_000,
    closing=_ARTICLE + "</p>" * 70_000,
)
_add(
    "html",
    "a.html",
    READ,
    siblings=_ARTICLE + "<div>a b c</div>" * 3_000,
    unclosed_paragraphs=_ARTICLE + "<p>words" * 3_000,
    unclosed_items=_ARTICLE + "<ul>" + "<li>words" * 3_000,
    cells=_ARTICLE + "<table>" + "<tr><td>a<td>b" * 2_000,
    long_attribute=_ARTICLE + f"<p class='{'a ' * 200_000}'>words",
    many_attributes=_ARTICLE + "<p " + " ".join(f"a{n}=b" for n in range(9_000)) + ">words",
    long_text=_ARTICLE + f"<p>{'字' * 300_000}",
    script=_ARTICLE + "<script>" + "document.write('<p>');" * 9_000 + "</script>",
    script_unclosed=_ARTICLE + "<script>alert(1)",
    comment_unclosed=_ARTICLE + "<!--" + " a" * 50_000,
    cdata=_ARTICLE + "<![CDATA[ x ]]>" * 2_000,
    entities=_ARTICLE + f"<p>{'&amp;#x41;&lt;' * 20_000}",
    entities_unknown=_ARTICLE + f"<p>{'&a' * 40_000}",
    null_entity=_ARTICLE + "<p>a&#0;b&#xD800;c&#x110000;d&#1;e",
    frames=_ARTICLE + "<iframe src=x>" * 900,
    svg=_ARTICLE + "<svg><script>alert(1)</script><text>x</text></svg><p>words",
    math=_ARTICLE + "<math><mi>x</mi></math><p>words",
    mutation=_ARTICLE + "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    event_handlers=_ARTICLE + "<p onclick=alert(1)>a<img src=x onerror=alert(1)>",
    scripts_in_links=_ARTICLE + "<p><a href=' java\nscript:alert(1)'>a</a><a href='&#106;avascript:x'>b</a>",
    base=_ARTICLE.replace("<body>", "<head><base href='javascript:alert(1)'></head><body>")
    + "<p><a href='x'>a</a>",
    base_twice=_ARTICLE.replace(
        "<body>", "<head>" + "<base href='https://a.example/'>" * 500 + "</head><body>"
    ),
    json_deep=_ARTICLE.replace(
        "<body>", f"<head><script type='application/ld+json'>{'[' * 90_000}</script></head><body>"
    ),
    json_wide=_ARTICLE.replace(
        "<body>", f"<head><script type='application/ld+json'>[{'1,' * 60_000}1]</script></head><body>"
    ),
    json_number=_ARTICLE.replace(
        "<body>",
        f'<head><script type=\'application/ld+json\'>{{"@type": "Article", "headline": {"9" * 5_000}}}</script></head><body>',
    ),
    many_meta=_ARTICLE.replace("<body>", "<head>" + "<meta name=author content=a>" * 5_000 + "</head><body>"),
    date_bomb=_ARTICLE.replace("<body>", f"<head><meta name=date content='{'1' * 100_000}'></head><body>"),
    figures=_ARTICLE + "<figure><img src=a.png><figcaption>a" * 60,
    pictures=_ARTICLE + "<img src=a.png>" * 2_000,
    data_picture=_ARTICLE + f"<img src='data:image/png;base64,{'A' * 400_000}' alt=a>",
    quotes_in_paragraphs=_ARTICLE + "<p>a<blockquote>b</blockquote>" * 900,
    formatting_crossed=_ARTICLE + "<b><i>a</b>b</i>" * 1_500,
    headings=_ARTICLE + "<h2>a" * 60,
    ruby=_ARTICLE + "<ruby>字<rt>zi</ruby>" * 900,
    colspan=_ARTICLE + "<table><tr><th colspan=999999999 rowspan=999999999>a<th>b<tr><td>c<td>d</table>",
    list_start=_ARTICLE + "<ol start=99999999999999999999><li>a",
    hidden=_ARTICLE + "<p hidden>x" * 900,
    doctype="<!DOCTYPE html [<!ENTITY a 'b'>]>" + _ARTICLE + "&a;",
    xml="<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body><p>Words &x; here.",
)

_add(
    "html",
    "a.html",
    "no text",
    frameset="<!doctype html><frameset><frame src=x><noframes>words",
    nothing_to_see="<!doctype html><body><script>x</script><p hidden>y",
)

_add(
    "text",
    "a.txt",
    READ,
    one_line="字" * 600_000,
    names="A: b\n" * 4_000,
    brackets="[" * 200_000,
    numbers="1. a\n" * 4_000,
    captions="（圖：" * 20_000,
    comments="評論（9）\n" + "1. a\n" * 4_000,
    bold="K签证（" * 20_000,
    brackets_nested="（" * 60_000,
    colons="：" * 100_000,
    times="00:01 " * 20_000,
    one_word="a" * 500_000,
    quotes="“" * 100_000,
    full_stops="。" * 200_000,
    dates="2025年" * 40_000,
)
_add("text", "a.txt", "more than 10,000 paragraphs", lines="a\n" * 12_000)
_add(
    "subtitles",
    "a.srt",
    READ,
    one_cue="1\n00:00:01,000 --> 00:00:02,000\nWords\n",
    times_backwards="1\n99:99:99,999 --> 00:00:00,000\nWords\n" * 50,
    tags="1\n00:00:01,000 --> 00:00:02,000\n" + "<i>" * 9_000 + "Words\n",
)

_HAN = "港口的夜班沒有人願意上。".encode()
_add(
    "bytes",
    "a.md",
    "no text",
    empty=b"",
    only_a_mark=codecs.BOM_UTF8,
    only_spaces=b" \n\t \n",
    only_marks="\ufeff\ufeff".encode(),
)
_add(
    "bytes",
    "a.md",
    r"control character U\+0000",
    nul=b"# A\n\nb\x00c",
    nuls=bytes(1_001),
    sixteen_bits_of_nothing=bytes(1_000),
)
_add(
    "bytes",
    "a.md",
    r"control character U\+00",
    escape=b"a\x1b[31mb",
    backspace=b"a\x08b",
    delete=b"a\x7fb",
    bell_in_utf16="a\x07b".encode("utf-16"),
)
_add(
    "bytes",
    "a.md",
    "UTF-8 but for byte",
    cut=_HAN[:-1],
    surrogate=_HAN + b"\xed\xa0\x80",
    overlong=_HAN + b"\xc0\xaf",
    stray=_HAN + b"\xff",
    mixed=_HAN * 20 + "夜班".encode("gbk"),
)
_add(
    "bytes",
    "a.md",
    "begins like UTF",
    odd_utf16=codecs.BOM_UTF16_LE + b"a\x00b",
    lone_surrogate=codecs.BOM_UTF16_LE + b"\x00\xd8a\x00",
    utf32_beyond=codecs.BOM_UTF32_LE + b"\x00\x00\x11\x00",
    bad_after_mark=codecs.BOM_UTF8 + b"a\xff",
)
_add("bytes", "a.md", "none of UTF-8", noise=bytes(range(128, 256)) * 20)
_add("bytes", "a.md", "at most 2,000,000", large=b"a" * 2_000_001)
_add(
    "bytes",
    "a.md",
    "The file is a",
    pdf=b"%PDF-1.7",
    picture=b"\x89PNG\r\n\x1a\n",
    old_word=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    rtf=b"{\\rtf1",
    seven_zip=b"7z\xbc\xaf\x27\x1c",
    archive=pack({"a.md": "x"}),
    program=b"\x7fELF",
)
_add(
    "bytes",
    "a.md",
    READ,
    bom_in_the_middle="a\ufeffb",
    override="a\u202eb",
    zero_width="a\u200b" * 2_000,
    non_characters="a\ufffe\uffffb",
    private="a\ue000b",
    newlines_mixed=b"a\rb\nc\r\nd",
    nel="a\x85b",
    separators="a\u2028b\u2029c",
    tags_of_language="a" + "\U000e0061" * 900,
)

_add(
    "word",
    "a.docx",
    READ,
    long_paragraph=word(paragraph("字" * 300_000)),
    many_paragraphs=word(paragraph("Words of one.") * 3_000),
    many_runs=word("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 9_000 + "</w:p>"),
    wide_table=word("<w:tbl><w:tr>" + f"<w:tc>{paragraph('a')}</w:tc>" * 900 + "</w:tr></w:tbl>"),
)
_add(
    "word",
    "a.docx",
    "nested more than 64",
    nested=word("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000),
)
