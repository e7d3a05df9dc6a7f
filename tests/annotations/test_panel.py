"""At the import desk: what a revision does to the notes is told, decided and then done."""

from __future__ import annotations

import pytest
from django.test import Client

from annotations.consequences import field_of
from annotations.models import Placement, Status
from articles.models import Article
from policy import Role
from tests.articles.test_desk import fields, file, upload
from tests.build import TEXT, make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db
EDITED, GONE = "nobody needs an invitation", "有人赞成，有人反对"
NEW = TEXT.replace("needs an invitation", "needs any invitation").replace("有人赞成，有人反对。", "")


@pytest.fixture
def editor():
    return make_user("editor", Role.EDITOR)


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def article():
    return make_article(file="text.txt")


@pytest.fixture
def notes(article):
    return {quote: make_annotation(article, quote, body=f"About {quote}.") for quote in (EDITED, GONE)}


def place_of(note) -> Placement:
    article = Article.objects.select_related("current").get(pk=note.article_id)
    return Placement.objects.select_related("revision").get(annotation=note, revision=article.current)


def test_the_preview_tells_what_happens_and_it_happens(desk, notes):
    address = upload(desk, file("text.txt", NEW))
    page = desk.get(address)
    html = page.content.decode()
    assert "What becomes of the notes" in html
    assert "The passage was edited" in html
    assert "The passage is gone" in html
    assert "<del>an</del><ins>any</ins>" in html
    desk.post(address, fields(page) | {"confirm": "1"})
    assert place_of(notes[EDITED]).status == Status.EDITED
    assert place_of(notes[GONE]).status == Status.ORPHAN


def test_what_the_editor_decides_is_done(desk, editor, notes):
    address = upload(desk, file("text.txt", NEW))
    choice = field_of(notes[GONE])
    decided = {choice: "quote", f"{choice}-quote": "让许多人议论纷纷", field_of(notes[EDITED]): "keep"}
    desk.post(address, fields(desk.get(address)) | decided)
    page = desk.get(address)
    assert "让许多人议论纷纷" in page.content.decode()
    desk.post(address, fields(page) | decided | {"confirm": "1"})
    assert (place_of(notes[GONE]).words, place_of(notes[GONE]).placed_by) == ("让许多人议论纷纷", editor)
    assert place_of(notes[EDITED]).status == Status.ORPHAN


def test_a_decision_that_cannot_be_carried_out_keeps_everything_and_saves_nothing(desk, article, notes):
    address = upload(desk, file("text.txt", NEW))
    choice = field_of(notes[GONE])
    decided = {choice: "quote", f"{choice}-quote": "words that are nowhere"}
    desk.post(address, fields(desk.get(address)) | decided | {"confirm": "1"})
    html = desk.get(address).content.decode()
    assert "These words do not stand in the new text." in html
    assert "words that are nowhere" in html
    assert article.revisions.count() == 1


def test_a_note_that_is_written_meanwhile_and_would_lose_its_place_is_shown_first(desk, article, notes):
    address = upload(desk, file("text.txt", NEW))
    values = fields(desk.get(address))
    late = make_annotation(article, GONE, body="Late.")
    page = desk.post(address, values | {"confirm": "1"}, follow=True)
    assert "Late." in page.content.decode()
    assert article.revisions.count() == 1
    desk.post(address, fields(desk.get(address)) | {"confirm": "1"})
    assert place_of(late).status == Status.ORPHAN


def test_private_notes_are_not_told_at_the_desk(desk, article):
    make_annotation(article, GONE, body="A canary.", visibility="private")
    address = upload(desk, file("text.txt", NEW))
    html = desk.get(address).content.decode()
    assert "canary" not in html
    assert "What becomes of the notes" not in html
