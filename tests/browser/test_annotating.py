"""Choosing a passage and answering it, with a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests.browser.helpers import drag_over, open_article, pick, rich_article, save, select, sign_in
from tests.build import PASSWORD, make_annotation, make_reply, make_user, revise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HARD = "有人说𠮷野家的经理拿到了，有人说从来没有人拿到👨‍👩‍👧‍👦"


@pytest.fixture
def article(live_server):
    return rich_article()


@pytest.fixture
def reader(page, live_server):
    user = make_user("梅")
    sign_in(page.context, user, str(live_server))
    return user


def test_a_reader_signs_in_by_the_form_and_comes_back_to_the_article(page, article):
    make_user("梅")
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("User name or e-mail address").fill("梅")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(re.escape(article.get_absolute_url())))
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_counterargument_on_hard_text_is_stored_as_selected_and_stands_beside_it(page, article, reader):
    make_annotation(article, "有人说从来没有人", kind="highlight", body="")
    open_article(page, article)
    drag_over(page, article, HARD)
    pick(page, "counterargument")
    expect(page.locator("#composer [data-quote]")).to_have_text(HARD)
    page.get_by_label("The claim you deny").fill("已经有人拿到了。")
    page.get_by_label("Your reason").fill("细则**没有公布**。")
    page.get_by_label("Source: an address or a title").fill("https://example.org/decree")
    page.get_by_text("Preview").click()
    expect(page.locator("[data-preview-out] strong")).to_have_text("没有公布")
    before = page.evaluate("scrollY")
    save(page)
    made = Annotation.objects.latest("pk")
    assert (made.exact, made.kind, made.claim) == (HARD, "counterargument", "已经有人拿到了。")
    assert article.current.text[made.start : made.end] == HARD
    chip = page.locator(f"[data-opens='{made.key}']")
    expect(chip).to_be_focused()
    assert abs(page.evaluate("scrollY") - before) < 3
    thread = page.locator(f"#note-{made.key}")
    expect(thread.locator(".denies")).to_contain_text("已经有人拿到了。")
    expect(thread.locator(".because strong")).to_have_text("没有公布")
    expect(thread.locator(".source a")).to_have_attribute("href", "https://example.org/decree")


def test_a_passage_over_several_blocks_is_one_passage(page, article, reader):
    open_article(page, article)
    select(page, article, "你也认不得。\n等多久？去年就说快了，今年还是说快了🇨🇳🇭🇰。\nLists and")
    pick(page, "note")
    page.get_by_label("Your words").fill("Three blocks.")
    save(page)
    made = Annotation.objects.latest("pk")
    assert article.current.text[made.start : made.end] == made.exact
    assert made.exact.count("\n") == 2


def test_the_bar_stands_beside_the_selection_and_never_on_it(page, article, reader):
    open_article(page, article)
    for quote in ("汉字与表情", HARD, "Nobody has seen the rules", "A text of many kinds"):
        if quote not in article.current.text:
            continue
        drag_over(page, article, quote)
        bar = page.locator("#toolbar").bounding_box()
        lines = page.evaluate(
            "[...getSelection().getRangeAt(0).getClientRects()].map(({top, bottom}) => [top, bottom])"
        )
        assert all(bar["y"] >= bottom or bar["y"] + bar["height"] <= top for top, bottom in lines), quote
        page.keyboard.press("Escape")
        expect(page.locator("#toolbar")).to_be_hidden()


def test_overlapping_notes_are_all_opened_by_one_click_and_escape_closes_them(page, article):
    for kind in ("note", "question", "highlight"):
        make_annotation(
            article, "An employer must sign", kind=kind, body="" if kind == "highlight" else f"A {kind}."
        )
    make_annotation(article, "must sign, it says", kind="note", body="Another.")
    open_article(page, article)
    page.locator("mark.m-depth-3", has_text="must sign").first.click()
    panel = page.locator("#panel")
    expect(panel.locator(".thread")).to_have_count(4)
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    link = page.locator("#b0, .notes a.chip").last
    link.focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".thread")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_a_reply_is_written_from_the_thread(page, article, reader):
    note = make_annotation(article, "Nobody has seen the rules", kind="question", body="Who has?")
    make_reply(note, body="I have.")
    open_article(page, article)
    page.locator(f"#note-{note.key}").get_by_role("link", name="Reply").first.click()
    page.get_by_label("Your reply").fill("Then *show* them.")
    page.locator("main").get_by_role("button", name="Reply").click()
    expect(page.locator(".reply .words em")).to_have_text("show")
    assert Annotation.objects.latest("pk").parent_id == note.pk


def test_missing_words_are_named_at_their_field(page, article, reader, complaints):
    open_article(page, article)
    drag_over(page, article, "An employer must sign")
    pick(page, "counterargument")
    page.get_by_label("Your reason").fill("Because.")
    page.locator("[data-send]").click()
    expect(page.locator("[data-field=claim] .errorlist")).to_be_visible()
    expect(page.get_by_label("The claim you deny")).to_be_focused()
    expect(page.get_by_label("Your reason")).to_have_value("Because.")
    complaints.clear()


def test_a_note_whose_answer_is_lost_is_sent_again_and_stored_once(page, article, reader, complaints):
    open_article(page, article)
    drag_over(page, article, "An employer must sign")
    pick(page, "note")
    page.get_by_label("Your words").fill("Once.")

    def lose_the_answer(route):
        route.fetch()
        route.abort()

    page.route("**/annotations/", lose_the_answer, times=1)
    page.locator("[data-send]").click()
    expect(page.locator("#composer [data-message]")).to_contain_text("could not be reached")
    assert Annotation.objects.count() == 1
    save(page)
    assert Annotation.objects.count() == 1
    complaints.clear()


def test_words_survive_a_lost_connection_and_a_reload(page, article, reader, complaints):
    open_article(page, article)
    drag_over(page, article, "An employer must sign")
    pick(page, "note")
    page.get_by_label("Your words").fill("Kept words.")
    page.context.set_offline(True)
    page.locator("[data-send]").click()
    expect(page.locator("#composer [data-message]")).to_contain_text("could not be reached")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#draft-offer")).to_contain_text("An employer must sign")
    page.get_by_role("button", name="Go on writing").click()
    expect(page.get_by_label("Your words")).to_have_value("Kept words.")
    save(page)
    assert Annotation.objects.get().body == "Kept words."
    page.reload()
    expect(page.locator("#draft-offer")).to_be_hidden()
    complaints.clear()


def test_a_refused_passage_keeps_the_words_and_says_why(page, article, reader, complaints):
    open_article(page, article)
    drag_over(page, article, "An employer must sign")
    pick(page, "note")
    page.get_by_label("Your words").fill("Kept words.")
    page.evaluate("document.querySelector('#composer [name=exact]').value = 'words that stand nowhere'")
    page.locator("[data-send]").click()
    expect(page.locator("#composer [data-message]")).to_be_visible()
    expect(page.locator("#composer [data-message] a")).to_have_text("Reload the page")
    expect(page.get_by_label("Your words")).to_have_value("Kept words.")
    assert not Annotation.objects.exists()
    complaints.clear()


def test_words_typed_before_signing_in_wait_for_the_reader(page, article, complaints):
    make_user("梅")
    open_article(page, article)
    drag_over(page, article, "An employer must sign")
    pick(page, "note")
    page.get_by_label("Your words").fill("Typed first.")
    page.locator("[data-send]").click()
    page.locator("#composer [data-message] a", has_text="Sign in").click()
    page.get_by_label("User name or e-mail address").fill("梅")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Go on writing").click()
    expect(page.get_by_label("Your words")).to_have_value("Typed first.")
    save(page)
    assert Annotation.objects.get().body == "Typed first."
    complaints.clear()


def test_the_draft_of_one_reader_is_not_offered_to_another(page, article, reader, live_server):
    open_article(page, article)
    drag_over(page, article, "An employer must sign")
    pick(page, "note")
    page.get_by_label("Your words").fill("A secret.")
    sign_in(page.context, make_user("other"), str(live_server))
    page.reload()
    expect(page.locator("html[data-script=on]")).to_be_attached()
    expect(page.locator("#draft-offer")).to_be_hidden()


def test_words_on_a_passage_that_is_gone_are_put_on_another(page, article, reader, complaints):
    open_article(page, article)
    drag_over(page, article, "An employer must sign")
    pick(page, "counterargument")
    page.get_by_label("The claim you deny").fill("None must.")
    page.get_by_label("Your reason").fill("Typed for an hour.")
    article = revise(article, "# A text of many kinds\n\nEverything is new here. Nothing has stayed.\n")
    page.locator("[data-send]").click()
    page.locator("#composer [data-message] a", has_text="Reload the page").click()
    expect(page.locator("#draft-offer")).to_contain_text("no longer in the text")
    expect(page.get_by_role("button", name="Go on writing")).to_be_hidden()
    select(page, article, "Nothing has stayed")
    page.locator("#toolbar [data-kind=note]").click()
    expect(page.get_by_label("The claim you deny")).to_have_value("None must.")
    expect(page.get_by_label("Your reason")).to_have_value("Typed for an hour.")
    save(page)
    made = Annotation.objects.get()
    assert (made.kind, made.exact, made.body) == (
        "counterargument",
        "Nothing has stayed",
        "Typed for an hour.",
    )
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kv:draft:'))") == []
    complaints.clear()


def test_a_page_from_before_a_sign_in_elsewhere_says_to_reload_and_keeps_the_words(
    page, article, reader, complaints
):
    open_article(page, article)
    drag_over(page, article, "An employer must sign")
    pick(page, "note")
    page.get_by_label("Your words").fill("Typed for an hour.")
    page.context.clear_cookies(name="csrftoken")
    page.locator("[data-send]").click()
    page.locator("#composer [data-message] a", has_text="Reload the page").click()
    page.get_by_role("button", name="Go on writing").click()
    expect(page.get_by_label("Your words")).to_have_value("Typed for an hour.")
    save(page)
    complaints.clear()
