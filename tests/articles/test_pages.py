"""The library's pages: what is listed, filtered, shown and kept from view."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions import import_document
from articles.importing.parse import parse_document
from articles.models import Article
from policy import Role
from tests.build import make_article, make_user, revise

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 30


def titled(title: str, **fields: object) -> Article:
    article = make_article(f"{title}\n\nOne paragraph.\n\nAnother paragraph.\n")
    Article.objects.filter(pk=article.pk).update(**fields)
    return article


def test_home_lists_the_latest_articles_and_says_what_this_is(client):
    titled("An old text", date="2020-01-01")
    titled("A new text", date="2025-01-01")
    page = client.get("/").content.decode()
    assert page.index("A new text") < page.index("An old text")
    assert "select the words you doubt" in page


def test_the_list_is_filtered_and_says_by_what(client):
    titled("In a series", series="Letters")
    titled("Alone")
    page = client.get(reverse("articles"), {"series": "Letters"}).content.decode()
    assert "In a series" in page
    assert "Alone" not in page
    assert "remove" in page


def test_titles_are_searched(client):
    titled("A visa of one's own")
    titled("Something else")
    page = client.get(reverse("articles"), {"q": "visa"}).content.decode()
    assert "A visa of one" in page
    assert "Something else" not in page


@pytest.mark.parametrize("query", [{"page": "no"}, {"page": "999"}, {"tag": "x" * 5000}, {"lang": "'; --"}])
def test_odd_questions_get_a_page(client, query):
    assert client.get(reverse("articles"), query).status_code == 200


def test_drafts_are_listed_for_editors_only(client):
    make_article("A secret draft\n\nOne.\n\nTwo.\n", published=False)
    assert "A secret draft" not in client.get(reverse("articles")).content.decode()
    editor = Client()
    editor.force_login(make_user("e", Role.EDITOR))
    assert "A secret draft" in editor.get(reverse("articles")).content.decode()


def test_the_list_costs_the_same_for_any_number_of_articles(client):
    titled("One")
    with CaptureQueriesContext(connection) as first:
        client.get(reverse("articles"))
    for number in range(8):
        titled(f"More {number}")
    with CaptureQueriesContext(connection) as second:
        client.get(reverse("articles"))
    assert len(second) == len(first)


def test_old_revisions_stay_readable(client):
    article = make_article("A title\n\nThe first wording.\n\nThe end.\n")
    article = revise(article, "A title\n\nThe second wording.\n\nThe end.\n")
    assert "The first wording." in client.get(reverse("revision", args=[article.slug, 1])).content.decode()
    assert "The second wording." in client.get(article.get_absolute_url()).content.decode()
    assert client.get(reverse("revision", args=[article.slug, 3])).status_code == 404
    assert client.get(reverse("revisions", args=[article.slug])).content.decode().count("/revisions/") >= 2


def test_pictures_are_served_with_their_type_and_guarded_like_their_article(client):
    data = b"# T\n\n![A door](door.png)\n\nText.\n"
    document = parse_document(data, file="t.md")
    article = import_document(
        actor=None, document=document, data=data, images={"door.png": PNG, "unused.png": PNG}
    ).article
    assert article.current.images.count() == 1
    answer = client.get(reverse("image", args=[article.slug, "door.png"]))
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/png", PNG)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert 'alt="A door"' in client.get(article.get_absolute_url()).content.decode()
    Article.objects.filter(pk=article.pk).update(published_at=None)
    assert client.get(reverse("image", args=[article.slug, "door.png"])).status_code == 404


def test_a_picture_that_is_none_is_not_kept(client):
    data = b"# T\n\n![x](x.png)\n\nText.\n"
    document = parse_document(data, file="t.md")
    article = import_document(
        actor=None, document=document, data=data, images={"x.png": b"<svg onload=alert(1)>"}
    ).article
    assert not article.current.images.exists()
    assert "not in this library" in client.get(article.get_absolute_url()).content.decode()


def test_the_time_of_a_turn_is_shown_and_is_no_text(client):
    article = make_article("[0:12] Ann (by phone): Hello.\n\n[0:20] Ben: Who is it?\n\n[0:31] Ann: Me.\n")
    page = client.get(article.get_absolute_url()).content.decode()
    assert (
        '<span class="aside" data-nocount>(by phone) </span><span class="time" data-nocount>0:12 </span>'
        in page
    )
    assert article.current.text == "Hello.\nWho is it?\nMe."
