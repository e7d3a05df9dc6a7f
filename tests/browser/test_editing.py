"""An editor brings in documents through the desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.models import Article
from policy import Role
from tests.browser.helpers import sign_in
from tests.browser.texts import RICH
from tests.build import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_editor_sees_what_was_recognised_before_anything_is_saved_and_imports(page, live_server):
    sign_in(page.context, make_user("editor", Role.EDITOR), str(live_server))
    page.goto("/admin/articles/article/import/")
    page.locator("input[type=file]").set_input_files(
        [{"name": "rich.md", "mimeType": "text/markdown", "buffer": RICH.encode()}]
    )
    page.get_by_role("button", name="Look at them").click()
    expect(page.locator("#content")).to_contain_text("rich.md")
    assert not Article.objects.exists()
    title = page.get_by_label("Title:")
    expect(title).to_have_value("A text of many kinds")
    title.fill("A title corrected")
    row = page.locator(".outline .row", has_text="Lists and tables")
    row.get_by_label("Kind").select_option("paragraph")
    page.locator("[name=publication]").select_option("draft")
    page.get_by_role("button", name="Import this document").click()
    expect(page.locator("#content")).to_contain_text("What was imported")
    made = Article.objects.get()
    assert (made.title, made.is_published) == ("A title corrected", False)
    page.goto(made.get_absolute_url())
    expect(page.locator(".banner")).to_contain_text("draft")
    expect(page.locator("p.b-paragraph", has_text="Lists and tables")).to_be_visible()
    page.goto("/admin/articles/article/")
    page.locator("[name=_selected_action]").check()
    page.locator("[name=action]").select_option("publish_selected")
    page.locator("[name=index]").click()
    made.refresh_from_db()
    assert made.is_published
