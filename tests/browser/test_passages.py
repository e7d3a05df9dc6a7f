"""Links to passages and citations, as readers make and follow them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import drag_over, open_article, place_of, rich_article
from tests.build import TEXT, make_article, revise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POINTED = "() => [...(CSS.highlights.get('kv-pointed') ?? [])].map(String).join('|')"


def test_a_copied_link_shows_the_words_it_was_made_for(open_context, live_server):
    article = rich_article()
    page = open_context().new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    open_article(page, article)
    quote = article.current.table.blocks[2].text[:12]
    drag_over(page, article, quote)
    page.locator("#toolbar [data-act=link]").click()
    expect(page.locator("#live")).to_have_text("The link to the passage is copied.")
    start, end = place_of(article, quote)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/articles/{article.slug}/passages/1:{start}-{end}/")
    page.goto(copied)
    expect(page.locator("#passage")).to_be_in_viewport()
    assert "".join(page.locator(".m-pointed").all_text_contents()) == quote


def test_the_short_form_of_an_address_paints_and_follows(page: Page):
    article = make_article()
    start, end = place_of(article, "K签证🤣，让许多人")
    page.goto(f"{article.get_absolute_url()}#p=1:{start}-{end}")
    expect(page.locator("html[data-script=on]")).to_be_attached()
    assert page.evaluate(POINTED) == "K签证🤣，让许多人"
    revise(article, TEXT.replace("The first", "Quite at the start: the first"))
    page.goto("about:blank")
    page.goto(f"{article.get_absolute_url()}#p=1:{start}-{end}")
    page.wait_for_url(f"**/?p=1:{start}-{end}#passage")
    expect(page.locator(".m-pointed")).to_have_text("K签证🤣，让许多人")


def test_a_chosen_passage_is_cited(open_context, live_server):
    article = make_article()
    page = open_context().new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    open_article(page, article)
    drag_over(page, article, "nobody needs an invitation")
    page.locator("#toolbar [data-act=cite]").click()
    page.wait_for_url("**/citation/")
    page.locator("[data-copy=cite-bibtex]").click()
    expect(page.locator("#copied")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@online{")


def test_without_a_script_a_link_still_shows_its_words(open_context):
    article = make_article()
    start, end = place_of(article, "nobody needs an invitation")
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"/articles/{article.slug}/passages/1:{start}-{end}/")
    expect(page.locator("#passage")).to_have_text("nobody needs an invitation")
    expect(page.locator("#passage")).to_be_in_viewport()
