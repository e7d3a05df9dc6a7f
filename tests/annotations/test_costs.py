"""A page that lists notes costs the same number of queries for 1 and for 200 of them, whoever asks."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations import actions
from annotations.models import Annotation
from articles.models import Article
from policy import Role
from tests.build import TEXT, make_annotation, make_article, make_reply, make_user, revise

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"


def discuss(article: Article, number: int) -> None:
    """A note by somebody new, answered, edited, reported, hidden and restored: a row in every list."""
    author, moderator = make_user(), make_user(f"moderator{number}", Role.MODERATOR)
    note = make_annotation(article, QUOTE, author, visibility="public" if number % 5 else "private")
    if note.is_public:
        make_reply(make_reply(note), author)
        actions.hide(actor=moderator, annotation=note, reason="Rude.")
        actions.restore(actor=moderator, annotation=note, reason="On reflection.")
        actions.report(actor=make_user(), annotation=note, reason="other", detail="Still.")
    actions.edit(actor=author, annotation=note, body=f"Words {number}.")


PAGES = {
    "article": "/articles/{slug}/",
    "revision": "/articles/{slug}/revisions/1/",
    "revisions": "/articles/{slug}/revisions/",
    "articles": "/articles/",
    "home": "/",
    "moderation": "/moderation/",
    "ledger": "/moderation/ledger/",
    "admin notes": "/admin/annotations/annotation/",
    "admin reports": "/admin/annotations/report/",
    "admin ledger": "/admin/annotations/ledgerentry/",
    "admin articles": "/admin/articles/article/",
}


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200, address
    return len(caught)


def test_every_list_costs_the_same_for_1_and_200_notes():
    article = make_article()
    person = make_user("all", Role.MODERATOR, Role.EDITOR)
    client = Client()
    client.force_login(person)
    addresses = {name: address.format(slug=article.slug) for name, address in PAGES.items()}
    discuss(article, 1)
    article = revise(article, TEXT.replace("Work visas", "All work visas"))
    for address in addresses.values():
        queries(client, address)  # what is asked once only (a session, a content type)
    before = {name: queries(client, address) for name, address in addresses.items()}
    for number in range(2, 201):
        discuss(article, number)
    assert {name: queries(client, address) for name, address in addresses.items()} == before


def test_a_thread_costs_the_same_for_1_and_60_replies_and_its_history_for_any_number_of_wordings():
    article, author = make_article(), make_user()
    note = make_annotation(article, QUOTE, author)
    make_reply(note)
    client = Client()
    client.force_login(make_user("reader"))
    addresses = [note.get_absolute_url(), reverse("history", args=[note.key]), article.get_absolute_url()]
    for address in addresses:
        queries(client, address)
    before = [queries(client, address) for address in addresses]
    for number in range(59):
        make_reply(note if number % 2 else Annotation.objects.filter(kind="reply").latest("pk"))
        note = actions.edit(actor=author, annotation=note, body=f"Words {number}.", begun_at=note.edited_at)
    assert [queries(client, address) for address in addresses] == before
