"""Every kind of page passes axe's rules for WCAG 2.0 to 2.2, A and AA, and its best practices."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from policy import Role
from tests.browser.helpers import open_article, pick, rich_article, select, sign_in
from tests.browser.texts import RICH
from tests.build import make_annotation, make_reply, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = {"wide-light": (1280, "light"), "narrow-dark": (360, "dark")}
MORE_LOOKS = {**LOOKS, "wide-dark": (1280, "dark"), "narrow-light": (360, "light")}


@pytest.fixture
def open_as(open_context: Callable[..., BrowserContext], live_server, complaints):
    """Open a page with a look, signed in or not. axe tries styles that our policy forbids: they are no complaint."""

    def make(look: str, user: User | None = None) -> Page:
        width, scheme = MORE_LOOKS[look]
        context = open_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        if user is not None:
            sign_in(context, user, str(live_server))
        return context.new_page()

    yield make
    complaints.clear()


@pytest.fixture
def article(live_server):
    return rich_article()


@pytest.fixture
def discussed(article):
    """Notes of every kind, over each other, with answers."""
    author = make_user("author", display_name="陈梅")
    note = make_annotation(
        article,
        "An employer must sign",
        author,
        kind="counterargument",
        claim="No.",
        source="https://example.org/a",
    )
    for kind in ("note", "question", "highlight"):
        make_annotation(
            article, "must sign, it says", author, kind=kind, body="" if kind == "highlight" else "**Words**."
        )
    make_annotation(article, "新签证🤣到底", author, kind="evidence", source="国务院令第814号")
    make_annotation(article, "few 🤏", author)
    make_reply(make_reply(note, body="Yes."), author, body="No.")
    return note


def violations(page) -> list[str]:
    """What axe finds, one line a rule and place."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{page.url} {rule['id']}: {node['target']} {node['html'][:120]} {node['failureSummary'][:300]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


@pytest.mark.parametrize("look", MORE_LOOKS)
def test_public_pages_have_no_violation(open_as, article, discussed, look):
    page = open_as(look)
    found: list[str] = []
    for address in (
        "/",
        "/articles/",
        article.get_absolute_url(),
        discussed.get_absolute_url(),
        f"{article.get_absolute_url()}passages/?block=2",
        "/people/author/",
        "/accounts/login/",
        "/accounts/signup/",
        "/nowhere/",
    ):
        page.goto(address)
        found += violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", LOOKS)
def test_pages_for_writing_have_no_violation(open_as, article, discussed, look):
    page = open_as(look, make_user("梅", Role.MODERATOR))
    found: list[str] = []
    place = f"revision={article.current.pk}&start=30&end=60"
    for address in (
        f"{article.get_absolute_url()}annotations/?{place}",
        f"/annotations/{discussed.key}/replies/",
        f"/annotations/{discussed.key}/reports/",
        f"/annotations/{discussed.key}/hiding/",
        "/me/",
        "/me/settings/",
        "/moderation/",
        "/moderation/ledger/",
    ):
        page.goto(address)
        found += violations(page)
    page.goto(f"{article.get_absolute_url()}annotations/?{place}&kind=counterargument")
    page.locator("main").get_by_role("button", name="Save").click()
    expect(page.locator(".errorlist").first).to_be_visible()
    found += violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", LOOKS)
def test_the_bar_the_composer_and_the_panel_have_no_violation(open_as, article, discussed, look):
    page = open_as(look, make_user("梅"))
    open_article(page, article)
    page.locator("mark.m-depth-3").first.click()
    expect(page.locator("#panel")).to_be_visible()
    found = violations(page)
    page.keyboard.press("Escape")
    select(page, article, "Nobody has seen the rules")
    found += violations(page)
    pick(page, "counterargument")
    page.locator("[data-send]").click()
    expect(page.locator("#composer .errorlist").first).to_be_visible()
    found += violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", MORE_LOOKS)
def test_the_import_desk_has_no_violation(open_as, article, look):
    page = open_as(look, make_user("editor", Role.EDITOR))
    files = [
        {"name": "rich.md", "mimeType": "text/markdown", "buffer": RICH.replace("opening", "first").encode()},
        {"name": "bad.md", "mimeType": "text/markdown", "buffer": b"---\ntitle: [\n---\nx\n"},
        {
            "name": "new.txt",
            "mimeType": "text/plain",
            "buffer": "Who pays 25,4019\n\nNobody\u200b.\n".encode(),
        },
    ]
    page.goto("/admin/articles/article/import/")
    page.locator("input[type=file]").set_input_files(files)
    page.locator("#content form [type=submit]").first.click()
    expect(page.locator(".files")).to_be_visible()
    found = violations(page)
    for name in ("A text of many kinds", "bad.md", "Who pays"):
        page.get_by_role("link", name=name).last.click()
        expect(page.locator("form[data-desk]")).to_be_visible()
        found += violations(page)
        page.go_back()
    page.get_by_role("button", name="Import 2 documents").click()
    expect(page.get_by_role("heading", name="What was imported")).to_be_visible()
    found += violations(page)
    for address in ("/admin/articles/article/import/", f"/admin/articles/article/{article.pk}/text/"):
        page.goto(address)
        found += violations(page)
    assert not found, "\n".join(found)
