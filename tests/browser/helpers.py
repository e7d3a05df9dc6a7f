"""What the journeys have in common."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from articles.models import Article
from tests.browser.texts import RICH
from tests.build import make_article


def rich_article(**options: Any) -> Article:
    """The article with everything that makes offsets hard."""
    return make_article(RICH, file="rich.md", **options)


def text_of(article: Article) -> str:
    """The canonical text that the page shows."""
    assert article.current is not None
    return article.current.text


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """Give the browser the cookie of a session; signing in through the form is a journey of its own."""
    client = Client()
    client.force_login(user)
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": address,
            }
        ]
    )


def open_article(page: Page, article: Article) -> None:
    """Open the reading page and wait until its modules are at work."""
    page.goto(article.get_absolute_url())
    expect(page.locator("html[data-script=on]")).to_be_attached()


PLACE = """async ([start, end]) => {
    const { rangeAt } = await import("/static/js/offsets.js");
    const root = document.querySelector("[data-article-text]");
    const range = rangeAt(root, start, end);
    range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    const lines = [...range.getClientRects()].filter((line) => line.width > 0);
    const first = lines[0], last = lines.at(-1);
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}"""
SELECT = """async ([start, end]) => {
    const { rangeAt } = await import("/static/js/offsets.js");
    const range = rangeAt(document.querySelector("[data-article-text]"), start, end);
    range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def place_of(article: Article, quote: str) -> tuple[int, int]:
    """Canonical offsets of the first place of ``quote``."""
    start = text_of(article).index(quote)
    return start, start + len(quote)


def drag_over(page: Page, article: Article, quote: str) -> None:
    """Select ``quote`` with the mouse."""
    left, top, right, bottom = page.evaluate(PLACE, list(place_of(article, quote)))
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2)
    page.mouse.move(right, bottom)
    page.mouse.up()
    expect(page.locator("#toolbar")).to_be_visible()


def select(page: Page, article: Article, quote: str) -> None:
    """Select ``quote`` as a touch screen or an assistive tool does: there is only the change of the selection."""
    page.evaluate(SELECT, list(place_of(article, quote)))
    expect(page.locator("#toolbar")).to_be_visible()


def pick(page: Page, kind: str) -> None:
    """Take a kind in the bar; the composer opens."""
    page.locator(f"#toolbar [data-kind={kind}]").click()
    expect(page.locator("#composer")).to_be_visible()


def save(page: Page) -> None:
    """Send the composer and wait until the note stands in the page."""
    before = page.locator(".discussion [data-thread]").count()
    page.locator("[data-send]").click()
    expect(page.locator("#composer")).to_be_hidden()
    expect(page.locator(".discussion [data-thread]")).to_have_count(before + 1)
    expect(page.locator("#live")).to_have_text("Your note is saved and stands beside the text.")
