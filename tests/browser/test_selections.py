"""What is stored is what was selected, character for character."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests.browser.helpers import open_article, pick, rich_article, save, sign_in, text_of
from tests.build import make_annotation, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Ranges between any two points of any two text nodes, those inside a character of several code points included; mostly short ones.
RANDOM = """async ([count, seed]) => {
    const { passageOf } = await import("/static/js/offsets.js");
    let state = seed;
    const random = (below) => { state = (state * 1664525 + 1013904223) % 4294967296; return Math.floor(state / 4294967296 * below); };
    const root = document.querySelector("[data-article-text]");
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
    const inside = (node, at) => at < node.length && characters.segment(node.data).containing(at).index < at;
    const found = [];
    let quoted = 0;
    while (quoted < count) {
        const from = random(nodes.length);
        const to = Math.min(nodes.length - 1, from + (random(3) ? random(3) : random(60)));
        const range = document.createRange();
        const one = random(nodes[from].length + 1), other = random(nodes[to].length + 1);
        range.setStart(nodes[from], from === to ? Math.min(one, other) : one);
        range.setEnd(nodes[to], from === to ? Math.max(one, other) : other);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        const passage = passageOf(getSelection().getRangeAt(0), root);
        const torn = inside(nodes[from], range.startOffset) || inside(nodes[to], range.endOffset);
        if (passage) quoted += 1;
        found.push({ passage, torn, seen: getSelection().toString() });
    }
    return found;
}"""


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_thousand_random_selections_are_quoted_exactly(page):
    article = rich_article()
    text = text_of(article)
    author = make_user()
    for quote in (
        "新签证🤣到底要不要雇主",
        "要不要雇主？有人说𠮷野家的经理拿到了，有人说从来",
        "𠀀𠀁",
        "nested item with 😆",
        "An employer must sign",
    ):
        make_annotation(article, quote, author, kind="highlight", body="")
    open_article(page, article)
    expect(page.locator("mark.m-depth-2").first).to_be_visible()
    found = page.evaluate(RANDOM, [1000, 20251004])
    quoted = 0
    for selection in found:
        passage = selection["passage"]
        if passage is None:
            assert not squeezed(selection["seen"]), selection
            continue
        start, end = passage["start"], passage["end"]
        assert text[start:end] == passage["exact"], selection
        assert text[max(0, start - 32) : start] == passage["prefix"], selection
        assert text[end : end + 32] == passage["suffix"], selection
        assert passage["exact"] == passage["exact"].strip()
        if not selection["torn"]:
            assert squeezed(passage["exact"]) == squeezed(selection["seen"]), selection
        quoted += 1
    assert quoted == 1000
    assert any(selection["torn"] for selection in found)


def test_every_offset_finds_its_way_into_the_page_and_back(page):
    article = rich_article()
    open_article(page, article)
    text = text_of(article)
    wrong = page.evaluate(
        """async (length) => {
            const { rangeAt, passageAt } = await import("/static/js/offsets.js");
            const root = document.querySelector("[data-article-text]");
            const wrong = [];
            for (let at = 0; at < length; at += 1) {
                const passage = passageAt(root, at, at + 1);
                const whole = passage && [...new Intl.Segmenter("en").segment(passage.exact)].length === 1;
                if (passage && !(passage.start <= at && passage.end > at && whole)) wrong.push([at, passage]);
                if (!passage && rangeAt(root, at, at + 1)?.toString().trim()) wrong.push([at, null]);
            }
            return wrong;
        }""",
        len(text),
    )
    assert wrong == []


def test_thirty_random_highlights_through_the_bar_store_what_was_selected(page, live_server):
    article, reader = rich_article(), make_user()
    text = text_of(article)
    sign_in(page.context, reader, str(live_server))
    chance = random.Random(7)
    open_article(page, article)
    for number in range(1, 31):
        start = chance.randrange(len(text) - 40)
        length = chance.randrange(2, 40)
        page.evaluate(
            """async ([start, end]) => {
                const { rangeAt } = await import("/static/js/offsets.js");
                const range = rangeAt(document.querySelector("[data-article-text]"), start, end);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
            }""",
            [start, start + length],
        )
        seen = page.evaluate("getSelection().toString()")
        if not seen.strip():
            continue
        expect(page.locator("#toolbar")).to_be_visible()
        pick(page, "highlight")
        save(page)
        made = Annotation.objects.latest("pk")
        assert text[made.start : made.end] == made.exact, number
        assert squeezed(made.exact).startswith(squeezed(seen)) or squeezed(seen) in squeezed(made.exact), (
            number
        )
    assert Annotation.objects.count() >= 28
