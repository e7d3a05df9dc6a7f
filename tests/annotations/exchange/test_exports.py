"""Exports: each form says what it should, to whom it should, whatever the number of notes."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from annotations import actions
from annotations.exchange import outgoing
from annotations.formats.table import COLUMNS
from policy import Role
from tests.annotations.protocol.client import ProtocolClient
from tests.build import make_annotation, make_article, make_reply, make_user

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def author():
    return make_user("ada", display_name="Ada 签证")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def content(answer) -> str:
    assert answer.status_code == 200
    return str(answer.getvalue().decode())


def exported(client: Client, name: str, form: str, *arguments: str) -> str:
    return content(client.get(reverse(name, args=[*arguments, form])))


def test_a_reader_takes_away_everything_of_their_own_and_nothing_else(article, author):
    make_annotation(article, QUOTE, author, visibility="private", body="Mine alone.")
    other = make_annotation(article, QUOTE, body="Somebody else's.")
    make_reply(other, author, "My answer.")
    for form in ("jsonld", "json", "csv", "md", "html"):
        text = exported(signed_in(author), "my-export", form)
        assert "Mine alone." in text, form
        assert "My answer." in text, form
        assert "Somebody else" not in text, form
    answer = signed_in(author).get(reverse("my-export", args=["md"]))
    assert answer["Content-Disposition"] == 'attachment; filename="my-annotations.md"'
    assert answer["Cache-Control"] == "private, no-store"


def test_a_program_takes_its_persons_notes_away_with_a_token(article, author):
    make_annotation(article, QUOTE, author, visibility="private", body="Mine alone.")
    program = ProtocolClient(author, may_write=False)
    data = json.loads(content(program.get(reverse("my-export", args=["jsonld"]))))
    assert data["first"]["items"][0]["body"]["value"] == "Mine alone."
    assert Client().get(reverse("my-export", args=["jsonld"])).status_code == 302


def test_an_article_and_the_whole_library_leave_without_private_or_hidden_words(article, author):
    make_annotation(article, QUOTE, author, body="For all.")
    make_annotation(article, QUOTE, author, visibility="private", body="A canary.")
    hidden = make_annotation(article, QUOTE, author, body="A canary.")
    moderator = make_user("m", Role.MODERATOR)
    actions.hide(actor=moderator, annotation=hidden, reason="Rude.")
    for form in ("jsonld", "json", "csv", "md", "html"):
        for user in (author, moderator):
            text = exported(signed_in(user), "article-export", form, article.slug)
            assert "For all." in text, form
            assert "canary" not in text, form
        assert "canary" not in exported(signed_in(moderator), "export", form)
        assert signed_in(author).get(reverse("export", args=[form])).status_code == 404
    assert Client().get(reverse("article-export", args=[article.slug, "doc"])).status_code == 404


def test_json_ld_is_one_collection_also_when_it_is_empty(article, author):
    empty = json.loads(exported(Client(), "article-export", "jsonld", article.slug))
    assert (empty["total"], "first" in empty) == (0, False)
    make_annotation(article, QUOTE, author)
    data = json.loads(exported(Client(), "article-export", "jsonld", article.slug))
    assert (data["type"], data["total"], data["first"]["type"]) == (
        "AnnotationCollection",
        1,
        "AnnotationPage",
    )
    (item,) = data["first"]["items"]
    assert item == ProtocolClient().get(item["id"]).json()


def test_hypothesis_json_is_what_its_tools_read(article, author):
    note = make_annotation(
        article,
        QUOTE,
        author,
        kind="counterargument",
        claim="No.",
        body="Because.",
        source="A book",
        tags=["visa"],
    )
    reply = make_reply(make_reply(note))
    rows = json.loads(exported(Client(), "article-export", "json", article.slug))["rows"]
    first = next(row for row in rows if row["id"] == note.key)
    assert first["user"] == "acct:ada@testserver"
    assert first["user_info"]["display_name"] == "Ada 签证"
    assert first["text"] == "**Denies:** No.\n\nBecause.\n\n**Source:** A book"
    assert (first["tags"], first["group"], first["references"]) == (["visa"], "__world__", [])
    selectors = {selector["type"]: selector for selector in first["target"][0]["selector"]}
    assert selectors["TextQuoteSelector"]["exact"] == QUOTE
    last = next(row for row in rows if row["id"] == reply.key)
    assert last["references"] == [note.key, reply.parent.key]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "  @"])
def test_no_cell_of_a_table_is_a_formula(article, author, start):
    words = f'{start}HYPERLINK("https://evil.example")'
    make_annotation(article, QUOTE, author, kind="evidence", body=words, source=words, tags=[words])
    text = exported(Client(), "article-export", "csv", article.slug)
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert list(row) == list(COLUMNS)
    for cell in row.values():
        assert cell.lstrip(" ")[:1] not in set("=+-@＝＋－＠\t\r")
    assert row["text"].endswith(words.lstrip() if start.startswith(" ") else words)


def test_markdown_has_quote_words_and_link_and_threads(article, author):
    late = make_annotation(article, "An employer must sign", author, body="Late.")
    note = make_annotation(article, QUOTE, author, body="First *of all*.", tags=["K visa", "签证"])
    make_reply(note, body="> quoted\n\nNo.")
    text = exported(Client(), "article-export", "md", article.slug)
    assert text.startswith(f"# [{article.title}](http://testserver{article.get_absolute_url()})\n")
    assert f"> {QUOTE}\n\n**Note** · Ada 签证 · [" in text
    assert f"](http://testserver/annotations/{note.key}/)" in text
    assert "First *of all*." in text
    assert "#K-visa #签证" in text
    assert "> > quoted\n>\n> No." in text
    assert text.index(f"annotations/{note.key}/") < text.index(f"annotations/{late.key}/"), (
        "in the order of the text"
    )


def test_the_annotated_edition_prints_the_text_with_its_notes(article, author):
    note = make_annotation(article, QUOTE, author, body="Why so?")
    make_reply(note, body="Because.")
    html = exported(Client(), "article-export", "html", article.slug)
    assert "<mark" in html
    for words in ("Why so?", "Because.", "An employer must sign", "Ada 签证"):
        assert words in html
    assert html.index(QUOTE) < html.index("Why so?") < html.index("An employer must sign")


def test_an_export_costs_queries_by_the_hundred_not_by_the_note(article, author, monkeypatch):
    monkeypatch.setattr(outgoing, "CHUNK", 10)
    for _number in range(9):
        make_annotation(article, QUOTE, author, tags=["visa"])
    before = queries(article)
    for _number in range(10):
        make_annotation(article, QUOTE, author, tags=["visa"])
    assert queries(article) - before == 4, "one more chunk: its rows, their tags in two queries, their places"


def queries(article) -> int:
    with CaptureQueriesContext(connection) as caught:
        exported(Client(), "article-export", "jsonld", article.slug)
    return len(caught)


def test_pages_link_the_exports(article, author):
    make_annotation(article, QUOTE, author)
    editor = signed_in(make_user("e", Role.EDITOR))
    for page, name, arguments in [
        (article.get_absolute_url(), "article-export", [article.slug]),
        (reverse("mine"), "my-export", []),
        (reverse("discussion"), "export", []),
    ]:
        html = editor.get(page).content.decode()
        for form in ("jsonld", "json", "csv", "md", "html"):
            assert f'href="{reverse(name, args=[*arguments, form])}"' in html, (page, form)


def test_the_desk_leads_to_export_and_import(article):
    moderator = signed_in(make_user("m", Role.MODERATOR))
    assert (
        reverse("discussion")
        in moderator.get(reverse("admin:annotations_annotation_changelist")).content.decode()
    )
    page = moderator.get(reverse("discussion")).content.decode()
    assert reverse("export", args=["csv"]) in page
    assert reverse("annotations-import") not in page, "moderators do not import"
    assert (
        reverse("export", args=["csv"])
        not in signed_in(make_user()).get(reverse("discussion")).content.decode()
    )
