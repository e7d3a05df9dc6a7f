"""The one door for reader-written text: what it shows, what it lets no one do, how long it may take."""

from __future__ import annotations

import threading
import time
from functools import partial
from html.parser import HTMLParser
from itertools import product
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.markup import BODY_LIMIT, MarkupRefused, check_address, clean, plain, render, tidy
from annotations.markup.limits import MAX_DEPTH
from tests.annotations.hostile import FAMILIES

REL = 'rel="nofollow ugc noopener"'
ALLOWED = {
    "a": {"href", "title", "rel"}, "ol": {"start"}, "p": set(), "br": set(), "em": set(), "strong": set(), "code": set(),
    "pre": set(), "ul": set(), "li": set(), "blockquote": set(),
}  # fmt: skip


class Page(HTMLParser):
    """What a browser would find: elements, attributes, text, depth. Fails on anything a note may not hold."""

    def __init__(self, html: str, *, dead_links: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.dead_links = dead_links
        self.text, self.links, self.depth, self.deepest = "", list[str](), 0, 0
        self.feed(html)
        self.close()
        assert self.depth == 0, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        if tag == "a":
            values = dict(attrs)
            if self.dead_links and "href" not in values:
                self.depth += 1
                return
            href = values.get("href") or ""
            assert href.lower().startswith(("http://", "https://", "mailto:"))
            assert not any(sign.isspace() or ord(sign) < 0x21 for sign in href)
            assert values["rel"] == "nofollow ugc noopener"
            self.links.append(href)
        if tag != "br":
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag: str) -> None:
        assert tag in ALLOWED
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment came through")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration came through")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("an instruction came through")


def letters(text: str) -> str:
    """The letters of ``text``, without spaces and marks."""
    return "".join(sign for sign in text if sign.isalpha())


def seconds(source: str) -> float:
    """CPU seconds that ``source`` takes."""
    began = time.process_time()
    render(source)
    return time.process_time() - began


# What readers write ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Hello", "<p>Hello</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("*a* **b** ***c*** _d_ __e__", "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <em>d</em> <strong>e</strong></p>"),
        ("这是**“重点”**的说法", "<p>这是<strong>“重点”</strong>的说法</p>"),
        ("这是_重点_吗", "<p>这是<em>重点</em>吗</p>"),
        ("snake_case_name and 2 * 3 * 4", "<p>snake_case_name and 2 * 3 * 4</p>"),
        ("`a < b` and ``a`b``", "<p><code>a &lt; b</code> and <code>a`b</code></p>"),
        (r"\*as typed\*", "<p>*as typed*</p>"),
        ("- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("- a\n    - b\n        - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("why:\n- a\n- b", "<p>why:</p><ul><li>a</li><li>b</li></ul>"),
        ("3. c\n4. d", '<ol start="3"><li>c</li><li>d</li></ol>'),
        ("1998. was a year", "<p>1998. was a year</p>"),
        ("in the year\n7. of it", "<p>in the year<br>\n7. of it</p>"),
        ("> said\nanswered", "<blockquote><p>said</p></blockquote><p>answered</p>"),
        ("> a\n> > b\nc", "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>c</p>"),
        ("> a\n\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("```py\nx = 1 & 2\n\n  y\n```\nz", "<pre><code>x = 1 &amp; 2\n\n  y\n</code></pre><p>z</p>"),
        ("> ```\n> <b>\n> ```", "<blockquote><pre><code>&lt;b&gt;\n</code></pre></blockquote>"),
        ("~~~\nnever closed", "<pre><code>never closed\n</code></pre>"),
        ("a\n\n    indented", "<p>a</p><p>indented</p>"),
        ("# no heading", "<p># no heading</p>"),
        ("a\n---\nb", "<p>a<br>\n---<br>\nb</p>"),
        ("<b>bold</b> &amp; AT&T", "<p>&lt;b&gt;bold&lt;/b&gt; &amp;amp; AT&amp;T</p>"),
        ("<!-- hidden -->", "<p>&lt;!-- hidden --&gt;</p>"),
        ("| a | b |\n|---|---|", "<p>| a | b |<br>\n|---|---|</p>"),
        ("[^1]: [a]: b", "<p>[^1]: [a]: b</p>"),
        ("", ""),
        (" \n\t\n", ""),
    ],
)  # fmt: skip
def test_a_note_reads_as_its_author_meant_it(source: str, html: str) -> None:
    assert render(source) == html


@pytest.mark.parametrize(
    ("source", "target", "shown"),
    [
        ("[the law](https://a.example/x)", "https://a.example/x", "the law"),
        ("[the law](<https://a.example/x>)", "https://a.example/x", "the law"),
        ("[the law](https://a.example/x_(y))", "https://a.example/x_(y)", "the law"),
        ("[the *old* law](https://a.example)", "https://a.example", "the old law"),
        ("[a [b]](https://a.example)", "https://a.example", "a [b]"),
        ("[https://shown.example](https://a.example)", "https://a.example", "https://shown.example"),
        ("[write](mailto:a@b.example)", "mailto:a@b.example", "write"),
        ("<https://a.example/?q=1&r=2>", "https://a.example/?q=1&r=2", "https://a.example/?q=1&r=2"),
        ("<a@b.example>", "mailto:a@b.example", "a@b.example"),
        ("see https://a.example/b_c_d.", "https://a.example/b_c_d", "https://a.example/b_c_d"),
        ("(https://a.example/x_(y))", "https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("见https://a.example/x。很清楚", "https://a.example/x", "https://a.example/x"),
        ("**https://a.example**", "https://a.example", "https://a.example"),
        ("HTTPS://A.example", "HTTPS://A.example", "HTTPS://A.example"),
        ("[签证](https://例子.example/签证)", "https://例子.example/签证", "签证"),
    ],
)
def test_addresses_become_links_that_pass_nothing_on(source: str, target: str, shown: str) -> None:
    html = render(source)
    assert Page(html).links == [target]
    assert f"{REL}>" in html
    link = html[html.index("<a ") : html.index("</a>") + 4]
    assert Page(link).text == shown


def test_words_after_a_fence_are_shown() -> None:
    assert render("``` not a language's name\nx") == "<p>``` not a language's name<br>\nx</p>"


def test_a_link_may_have_a_title() -> None:
    assert (
        render('[a](https://b.example "the <c>")')
        == f'<p><a href="https://b.example" title="the &lt;c&gt;" {REL}>a</a></p>'
    )


@pytest.mark.parametrize("source", ["`https://a.example`", "```\nhttps://a.example\n```", "xhttps://a.example", "https://", "https://?",
                                    "https://bank.example@evil.example", "[a](b)", "[a](/b)", "[a](//b.example)", "[a]"])  # fmt: skip
def test_what_is_no_address_or_stands_in_code_becomes_no_link(source: str) -> None:
    assert Page(render(source)).links == []


def test_links_hold_no_links() -> None:
    html = render("[a [b](https://c.example) d](https://e.example)")
    assert html.count("<a ") == html.count("</a>") == 2
    assert "<a " not in html[html.index("<a ") + 3 : html.index("</a>")]


def test_a_body_is_stored_tidy() -> None:
    assert tidy("\r\n  cafe\u0301\rx\u2028y\x00\u202ez \n\n") == "  café\nx\nyz"
    assert tidy("👨‍👩‍👧 𠮷") == "👨‍👩‍👧 𠮷"


def test_an_override_of_the_reading_order_does_not_come_through() -> None:
    assert "\u202e" not in render("a \u202e b") + plain("a \u202e b", limit=10)


@given(st.text(max_size=300))
def test_tidying_twice_changes_nothing(source: str) -> None:
    once = tidy(source)
    assert tidy(once) == once
    assert normalize("NFC", once) == once


# One-line fields ---------------------------------------------------------------------------------------------


def test_a_one_line_field_is_folded_to_one_line() -> None:
    assert plain(" a\n\tb\u3000c\x00 e\u0301 ", limit=20) == "a b c é"


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(source: str) -> None:
    once = plain(source, limit=1_000)
    assert plain(once, limit=1_000) == once
    assert "\n" not in once


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example",
        "http://a.example:8080/b?c=d#e",
        " https://a.example/签证 ",
        "https://例子.中国/",
        "https://[2001:db8::1]/x",
        "https://user.example",
    ],
)
def test_a_source_may_be_an_address(text: str) -> None:
    assert check_address(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    ["", "The Annals, vol. 2", "a.example", "ftp://a.example", "javascript:alert(1)", "https://", "https:///x", "https://a b.example", "https://a.example x",
     "https://a.example\u202e", "https://u@a.example", "https://u:p@a.example", "http://[", "http://a:b", "http://a:99999", "//a.example", "https://a\u200b.example",
     "https:\\\\a.example", "https://a.example/" + "x" * 2_000, "https://.", "data:text/html,x"],
)  # fmt: skip
def test_a_title_is_not_taken_for_an_address(text: str) -> None:
    assert check_address(text) is None


# Refusals ----------------------------------------------------------------------------------------------------


def test_a_body_that_is_too_long_is_refused_with_its_numbers() -> None:
    assert render("字" * BODY_LIMIT) == f"<p>{'字' * BODY_LIMIT}</p>"
    with pytest.raises(MarkupRefused, match="10,001 characters; 10,000 are allowed") as refusal:
        render("字" * (BODY_LIMIT + 1))
    assert (refusal.value.field, refusal.value.code) == ("body", "too-long")
    assert refusal.value.params == {"limit": 10_000, "length": 10_001}


def test_a_field_that_is_too_long_is_refused_by_its_name() -> None:
    assert plain("𠮷" * 500, limit=500, field="claim") == "𠮷" * 500
    with pytest.raises(MarkupRefused) as refusal:
        plain("𠮷" * 501, limit=500, field="claim")
    assert (refusal.value.field, refusal.value.code) == ("claim", "too-long")


def test_a_huge_field_is_refused_before_it_is_worked_on() -> None:
    began = time.process_time()
    with pytest.raises(MarkupRefused):
        plain("\u0323\u0301" * 1_000_000, limit=500)
    with pytest.raises(MarkupRefused):
        tidy("\u0323\u0301" * 1_000_000)
    assert time.process_time() - began < 0.25


@pytest.mark.parametrize("source", [None, 3, b"bytes", ["text"]])
def test_what_is_no_text_is_refused(source: object) -> None:
    for door in (render, tidy, partial(plain, limit=9)):
        with pytest.raises(MarkupRefused) as refusal:
            door(source)
        assert refusal.value.code == "not-text"


# Hostile sources ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FAMILIES)
def test_no_source_takes_long_or_loses_words(name: str) -> None:
    source = FAMILIES[name](BODY_LIMIT)[:BODY_LIMIT]
    assert min(seconds(source), seconds(source)) < 0.25
    html = render(source)
    page = Page(html)
    assert page.deepest <= 4 * MAX_DEPTH
    assert clean(html) == html
    if (
        "https" not in name and "mailto" not in name and "```" not in name
    ):  # addresses and code's names leave the text
        assert letters(page.text) == letters(tidy(source))


def test_there_are_enough_families() -> None:
    assert len(FAMILIES) >= 62


_SCHEMES = [
    "javascript:alert(1)", "javascript:123", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "javascript&colon;alert(1)",
    "javascript&#58;alert(1)", "&#106;avascript:alert(1)", "&#x6A&#x61vascript:alert(1)", "\x01javascript:alert(1)", "java\x00script:alert(1)",
    " javascript:alert(1)", "\u200bjavascript:alert(1)", "java\u200bscript:alert(1)", "\ufeffjavascript:alert(1)", "javascript\u00ad:alert(1)",
    "javascript：alert(1)", "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,<svg>",
    "%6Aavascript:alert(1)", "javascript%3Aalert(1)", "%0aalert(1)", "//evil.example", "\\\\evil.example", "/\\evil.example", "http:javascript:alert(1)",
    "https:javascript:alert(1)", "feed:javascript:alert(1)", "view-source:javascript:alert(1)", "blob:https://a.example/x", "file:///etc/passwd", "about:blank",
    "https://a.example\"onclick=alert(1)", "https://a.example'onclick=alert(1)", "https://a.example\" onmouseover=\"alert(1)", "https://a.example><script>alert(1)</script>",
    "https://a.example%22onclick=alert(1)", "https://a@javascript:alert(1)", "mailto:a@b.example?body=<script>", "mailto:\"onclick=alert(1)\"@b.example", "mailto:",
    "javascript://a.example/%0aalert(1)", "javascript:/*https://*/alert(1)", "https://\u202eelpmaxe.a",
]  # fmt: skip
_FORMS = [
    "[x]({})", "[x](<{}>)", '[x]({} "t")', "[x]({} 't')", "![x]({})", "<{}>", "{}", "[{}](https://a.example)", "[x][1]\n\n[1]: {}", "[x]: {}\n\n[x]",
    '<a href="{}">x</a>', "<a href={}>x</a>", "<img src=x onerror={}>", '<svg><a xlink:href="{}">x</a></svg>', '[x](https://a.example "{}")', "> - [x]({})", "`{}`", "**[x]({})**",
]  # fmt: skip
_RAW = [
    "<script>alert(1)</script>", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<svg/onload=alert(1)>", "<math><mi//xlink:href='data:x,<script>'>", "<iframe srcdoc='<script>'>",
    "<style>@import'x'</style>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<form><button formaction=javascript:alert(1)>", "<template><script>",
    "<textarea><img src=x onerror=alert(1)>", "<!--><script>alert(1)</script>-->", "<![CDATA[><script>alert(1)</script>]]>", "<?php echo 1 ?>", "<p style='x:expression(1)'>",
    "<a href=x onclick=alert(1) class=x id=x>", "\x02klzzwxh:0001\x03", "\x02amp\x03", "\ufdd00\ufdd0", "\ufdd1lt;script>", "\ufdd2\ufdd3", "&lt;script&gt;", "&amp;lt;script&amp;gt;",
    "<p>*<script>*", "[<script>](https://a.example)", "`<script>`", "```\n</code></pre><script>\n```", "``` \"><script>\n```", "<xss/onpointerenter=alert(1)>", "<b>*</b>*", "<<a>script>",
]  # fmt: skip
PAYLOADS = [form.format(scheme) for form, scheme in product(_FORMS, _SCHEMES)] + _RAW


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 300


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_becomes_more_than_text_and_links(payload: str) -> None:
    html = render(payload)
    Page(html)
    assert clean(html) == html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_sanitiser_alone_holds_too(payload: str) -> None:
    Page(clean(payload), dead_links=True)


MARKS = [
    *"[]()<>*_`~!\\&;:#-+|>.\"' \n\t1ax字。",
    *["](", "**", "```", "https://a.b", "<a@b.c>"],
    "\n\n",
    "\n> ",
    "\n- ",
    "    ",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=80))
def test_any_mixture_of_marks_stays_within_bounds(pieces: list[str]) -> None:
    html = render("".join(pieces))
    page = Page(html)
    assert clean(html) == html
    assert not any("\ufdd0" <= sign <= "\ufdef" for sign in html), (
        "no sign of the renderer's own comes through"
    )
    if "https" not in pieces and "](" not in pieces and "```" not in pieces and "`" not in pieces:
        assert page.text.count("字") == pieces.count("字")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(categories=["L", "N"]), max_size=60))
def test_words_without_marks_stay_as_typed(source: str) -> None:
    assert Page(render(source)).text == tidy(source)


def test_threads_do_not_mix_their_notes() -> None:
    wrong: list[str] = []

    def write(number: int) -> None:
        for _ in range(60):
            html = render(f"```\n{number}\n```\n\n*{number}*")
            if html != f"<pre><code>{number}\n</code></pre><p><em>{number}</em></p>":
                wrong.append(html)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
