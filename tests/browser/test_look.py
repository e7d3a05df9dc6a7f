"""What the page weighs, and that marks take no room."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from tests.browser.helpers import open_article, rich_article, text_of
from tests.build import make_annotation, make_article, make_user

STATIC = Path(settings.BASE_DIR) / "static"
KIB = 1024


def packed(pattern: str) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in STATIC.glob(pattern))


def test_the_modules_and_the_sheets_stay_light():
    assert packed("js/*.js") <= 20 * KIB
    desk = packed("css/desk.css") + packed("css/import.css")  # loaded in the admin alone
    assert packed("css/*.css") - desk <= 15 * KIB
    assert desk <= 5 * KIB


def test_hashed_modules_import_hashed_modules(tmp_path):
    hashed = settings.STORAGES | {
        "staticfiles": {"BACKEND": "kvisa_site.static_storage.HashedModulesStorage"}
    }
    with override_settings(STORAGES=hashed, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
    names = {path.name for path in tmp_path.glob("js/*.js")}
    modules = [name for name in names if re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name)]
    assert len(modules) == len(list(STATIC.glob("js/*.js")))
    for name in modules:
        for imported in re.findall(
            r'^import .* from "\./(.+?)";$', (tmp_path / "js" / name).read_text(), re.M
        ):
            assert imported in modules, f"{name} imports {imported}"


def test_no_page_or_module_asks_another_host_for_anything():
    for path in [
        *STATIC.glob("**/*.css"),
        *STATIC.glob("**/*.js"),
        *Path(settings.BASE_DIR, "templates").glob("**/*.html"),
    ]:
        text = path.read_text()
        assert not re.search(r"""(?:src|url\(|@import|fetch\()\s*=?\s*["'(]*https?://""", text), path
        assert not re.search(r"""<(?:style|script(?![^>]*src))|\sstyle=|\son[a-z]+=["']""", text), path


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 768, 1280, 1680])
def test_marks_break_no_line_elsewhere(open_context, live_server, width):
    article, author = rich_article(), make_user()
    text = text_of(article)
    for start in range(12, len(text) - 60, 9):
        quote = text[start : start + 25]
        if "\n" not in quote and text.count(quote) == 1:
            make_annotation(article, quote, author, kind="highlight", body="")
    page = open_context(viewport={"width": width, "height": 900}).new_page()
    open_article(page, article)
    assert page.locator("mark").count() > 20
    measure = (
        "[...document.querySelectorAll('[data-block]')].map((block) => block.getBoundingClientRect().height)"
    )
    page.evaluate("for (const aside of document.querySelectorAll('.notes')) aside.remove()")
    marked = page.evaluate(measure)
    page.evaluate(
        "for (const mark of document.querySelectorAll('[data-article-text] mark')) mark.replaceWith(...mark.childNodes);"
        "document.querySelector('[data-article-text]').normalize()"
    )
    assert page.evaluate(measure) == pytest.approx(marked, abs=0.5)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_says_when_it_is_painted(page, live_server):
    open_article(page, rich_article())
    page.wait_for_function("performance.getEntriesByName('kv:painted').length === 1")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_paper_marks_have_underlines_and_notes_their_words(page, live_server):
    article = rich_article()
    make_annotation(
        article,
        "An employer must sign",
        make_user(display_name="陈梅"),
        kind="counterargument",
        claim="None must.",
    )
    open_article(page, article)
    page.emulate_media(media="print")
    mark = page.locator("mark", has_text="An employer must sign")
    assert "underline" in mark.evaluate("mark => getComputedStyle(mark).textDecorationLine")
    assert page.locator(".chip-words").evaluate("words => getComputedStyle(words).display") != "none"
    assert page.locator(".pick").first.evaluate("sign => getComputedStyle(sign).display") == "none"
    assert page.locator(".site-header").is_hidden()


COLUMN = """() => {
    const texts = [...document.querySelectorAll(".text > .b")].filter((block) => block.textContent.length > 200);
    return texts.map((block) => block.getBoundingClientRect().width);
}"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 768, 1280, 1680])
def test_a_revision_is_set_in_the_same_column_as_the_article(open_context, live_server, width):
    article = make_article("A long text\n\n" + "Nobody needs an invitation, says the rule. " * 12)
    page = open_context(viewport={"width": width, "height": 900}).new_page()
    columns = []
    for address in (article.get_absolute_url(), f"{article.get_absolute_url()}revisions/1/"):
        page.goto(address)
        (column,) = page.evaluate(COLUMN)
        columns.append(column)
    assert columns[0] == pytest.approx(columns[1], abs=1)
    assert columns[0] > 0.8 * min(width, 640)


APOSTROPHE = """(words) => {
    const line = Object.assign(document.createElement("p"), { className: "b", lang: "en" });
    line.append(Object.assign(document.createElement("span"), { textContent: words }));
    document.querySelector("[data-article-text]").append(line);
    return line.firstChild.getBoundingClientRect().width / parseFloat(getComputedStyle(line).fontSize);
}"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_english_apostrophe_is_not_as_wide_as_a_han_character(page, live_server):
    open_article(page, rich_article())
    assert page.evaluate(APOSTROPHE, "’") < 0.5
