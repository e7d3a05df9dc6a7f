"""The same without a mouse: with keys alone, and by touch on a narrow screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests.browser.helpers import open_article, pick, rich_article, save, select, sign_in
from tests.build import make_annotation, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article(live_server):
    return rich_article()


@pytest.fixture
def narrow(open_context, live_server):
    """A page as a telephone shows it, with a reader signed in."""
    context = open_context(viewport={"width": 360, "height": 760}, has_touch=True, is_mobile=True)
    sign_in(context, make_user("梅"), str(live_server))
    return context.new_page()


def test_keys_alone_choose_two_sentences_and_answer_them(page, article, live_server):
    sign_in(page.context, make_user("梅"), str(live_server))
    open_article(page, article)
    blocks = article.current.table.blocks
    for _ in range(len(blocks) + 1):
        page.keyboard.press("j")
    expect(page.locator(f"#b{len(blocks) - 1}")).to_be_focused()
    page.keyboard.press("s")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#toolbar")).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator("#toolbar [data-kind=highlight]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your words")).to_be_focused()
    page.keyboard.type("By keys.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#composer")).to_be_hidden()
    expect(page.locator(".discussion [data-thread]")).to_have_count(1)
    made = Annotation.objects.get()
    assert (made.kind, made.body, made.start, made.exact) == (
        "note",
        "By keys.",
        blocks[-1].start,
        blocks[-1].text,
    )


def test_the_button_for_keys_is_reached_by_tab_and_leads_to_the_first_block(page, article):
    open_article(page, article)
    page.locator("[data-keys-start]").focus()
    expect(page.locator("[data-keys-start]")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#b0")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#b1")).to_be_focused()


def test_one_key_chooses_a_kind_but_not_while_an_input_method_composes_or_when_turned_off(page, article):
    open_article(page, article)
    select(page, article, "An employer must sign")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'c', keyCode: 229, isComposing: true, bubbles: true}))"
    )
    expect(page.locator("#composer")).to_be_hidden()
    page.keyboard.press("c")
    expect(page.get_by_label("The claim you deny")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_text("Keys", exact=True).click()
    page.get_by_label("Keys of one letter are on").uncheck()
    select(page, article, "An employer must sign")
    page.keyboard.press("c")
    page.wait_for_timeout(100)
    expect(page.locator("#composer")).to_be_hidden()
    page.reload()
    expect(page.get_by_label("Keys of one letter are on")).not_to_be_checked()


def test_enter_of_an_input_method_sends_nothing(page, article, live_server):
    sign_in(page.context, make_user("梅"), str(live_server))
    open_article(page, article)
    select(page, article, "An employer must sign")
    pick(page, "evidence")
    page.get_by_label("Source: an address or a title").fill("国务院")
    page.get_by_label("Source: an address or a title").press("Enter")
    page.wait_for_timeout(200)
    expect(page.locator("#composer")).to_be_visible()
    assert not Annotation.objects.exists()


def test_a_selection_by_touch_raises_the_bar_at_the_foot_and_is_answered(narrow, article):
    open_article(narrow, article)
    select(narrow, article, "有人说𠮷野家的经理拿到了")
    bar = narrow.locator("#toolbar").bounding_box()
    assert bar["x"] >= 0
    assert bar["x"] + bar["width"] <= 360
    assert bar["y"] + bar["height"] == pytest.approx(760, abs=1)
    sizes = narrow.evaluate(
        "[...document.querySelectorAll('#toolbar button')].map((button) => button.getBoundingClientRect()).map(({width, height}) => [width, height])"
    )
    assert all(width >= 44 and height >= 44 for width, height in sizes), sizes
    narrow.locator("#toolbar [data-kind=question]").tap()
    narrow.get_by_label("Your words").fill("Who says so?")
    save(narrow)
    made = Annotation.objects.get()
    assert (made.kind, made.exact) == ("question", "有人说𠮷野家的经理拿到了")


def test_a_tap_on_a_mark_opens_a_sheet_from_below(narrow, article):
    make_annotation(article, "An employer must sign", body="Says who?")
    open_article(narrow, article)
    narrow.locator("mark", has_text="An employer must sign").tap()
    panel = narrow.locator("#panel")
    expect(panel).to_contain_text("Says who?")
    box = panel.bounding_box()
    assert box["width"] == pytest.approx(360, abs=1)
    assert box["height"] <= 0.76 * 760
    panel.get_by_role("button", name="Close").tap()
    expect(panel).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1680])
def test_nothing_is_wider_than_the_window(open_context, article, width):
    for quote in ("An employer must sign", "few 🤏", "return"):
        make_annotation(article, quote, body="word" * 60)
    page = open_context(viewport={"width": width, "height": 800}).new_page()
    for address in (
        "/",
        "/articles/",
        article.get_absolute_url(),
        f"{article.get_absolute_url()}passages/?block=1",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
