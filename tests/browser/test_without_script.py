"""Everything that matters works on a page whose scripts are off."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Report
from tests.browser.helpers import rich_article, sign_in
from tests.build import make_annotation, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article(live_server):
    return rich_article()


@pytest.fixture
def plain(open_context, live_server):
    """A page without scripts, with a reader signed in."""
    context = open_context(viewport={"width": 360, "height": 760}, java_script_enabled=False)
    sign_in(context, make_user("梅"), str(live_server))
    return context.new_page()


def test_text_marks_and_threads_are_there_and_nothing_of_the_script_is(plain, article):
    note = make_annotation(
        article, "An employer must sign", kind="counterargument", claim="None must.", body="All must."
    )
    plain.goto(article.get_absolute_url())
    expect(plain.locator("mark.m-counterargument")).to_have_text("An employer must sign")
    expect(plain.locator(f"#note-{note.key} .denies")).to_contain_text("None must.")
    plain.locator(f".notes a[href='#note-{note.key}']").click()
    expect(plain.locator(f"#note-{note.key}")).to_be_in_viewport()
    for part in ("#toolbar", "#composer", "#panel", "#draft-offer", ".keys"):
        expect(plain.locator(part)).to_be_hidden()


def test_a_reader_picks_sentences_and_annotates(plain, article):
    last = len(article.current.table.blocks) - 1
    plain.goto(article.get_absolute_url())
    plain.locator(f"#b{last} + .notes .pick").click()
    first, second = article.current.table.blocks[last].text.split(". ", 1)
    plain.get_by_role("group", name="First sentence").get_by_label(first).check()
    plain.get_by_role("group", name="Last sentence").get_by_label(second).check()
    plain.get_by_role("button", name="Annotate this passage").click()
    expect(plain.locator("blockquote.quote")).to_have_text(article.current.table.blocks[last].text)
    plain.get_by_label("Counterargument").check()
    plain.get_by_label("Claim you deny").fill("Nobody has seen them.")
    plain.get_by_label("Text", exact=True).fill("I have.")
    plain.get_by_role("button", name="Save").click()
    made = Annotation.objects.get()
    assert (made.kind, made.claim, made.exact) == (
        "counterargument",
        "Nobody has seen them.",
        article.current.table.blocks[last].text,
    )
    expect(plain.locator(f"#note-{made.key}")).to_be_in_viewport()


def test_a_missing_claim_is_told_and_the_words_are_kept(plain, article, complaints):
    start = article.current.table.blocks[-1].start
    plain.goto(
        f"{article.get_absolute_url()}annotations/?revision={article.current.pk}&start={start}&end={start + 6}"
    )
    plain.get_by_label("Counterargument").check()
    plain.get_by_label("Text", exact=True).fill("Kept words.")
    plain.get_by_role("button", name="Save").click()
    expect(plain.locator(".errorlist")).to_be_visible()
    expect(plain.get_by_label("Text", exact=True)).to_have_value("Kept words.")
    complaints.clear()


def test_a_reader_replies_and_reports(plain, article):
    note = make_annotation(article, "An employer must sign", body="Buy my pills.")
    plain.goto(article.get_absolute_url())
    plain.locator(f"#note-{note.key}").get_by_role("link", name="Reply").click()
    plain.get_by_label("Your reply").fill("No, thank you.")
    plain.locator("main").get_by_role("button", name="Reply").click()
    assert Annotation.objects.latest("pk").body == "No, thank you."
    plain.goto(article.get_absolute_url())
    plain.locator(f"#note-{note.key} > .acts").get_by_role("link", name="Report").click()
    plain.get_by_label("It is advertising or spam").check()
    plain.locator("main").get_by_role("button", name="Report").click()
    assert Report.objects.get().annotation_id == note.pk
