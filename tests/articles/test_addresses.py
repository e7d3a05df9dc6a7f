"""Addresses are for ever: one that an article leaves leads to it and is nobody else's."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from articles import actions
from articles.actions import AddressRefused, change_address
from articles.importing.parse import parse_document
from articles.models import Article, FormerAddress
from policy import Role
from tests.build import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved() -> Article:
    article = make_article("The visa\n\nOne paragraph.\n\nAnother.\n")
    change_address(actor=None, article=article, slug="the-k-visa")
    return article


@pytest.mark.parametrize("name", ["article", "revisions", "passages", "article-annotations"])
def test_every_page_of_an_article_is_found_at_its_former_address(client, moved, name):
    answer = client.get(reverse(name, args=["the-visa"]) + "?a=1&b=%E7%AD%BE")
    assert answer.status_code == 301
    assert answer["Location"] == reverse(name, args=["the-k-visa"]) + "?a=1&b=%E7%AD%BE"


def test_deeper_pages_lead_on_and_what_is_not_there_stays_not_found(client, moved):
    assert client.get("/articles/the-visa/revisions/1/")["Location"] == "/articles/the-k-visa/revisions/1/"
    assert client.get("/articles/the-visa/nothing/").status_code == 404
    assert client.get("/articles/another/").status_code == 404


def test_a_form_sent_to_a_former_address_is_sent_again_not_lost(client, moved):
    answer = client.post(reverse("article-annotations", args=["the-visa"]), {"body": "x"})
    assert answer.status_code == 308


def test_the_former_address_of_a_draft_is_found_by_editors_only(client, moved):
    Article.objects.update(published_at=None)
    assert client.get("/articles/the-visa/").status_code == 404
    desk = Client()
    desk.force_login(make_user("e", Role.EDITOR))
    assert desk.get("/articles/the-visa/").status_code == 301


def test_a_former_address_is_never_given_to_another_article(moved):
    other = make_article("The visa\n\nAnother text.\n\nThe end.\n")
    assert other.slug == "the-visa-2"
    with pytest.raises(AddressRefused, match="taken"):
        change_address(actor=None, article=other, slug="the-visa")
    with pytest.raises(AddressRefused, match="taken"):
        change_address(actor=None, article=other, slug="the-k-visa")
    assert Article.objects.get(pk=other.pk).slug == "the-visa-2"


def test_an_article_may_go_back_and_forth(client, moved):
    change_address(actor=None, article=moved, slug="the-visa")
    change_address(actor=None, article=moved, slug="the-visa")
    assert client.get("/articles/the-visa/").status_code == 200
    assert client.get("/articles/the-k-visa/")["Location"] == "/articles/the-visa/"
    assert FormerAddress.objects.count() == 1


@pytest.mark.parametrize("slug", ["", "new", "Two Words", "x" * 300, "a/b"])
def test_an_address_that_cannot_be_is_refused(moved, slug):
    with pytest.raises(AddressRefused):
        change_address(actor=None, article=moved, slug=slug)
    assert Article.objects.get().slug == "the-k-visa"


def test_only_editors_change_addresses(moved):
    with pytest.raises(PermissionDenied):
        change_address(actor=make_user("m", Role.MODERATOR), article=moved, slug="mine")


def test_many_of_one_title_have_addresses_of_their_own():
    slugs = {make_article("The visa\n\nOne.\n\nTwo.\n").slug for _ in range(13)}
    assert len(slugs) == 13
    assert {"the-visa", "the-visa-2", "the-visa-9"} < slugs


def test_an_address_stays_when_title_and_file_name_change():
    article = make_article("The visa\n\nOne paragraph.\n\nTwo.\n")
    data = b"Another title\n\nOne paragraph.\n\nTwo.\n"
    document = parse_document(data, file="other.txt")
    made = actions.import_document(actor=None, document=document, data=data, target=article)
    assert made.article.slug == "the-visa"


# The admin ------------------------------------------------------------------------------------------------


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(make_user("editor", Role.EDITOR))
    return client


def change(desk: Client, article: Article, slug: str):
    """Send the article's form with another address."""
    address = reverse("admin:articles_article_change", args=[article.pk])
    form = desk.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, [])}
    inline = {f"revisions-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return desk.post(address, values | inline | {"slug": slug, "tags": ""})


def test_an_editor_changes_an_address_in_the_admin_and_the_former_one_leads_on(desk, client):
    article = make_article("The visa\n\nOne paragraph.\n\nTwo.\n")
    assert change(desk, article, "k-visa").status_code == 302
    assert client.get("/articles/the-visa/")["Location"] == "/articles/k-visa/"


@pytest.mark.parametrize(
    ("slug", "reason"),
    [("search", "kept for the site"), ("the-visa", "once had"), ("Two-Words", "small letters")],
)
def test_the_admin_says_why_an_address_cannot_be(desk, moved, slug, reason):
    other = make_article("Other\n\nOne paragraph.\n\nTwo.\n")
    page = change(desk, other, slug)
    assert page.status_code == 200
    assert reason in page.content.decode()
    assert Article.objects.get(pk=other.pk).slug == "other"
