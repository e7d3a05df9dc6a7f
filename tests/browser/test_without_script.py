"""Everything that matters works on a page whose scripts are off."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotations.actions import report
from annotations.models import Annotation, Report
from policy import Role
from tests.browser.helpers import rich_article, sign_in
from tests.build import PASSWORD, make_annotation, make_user, revise

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


def pick_the_last_sentence(plain, article):
    plain.goto(article.get_absolute_url())
    plain.locator(f"#b{len(article.current.table.blocks) - 1} + .notes .pick").click()
    plain.get_by_role("button", name="Annotate this passage").click()


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("Highlight", {}),
        ("Note", {"Text": "See also the rule."}),
        ("Question", {"Text": "Says who?"}),
        ("Evidence", {"Source": "https://example.org/rule"}),
        ("Counterargument", {"Claim you deny": "Nobody.", "Text": "Somebody.", "Source": "A report, p. 3"}),
    ],
)
def test_every_kind_is_written_and_stands_in_the_text(plain, article, kind, fields):
    pick_the_last_sentence(plain, article)
    plain.get_by_label(kind, exact=True).check()
    for label, words in fields.items():
        plain.get_by_label(label, exact=True).fill(words)
    plain.get_by_role("button", name="Save").click()
    made = Annotation.objects.get()
    assert made.kind == kind.lower()
    expect(plain.locator(f"mark.m-{made.kind}")).to_have_text(made.exact)
    for words in fields.values():
        expect(plain.locator(f"#note-{made.key}")).to_contain_text(words)


def test_a_fieldset_shows_only_what_its_kind_asks_for(plain, article):
    pick_the_last_sentence(plain, article)
    expect(plain.get_by_label("Claim you deny")).to_be_hidden()
    plain.get_by_label("Counterargument").check()
    expect(plain.get_by_label("Claim you deny")).to_be_visible()
    expect(plain.get_by_label("Source", exact=True)).to_be_visible()


@pytest.fixture
def open_as(open_context, live_server):
    """A page without scripts for somebody."""

    def make(person):
        context = open_context(viewport={"width": 360, "height": 760}, java_script_enabled=False)
        sign_in(context, person, str(live_server))
        return context.new_page()

    return make


def test_an_author_edits_reads_the_history_and_withdraws(open_as, article):
    author = make_user("author")
    note = make_annotation(article, "An employer must sign", author, body="First words.")
    page = open_as(author)
    page.goto(note.get_absolute_url())
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Text", exact=True).fill("Better words.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="edited").click()
    expect(page.locator("main")).to_contain_text("First words.")
    page.get_by_role("link", name="Back to the discussion").click()
    page.get_by_role("link", name="Withdraw").click()
    page.locator("main").get_by_role("button", name="Withdraw").click()
    expect(page.locator("[data-article-text]")).to_be_visible()
    expect(page.locator("mark")).to_have_count(0)


def test_a_moderator_hides_and_restores(open_as, article):
    note = make_annotation(article, "An employer must sign", body="Buy my pills.")
    report(actor=make_user(), annotation=note, reason="spam", detail="Pills.")
    page = open_as(make_user("moderator", Role.MODERATOR))
    page.goto("/")
    page.get_by_role("link", name="Moderation").click()
    expect(page.locator(".reported")).to_contain_text("Pills.")
    page.get_by_role("link", name="Decide").click()
    page.get_by_label("Reason").fill("Advertising.")
    page.get_by_role("button", name="Hide").click()
    expect(page.locator("main")).to_contain_text("The room is at peace.")
    page.get_by_role("link", name="Ledger of decisions").click()
    expect(page.locator("main")).to_contain_text("Advertising.")
    page.goto(note.get_absolute_url())
    page.get_by_role("link", name="Restore").click()
    page.get_by_label("Reason").fill("A mistake.")
    page.get_by_role("button", name="Restore").click()
    note.refresh_from_db()
    assert not note.is_hidden


def test_whoever_was_signed_out_meanwhile_signs_in_and_goes_on(plain, article, complaints):
    pick_the_last_sentence(plain, article)
    plain.get_by_label("Text", exact=True).fill("Typed for an hour.")
    plain.context.clear_cookies(name="sessionid")
    plain.get_by_role("button", name="Save").click()
    plain.get_by_label("User name or e-mail address").fill("梅")
    plain.get_by_label("Password").fill(PASSWORD)
    plain.locator("main").get_by_role("button", name="Sign in").click()
    expect(plain.get_by_label("Text", exact=True)).to_have_value("Typed for an hour.")
    plain.get_by_role("button", name="Save").click()
    assert Annotation.objects.get().body == "Typed for an hour."


def test_words_on_a_passage_that_is_gone_are_put_on_another(plain, article, complaints):
    pick_the_last_sentence(plain, article)
    plain.get_by_label("Text", exact=True).fill("Typed for an hour.")
    article = revise(article, "# A text of many kinds\n\nEverything is new here. Nothing has stayed.\n")
    plain.get_by_role("button", name="Save").click()
    expect(plain.locator("[role=alert]")).to_be_visible()
    expect(plain.get_by_label("Text", exact=True)).to_have_value("Typed for an hour.")
    pick_the_last_sentence(plain, article)
    expect(plain.get_by_label("Text", exact=True)).to_have_value("Typed for an hour.")
    plain.get_by_role("button", name="Save").click()
    made = Annotation.objects.get()
    assert (made.revision, made.body) == (article.current, "Typed for an hour.")
    complaints.clear()


def test_an_expired_form_gives_the_words_back(plain, article, complaints):
    pick_the_last_sentence(plain, article)
    plain.get_by_label("Text", exact=True).fill("Typed for an hour.")
    plain.context.clear_cookies(name="csrftoken")
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_role("textbox", name="What you typed")).to_have_value("Typed for an hour.")
    complaints.clear()
