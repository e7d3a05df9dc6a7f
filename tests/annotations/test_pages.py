"""The pages of annotating: they work without a script, keep what was typed, and cost the same for any number of notes."""

from __future__ import annotations

import json
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations import actions
from annotations.models import Annotation
from articles.text.html import text_of
from policy import Role
from tests.build import PASSWORD, TEXT, make_annotation, make_article, make_reply, make_user, revise

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def reader():
    return make_user("reader")


@pytest.fixture
def signed_in(reader):
    client = Client()
    client.force_login(reader)
    return client


def passage(article, quote=QUOTE, **fields):
    start = article.current.text.index(quote)
    values = {"revision": article.current_id, "start": start, "end": start + len(quote), "exact": quote}
    return (
        values | {"kind": "note", "visibility": "public", "body": "Why?", "claim": "", "source": ""} | fields
    )


def compose(client, article, **fields):
    return client.post(reverse("article-annotations", args=[article.slug]), passage(article, **fields))


def compose_json(client, article, **fields):
    return client.post(
        reverse("article-annotations", args=[article.slug]),
        passage(article, **fields),
        headers={"accept": "application/json"},
    )


def test_a_passage_is_picked_written_about_and_found_again_without_any_script(article, signed_in):
    page = signed_in.get(reverse("passages", args=[article.slug]), {"block": 0})
    assert page.status_code == 200
    chosen = signed_in.get(reverse("passages", args=[article.slug]), {"block": 0, "from": 0, "to": 1})
    form = signed_in.get(chosen.url)
    values = {
        name: form.context["form"][name].value()
        for name in ("revision", "start", "end", "exact", "prefix", "suffix")
    }
    assert values["exact"] == article.current.table.blocks[0].text
    sent = signed_in.post(
        reverse("article-annotations", args=[article.slug]),
        values | {"kind": "question", "visibility": "public", "body": "Really?"},
    )
    note = Annotation.objects.get()
    assert sent.url == f"{article.get_absolute_url()}#note-{note.key}"
    shown = signed_in.get(article.get_absolute_url()).content.decode()
    assert f'data-notes="{note.key}"' in shown
    assert f'id="note-{note.key}"' in shown


def test_picking_backwards_is_explained(article, signed_in):
    page = signed_in.get(reverse("passages", args=[article.slug]), {"block": 0, "from": 1, "to": 0})
    assert page.status_code == 422
    assert "must not stand before the first" in page.content.decode()


def test_marks_add_nothing_to_the_text(article):
    plain = text_nodes(Client(), article)
    for quote in (QUOTE, "an invitation. It says so", "𠮷K签证🤣"):
        make_annotation(article, quote)
    marked = text_nodes(Client(), article)
    assert marked == plain == [block.text for block in article.current.table.blocks]


def text_nodes(client, article) -> list[str]:
    page = client.get(article.get_absolute_url())
    return [text_of(str(item.html)) for group in page.context["page"].groups for item in group.items]


def test_the_browser_is_told_what_became_of_its_note(article, signed_in):
    key = str(uuid.uuid4())
    made = compose_json(signed_in, article, client_key=key)
    assert made.status_code == 201
    assert made.json()["key"] == Annotation.objects.get().key
    assert compose_json(signed_in, article, client_key=key).json()["key"] == made.json()["key"]


def test_a_false_passage_is_refused_and_what_was_typed_is_kept(article, signed_in):
    answer = compose_json(signed_in, article, exact="words that stand nowhere", body="Typed with care.")
    assert answer.status_code == 409
    assert answer.json()["current_revision"] == article.current_id
    page = compose(signed_in, article, exact="words that stand nowhere", body="Typed with care.")
    assert page.status_code == 409
    assert "Typed with care." in page.content.decode()
    assert "does not stand in the text" in page.content.decode()
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    "lie",
    [
        {"start": ""},
        {"start": "-1"},
        {"start": "1.5"},
        {"end": "many"},
        {"start": str(10**30)},
        {"revision": "0"},
        {"exact": ""},
        {"exact": "\x00"},
    ],
)
def test_nonsense_for_a_place_is_answered_at_its_field(article, signed_in, lie):
    answer = compose_json(signed_in, article, **lie)
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == set(lie)


def test_a_revision_of_another_article_is_refused(article, signed_in):
    other = make_article()
    assert compose_json(signed_in, article, revision=other.current_id).status_code == 409


def test_what_is_missing_is_asked_for_and_nothing_is_lost(article, signed_in):
    answer = compose_json(signed_in, article, kind="counterargument", body="", claim="It is false.")
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["body"]
    page = compose(signed_in, article, kind="counterargument", body="", claim="It is false.")
    assert "It is false." in page.content.decode()


def test_words_in_a_field_that_the_kind_does_not_have_are_not_thrown_away(article, signed_in):
    page = compose(signed_in, article, kind="note", claim="Typed with care.")
    assert page.status_code == 422
    assert "Only a counterargument denies a claim" in page.content.decode()
    assert "Typed with care." in page.content.decode()


def test_signing_in_keeps_the_note_that_was_begun(article, reader):
    client = Client()
    answer = compose(client, article, body="Begun before signing in.")
    assert answer.url.startswith(reverse("account_login"))
    signed = client.post(answer.url, {"login": reader.username, "password": PASSWORD})
    page = client.get(signed.url)
    assert "Begun before signing in." in page.content.decode()
    assert QUOTE in page.content.decode()


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("replies", {"body": "Begun before signing in."}),
        ("reports", {"reason": "other", "detail": "Begun before signing in."}),
    ],
)
def test_signing_in_keeps_a_reply_or_report_that_was_begun(article, reader, page, typed):
    note, client = make_annotation(article, QUOTE), Client()
    answer = client.post(reverse(page, args=[note.key]), typed)
    signed = client.post(answer.url, {"login": reader.username, "password": PASSWORD})
    assert signed.url == reverse(page, args=[note.key])
    form = client.get(signed.url).context["form"]
    assert {name: form[name].value() for name in typed} == typed
    assert client.get(signed.url).context["form"][list(typed)[-1]].value(), "looking at it loses nothing"
    client.post(signed.url, typed)
    again = client.get(signed.url).context["form"]
    assert not any(again[name].value() for name in typed)


@pytest.mark.parametrize("page", ["replies", "wording", "article-annotations"])
def test_what_is_too_long_to_keep_over_a_sign_in_is_given_back(article, page):
    note, client = make_annotation(article, QUOTE), Client()
    where = reverse(page, args=[article.slug if page == "article-annotations" else note.key])
    answer = client.post(where, {"body": "Kept. " * 12_000})
    assert answer.status_code == 422
    assert "Kept. Kept." in answer.content.decode()
    assert reverse("account_login") in answer.content.decode()
    assert not client.session.keys()


def test_signed_out_scripts_are_told_where_to_sign_in(article):
    answer = compose_json(Client(), article)
    assert answer.status_code == 401
    assert answer.json()["sign_in"].startswith(reverse("account_login"))


def test_a_note_of_a_megabyte_is_refused_politely(article, signed_in):
    answer = compose_json(signed_in, article, body="好" * 350_000)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["body"]


def test_scripts_in_notes_come_out_as_words(article, signed_in):
    compose(
        signed_in,
        article,
        body="<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))",
    )
    page = signed_in.get(article.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_a_thread_is_answered_edited_reported_and_withdrawn_on_its_pages(article, reader, signed_in):
    note = make_annotation(article, QUOTE)
    signed_in.post(reverse("replies", args=[note.key]), {"body": "I doubt it."})
    answer = Annotation.objects.get(kind="reply")
    signed_in.post(reverse("wording", args=[answer.key]), {"body": "I still doubt it.", "begun_at": ""})
    history = signed_in.get(reverse("history", args=[answer.key])).content.decode()
    assert "I doubt it." in history
    assert "I still doubt it." in history
    page = signed_in.get(reverse("annotation", args=[note.key])).content.decode()
    assert "I still doubt it." in page
    assert "<mark" in page
    assert signed_in.get(reverse("annotation", args=[answer.key])).url == answer.get_absolute_url()
    reported = signed_in.post(reverse("reports", args=[note.key]), {"reason": "off-topic", "detail": ""})
    assert reported.status_code == 302
    assert note.reports.count() == 1
    signed_in.post(reverse("withdrawal", args=[answer.key]))
    assert "I still doubt it." not in signed_in.get(article.get_absolute_url()).content.decode()


def test_an_edit_begun_in_two_windows_shows_both_wordings(article, reader, signed_in):
    note = make_annotation(article, QUOTE, reader, body="First.")
    first = {"body": "From here.", "visibility": "public", "begun_at": ""}
    assert signed_in.post(reverse("wording", args=[note.key]), first).status_code == 302
    second = signed_in.post(reverse("wording", args=[note.key]), first | {"body": "From there."})
    assert second.status_code == 409
    assert "From here." in second.content.decode()
    assert "From there." in second.content.decode()
    again = {
        "body": "From there.",
        "visibility": "public",
        "begun_at": second.context["form"]["begun_at"].value(),
    }
    assert signed_in.post(reverse("wording", args=[note.key]), again).status_code == 302


def test_a_moderator_reads_the_queue_hides_and_restores(article):
    note = make_annotation(article, QUOTE, body="Rude words.")
    moderator = Client()
    moderator.force_login(make_user("m", Role.MODERATOR))
    actions.report(actor=make_user(), annotation=note, reason="abuse")
    assert "Rude words." in moderator.get(reverse("moderation")).content.decode()
    moderator.post(reverse("hiding", args=[note.key]), {"reason": "Rude.", "decision": "hide"})
    assert "Rude words." not in Client().get(article.get_absolute_url()).content.decode()
    assert "No open reports" in moderator.get(reverse("moderation")).content.decode()
    moderator.post(reverse("restoration", args=[note.key]), {"reason": "On reflection."})
    assert "Rude words." in Client().get(article.get_absolute_url()).content.decode()
    assert "On reflection." in moderator.get(reverse("ledger")).content.decode()


def test_its_author_and_nobody_else_reads_why_a_note_was_hidden(article, reader, signed_in):
    note = make_annotation(article, QUOTE, reader)
    moderator = make_user("m", Role.MODERATOR)
    actions.hide(actor=moderator, annotation=note, reason="A first reason.")
    actions.hide(actor=moderator, annotation=note, reason="It names a neighbour.")
    for page in (reverse("mine"), note.get_absolute_url()):
        html = signed_in.get(page).content.decode()
        assert "Hidden by a moderator: It names a neighbour." in html
        assert "A first reason." not in html
    assert Client().get(note.get_absolute_url()).status_code == 404
    assert "neighbour" not in Client().get(f"/people/{reader}/").content.decode()
    actions.restore(actor=moderator, annotation=note, reason="On reflection.")
    assert "neighbour" not in signed_in.get(reverse("mine")).content.decode()


def test_a_note_says_that_its_private_past_is_not_shown(article, reader, signed_in):
    note = make_annotation(article, QUOTE, reader, visibility="private", body="A private thought.")
    actions.edit(actor=reader, annotation=note, body="For all.", visibility="public")
    html = Client().get(reverse("history", args=[note.key])).content.decode()
    assert "What it said while it was private is not shown." in html
    assert "A private thought." not in html


def test_a_decision_without_a_reason_is_asked_for_one(article):
    note = make_annotation(article, QUOTE)
    moderator = Client()
    moderator.force_login(make_user("m", Role.MODERATOR))
    assert moderator.post(reverse("hiding", args=[note.key]), {"reason": ""}).status_code == 422


def test_a_note_that_lost_its_place_is_listed_with_the_wording_it_was_written_on(article):
    note = make_annotation(article, QUOTE)
    article = revise(article, TEXT.replace(f"says that {QUOTE}", "keeps silent"))
    page = Client().get(article.get_absolute_url())
    assert [thread.annotation for thread in page.context["page"].orphans] == [note]
    html = page.content.decode()
    assert QUOTE in html
    assert reverse("revision", args=[article.slug, 1]) in html
    assert QUOTE in Client().get(reverse("revision", args=[article.slug, 1])).content.decode()


def test_a_passage_that_was_edited_says_so(article):
    make_annotation(article, "The first paragraph says that nobody needs an invitation.")
    article = revise(article, TEXT.replace("needs an invitation", "needs any invitation"))
    (thread,) = Client().get(article.get_absolute_url()).context["page"].threads
    assert thread.status == "edited"


def test_preview_shows_what_will_be_stored_to_signed_in_readers_only(signed_in):
    assert signed_in.post(reverse("preview"), {"body": "*so*"}).content == b"<p><em>so</em></p>"
    assert signed_in.post(reverse("preview"), {"body": "x" * 20_000}).status_code == 422
    assert Client().post(reverse("preview"), {"body": "x"}).status_code == 401


def queries(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("who", ["nobody", "reader"])
def test_pages_cost_the_same_number_of_queries_for_1_and_200_notes(article, reader, signed_in, who):
    client = Client() if who == "nobody" else signed_in
    first = make_annotation(article, QUOTE)
    make_reply(first)
    pages = [article.get_absolute_url(), first.get_absolute_url(), f"/people/{first.author}/"]
    if who == "reader":
        make_annotation(article, QUOTE, reader)
        pages.append(reverse("mine"))
    before = [queries(client, page) for page in pages]
    for number in range(199):
        note = make_annotation(article, QUOTE, reader if number % 2 else first.author)
        make_reply(note, first.author)
    assert [queries(client, page) for page in pages] == before
    assert before[0] <= 14


def test_publishing_a_revision_costs_the_same_number_of_queries_for_1_and_60_notes(article, reader):
    make_annotation(article, QUOTE, reader)
    with CaptureQueriesContext(connection) as before:
        article = revise(article, TEXT.replace("Work visas", "All work visas"))
    for _number in range(59):
        make_annotation(article, QUOTE, reader)
    with CaptureQueriesContext(connection) as after:
        revise(article, TEXT.replace("Work visas", "Some work visas"))
    assert len(after) == len(before)


def test_json_errors_are_utf_8_text(article, signed_in):
    answer = compose_json(signed_in, article, body="")
    assert json.loads(answer.content.decode("utf-8"))["errors"]["body"]


def test_what_the_document_says_of_itself_is_shown():
    fields = {
        "category": "geopolitics",
        "area": "society",
        "status": "evergreen",
        "insight": "Gates open inward.",
    }
    lists = {
        "project": "desk",
        "people": "Ada",
        "companies_orgs": "Ministry",
        "media_books": "Gazette",
        "tags": "gates",
    }
    front = "".join(f"{name}: {value}\n" for name, value in (fields | {"house_style": "kept"}).items())
    front += "".join(f"{name}: [{value}]\n" for name, value in lists.items())
    article = make_article(f"---\ntitle: The gate\n{front}---\nA text.\n", file="gate.md")
    page = Client().get(article.get_absolute_url()).content.decode()
    for value in [*fields.values(), *lists.values(), "house_style", "kept"]:
        assert value in page
