"""Imports: foreign files are read, every refused item is named, nothing is half saved."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from annotations.exchange import imports
from annotations.exchange.imports import bring_in
from annotations.formats.record import FormatRefused
from annotations.models import Annotation
from articles.models import Article, Tag
from policy import Role
from tests.annotations.protocol.client import as_w3c
from tests.build import make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"
PAGE = "https://news.example/gate"


@pytest.fixture
def article():
    made = make_article()
    Article.objects.filter(pk=made.pk).update(source=PAGE)
    return made


def h_row(name: str, **more: Any) -> dict[str, Any]:
    """A row as hypothes.is exports it: positions in UTF-16 units of its own rendering, which say nothing here."""
    return {
        "id": name,
        "created": "2024-05-01T10:00:00.123456+00:00",
        "updated": "2024-05-02T11:00:00+00:00",
        "user": "acct:carol@hypothes.is",
        "user_info": {"display_name": "Carol C."},
        "uri": PAGE,
        "text": "I *doubt* it.",
        "tags": ["visa", "Visa"],
        "group": "__world__",
        "permissions": {"read": ["group:__world__"]},
        "target": [
            {
                "source": PAGE,
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]", "startOffset": 1, "endOffset": 9},
                    {"type": "TextPositionSelector", "start": 9999, "end": 10020},
                    {"type": "TextQuoteSelector", "exact": "nobody needs\n  an invitation", "prefix": "says that ", "suffix": ". It"},
                ],
            }
        ],
        "links": {"html": f"https://hypothes.is/a/{name}", "json": f"https://hypothes.is/api/annotations/{name}"},
        "references": [],
    } | more  # fmt: skip


def as_bytes(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def test_a_thread_of_hypothesis_comes_in_where_its_words_stand(article):
    reply = h_row(
        "b2",
        references=["a1"],
        text="Why?",
        target=[{"source": PAGE}],
        user="acct:dan@hypothes.is",
        user_info={},
    )
    report = bring_in(actor=None, data=as_bytes({"total": 2, "rows": [reply, h_row("a1")]}))
    assert (report.made, report.refused) == (2, [])
    note, answer = Annotation.objects.order_by("pk")
    assert article.current.text[note.start : note.end] == note.exact == QUOTE
    assert (note.kind, note.author, note.attributed_to) == ("note", None, "Carol C.")
    assert note.created_at.isoformat() == "2024-05-01T10:00:00.123456+00:00"
    assert note.edited_at.isoformat() == "2024-05-02T11:00:00+00:00"
    assert list(note.tags.names()) == ["visa"]
    assert (note.provenance.author_iri, note.provenance.via) == (
        "acct:carol@hypothes.is",
        ["https://hypothes.is/a/a1"],
    )
    assert (answer.parent, answer.root, answer.attributed_to) == (note, note, "dan")
    note.refresh_from_db()
    assert note.replies_count == 1
    html = Client().get(article.get_absolute_url()).content.decode()
    assert "Carol C." in html
    assert "from another site" in html


def test_a_highlight_and_a_private_note_of_hypothesis_stay_what_they_are(article):
    rows = [h_row("a1", text=""), h_row("a2", permissions={"read": ["acct:carol@hypothes.is"]})]
    bring_in(actor=None, data=as_bytes(rows))
    highlight, private = Annotation.objects.order_by("pk")
    assert (highlight.kind, highlight.visibility) == ("highlight", "public")
    assert private.visibility == "private"
    assert "I *doubt* it." not in Client().get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "wrap",
    [
        lambda items: items,
        lambda items: {"type": "AnnotationPage", "items": items},
        lambda items: {
            "type": ["BasicContainer", "AnnotationCollection"],
            "first": {"type": "AnnotationPage", "items": items},
        },
        lambda items: items[0],
    ],
)
def test_w3c_annotations_come_alone_in_lists_pages_and_collections(article, wrap):
    report = bring_in(actor=None, data=as_bytes(wrap([as_w3c(article, QUOTE, id="https://a.example/1")])))
    assert (report.made, report.refused) == (1, [])
    assert bring_in(actor=None, data=b'{"type": "AnnotationCollection", "total": 0}').made == 0


def test_each_refused_item_is_named_with_its_index_field_and_reason_and_the_rest_comes_in(article):
    good = as_w3c(article, QUOTE)
    items = [
        good | {"id": "urn:a:0"},
        7,
        good | {"id": "urn:a:2", "target": "https://elsewhere.example/"},
        good | {"id": "urn:a:3", "target": good["target"] | {"selector": {"type": "TextQuoteSelector", "exact": "nowhere"}}},
        good | {"id": "urn:a:4", "body": {"type": "TextualBody", "value": "x" * 10_001}},
        good | {"id": "urn:a:5", "created": "yesterday"},
        good | {"id": "urn:a:6", "created": "9999-01-01T00:00:00Z"},
        {"type": "Annotation", "id": "urn:a:7", "motivation": "replying", "bodyValue": "x", "target": "urn:a:2"},
        {"type": "Annotation", "id": "urn:a:8", "motivation": "replying", "bodyValue": "x", "target": "urn:a:8"},
        good | {"id": "urn:a:9", "creator": {"name": "x" * 300}},
        good | {"id": "urn:a:" + "x" * 600},
        good | {"id": "urn:a:11", "body": {"type": "TextualBody", "purpose": "tagging", "value": "x" * 60}},
        h_row("a12", target="here"),
    ]  # fmt: skip
    report = bring_in(actor=None, data=as_bytes(items))
    assert report.made == 1
    assert [(refusal.index, refusal.field) for refusal in report.refused] == [
        (1, ""), (2, "target.source"), (3, "target.selector"), (4, "body (body)"), (5, "created"), (6, "created"), (7, "target"),
        (8, "target"), (9, "creator.name"), (10, "id"), (11, "body (tags)"), (12, "target"),
    ]  # fmt: skip
    assert all(refusal.reason for refusal in report.refused)
    assert str(report.refused[1]).startswith("[2] target.source: ")
    assert not Tag.objects.exists()


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe", b"7", b'"x"', b"[" * 100_000, b'{"first": "https://a.example/"}']
)
def test_what_is_no_file_of_annotations_is_refused_whole(data):
    with pytest.raises(FormatRefused):
        bring_in(actor=None, data=data)


def test_nothing_is_half_saved_when_saving_breaks(article, monkeypatch):
    def broken(*args: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(imports, "_count_replies", broken)
    with pytest.raises(RuntimeError):
        bring_in(actor=None, data=as_bytes([as_w3c(article, QUOTE)]))
    assert not Annotation.objects.exists()
    assert not Tag.objects.exists()


def test_the_same_item_twice_in_a_file_and_items_without_a_name_are_one(article):
    item = as_w3c(article, QUOTE, created="2024-01-01T00:00:00Z", creator="https://a.example/me")
    report = bring_in(actor=None, data=as_bytes([item, item]))
    assert (report.made, report.unchanged) == (1, 1)
    assert bring_in(actor=None, data=as_bytes(item)).unchanged == 1


def test_a_name_that_looks_like_ours_neither_overwrites_nor_answers_a_strangers_note(article):
    ours = make_annotation(article, QUOTE)
    Annotation.objects.filter(pk=ours.pk).update(key="my-first")
    theirs = as_w3c(
        article, QUOTE, id="https://b.example/annotations/my-first", created="2020-01-01T00:00:00Z"
    )
    reply = {
        "type": "Annotation",
        "id": "urn:b:2",
        "motivation": "replying",
        "bodyValue": "x",
        "target": theirs["id"],
    }
    report = bring_in(actor=None, data=as_bytes([theirs, reply]))
    assert (report.made, report.refused) == (2, [])
    assert not ours.replies.exists()
    assert bring_in(actor=None, data=as_bytes([reply | {"id": "urn:b:3"}])).refused == []
    assert not ours.replies.exists()


def test_imported_words_pass_the_same_door_as_typed_ones(article):
    body = {"type": "TextualBody", "value": "<script>alert(1)</script> [x](javascript:alert(1)) \u202e"}
    bring_in(
        actor=None, data=as_bytes(as_w3c(article, QUOTE, body=body, creator={"name": "<b>Eve\u202e</b>"}))
    )
    html = Client().get(article.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "<b>Eve" not in html
    assert "\u202e" not in html


def test_editors_import_on_a_page_that_tells_what_became_of_each_item(article):
    client = Client()
    client.force_login(make_user("e", Role.EDITOR))
    url = reverse("annotations-import")
    file = SimpleUploadedFile("notes.jsonld", as_bytes([as_w3c(article, QUOTE), {"type": "Note"}]))
    page = client.post(url, {"file": file})
    assert (page.status_code, page.context["report"].made) == (200, 1)
    assert "[1] type" in page.content.decode()
    assert client.post(url, {"file": SimpleUploadedFile("x", b"{")}).status_code == 422
    assert client.post(url, {"file": SimpleUploadedFile("x", b"x" * (2**18 + 1))}).status_code == 422
    assert client.post(url, {"file": SimpleUploadedFile("x", as_bytes([{}] * 501))}).status_code == 422
    with pytest.raises(PermissionDenied):
        bring_in(actor=make_user("m", Role.MODERATOR), data=b"[]")
