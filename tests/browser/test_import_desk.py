"""The import desk in a browser: corrected with keys alone, kept while typing, without a script, at every width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles import uploads
from articles.models import Article, Upload
from policy import Role
from tests.browser.helpers import sign_in
from tests.browser.texts import RICH
from tests.build import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAIN = """A question of visas

The first paragraph says that nobody needs an invitation to come here.

Who pays

The last paragraph doubts it. An employer must sign, it says, and pay 25,4019 of them.
"""


@pytest.fixture
def open_desk(open_context, live_server):
    """A page of an editor at the import desk."""
    editor = make_user("editor", Role.EDITOR)

    def make(**options) -> Page:
        context = open_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        sign_in(context, editor, str(live_server))
        page: Page = context.new_page()
        page.goto("/admin/articles/article/import/")
        return page

    return make


def send(page: Page, *files: tuple[str, str]) -> None:
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files]
    )
    page.get_by_role("button", name="Look at them").click()


def test_a_document_is_corrected_and_imported_with_keys_alone(open_desk):
    page = open_desk()
    send(page, ("a.txt", PLAIN))
    expect(page.locator("html[data-desk=on]")).to_be_attached()
    page.keyboard.press("n")  # the first guess: the heading
    expect(page.locator("#b1")).to_be_focused()
    page.keyboard.press("3")
    expect(page.locator("#id_b1-level")).to_have_value("3")
    page.keyboard.press("k")
    page.keyboard.press("t")
    expect(page.locator("#id_b0-speaker")).to_be_focused()
    page.keyboard.type("j. Ann")  # words, no commands
    page.keyboard.press("Escape")
    expect(page.locator("#b0")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("q")
    expect(page.locator("#id_b2-kind")).to_have_value("quote")
    page.keyboard.press("u")
    expect(page.locator("#id_b2-kind")).to_have_value("paragraph")
    expect(page.locator("#b1")).to_have_class("row corrected")
    page.get_by_role("button", name="Import this document").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".files")).to_contain_text("new article")
    blocks = Article.objects.get().current.table.blocks
    assert [(block.kind.value, block.level, block.speaker) for block in blocks] == [
        ("turn", 0, "j. Ann"),
        ("heading", 3, ""),
        ("paragraph", 0, ""),
    ]


def test_what_is_typed_is_kept_without_pressing_anything(open_desk):
    page = open_desk()
    send(page, ("a.txt", PLAIN))
    expect(page.locator("html[data-desk=on]")).to_be_attached()
    page.get_by_label("Title").fill("Typed with care")
    page.keyboard.press("Tab")
    expect(page.locator(".bar [role=status]")).to_have_text("Kept")
    page.locator("#b1").focus()
    page.keyboard.press("y")
    expect(page.locator("#b1")).not_to_have_class("guessed")
    expect(page.locator(".bar [role=status]")).to_have_text("Kept")
    assert Upload.objects.get().corrections == {"title": "Typed with care", "blocks": {"1": {"agreed": True}}}
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Typed with care")


def test_a_warning_leads_to_its_block_and_back(open_desk):
    page = open_desk()
    send(page, ("a.txt", PLAIN))
    page.get_by_role("link", name="to the block of warning 1").click()
    expect(page.locator("#b2")).to_be_in_viewport()
    page.locator("#b2").get_by_role("link", name="back to warning 1").click()
    expect(page.locator("#w1")).to_be_in_viewport()


def test_long_work_goes_on_by_itself(open_desk, monkeypatch):
    monkeypatch.setattr(uploads, "SLICE", 0)
    monkeypatch.setattr(uploads.read_some, "__defaults__", (0.02,))
    monkeypatch.setattr(uploads.import_some, "__kwdefaults__", {"seconds": 0.02})
    page = open_desk()
    send(
        page, *((f"{number}.txt", PLAIN.replace("A question", f"Question {number}")) for number in range(30))
    )
    expect(page.get_by_role("button", name="Import 30 documents")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Import 30 documents").click()
    expect(page.get_by_role("heading", name="What was imported")).to_be_visible(timeout=30_000)
    assert Article.objects.count() == 30


def test_everything_works_without_a_script(open_desk):
    page = open_desk(java_script_enabled=False, viewport={"width": 360, "height": 760})
    page.get_by_label("Or paste a text").fill(PLAIN)
    page.get_by_role("button", name="Look at them").click()
    expect(page.get_by_text("Correct with the keyboard")).to_be_hidden()
    expect(page.locator("#id_b0-speaker")).to_be_hidden()
    page.locator("#id_b0-kind").select_option("turn")
    page.locator("#id_b0-speaker").fill("Ann")  # shown by the style sheet alone
    page.get_by_role("button", name="only guesses").click()
    expect(page.locator("[data-row]")).to_have_count(1)
    page.locator("#id_b1-agreed").check()
    page.get_by_role("button", name="Import this document").click()
    expect(page.locator(".files")).to_contain_text("new article")
    assert Article.objects.get().current.table.blocks[0].speaker == "Ann"


@pytest.mark.parametrize("width", [360, 768, 1280, 1680])
def test_nothing_runs_over_the_edge_and_texts_stand_side_by_side_where_there_is_room(open_desk, width):
    make_article(RICH, file="rich.md")
    page = open_desk(viewport={"width": width, "height": 900})
    send(page, ("rich.md", RICH.replace("An opening paragraph", "The first paragraph")), ("b.txt", PLAIN))
    expect(page.locator(".files")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".title a", has_text="A text of many kinds").click()
    expect(page.locator(".difference")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    changed = page.locator(".difference .replace")
    if width >= 1280:
        before, after = changed.locator(".before").bounding_box(), changed.locator(".after").bounding_box()
        assert before["y"] == after["y"]
        assert before["x"] + before["width"] <= after["x"]
        expect(changed.locator(".together")).to_be_hidden()
    else:
        expect(changed.locator(".together del").first).to_have_text("An opening")
        expect(changed.locator(".before")).to_be_hidden()
