"""What changed between two revisions, as every reader may see it."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.actions import import_document
from articles.importing.parse import parse_document
from tests.build import TEXT, make_article, revise

pytestmark = pytest.mark.django_db


def changes(client: Client, article, older: int, newer: int) -> str:
    return client.get(reverse("changes", args=[article.slug, older, newer])).content.decode()


def test_english_changes_by_word_and_chinese_by_character(client: Client):
    article = make_article()
    revise(article, TEXT.replace("needs an invitation", "needs an invite").replace("议论纷纷", "议论很多"))
    page = changes(client, article, 1, 2)
    assert "<del>invitation</del><ins>invite</ins>" in page
    assert "议论<del>纷纷</del><ins>很多</ins>" in page


def test_any_two_revisions_can_be_compared(client: Client):
    article = make_article()
    revise(article, TEXT.replace("twice", "three times"))
    revise(article, TEXT.replace("twice", "four times"))
    assert "<del>twice</del><ins>four times</ins>" in changes(client, article, 1, 3)
    assert "<del>three</del><ins>four</ins>" in changes(client, article, 2, 3)
    comparison = reverse("comparison", args=[article.slug])
    answer = client.get(comparison, {"from": "3", "to": "1"})
    assert answer.url == reverse("changes", args=[article.slug, 1, 3])
    assert client.get(answer.url.replace("1/changes/3", "3/changes/1")).url == answer.url


@pytest.mark.parametrize(
    "query",
    [{}, {"from": "1"}, {"from": "1", "to": "1"}, {"from": "x", "to": "9" * 30}, {"from": "1", "to": "7"}],
)
def test_a_comparison_of_nothing_leads_back_to_the_list(client: Client, query):
    article = make_article()
    revise(article, TEXT.replace("twice", "three times"))
    answer = client.get(reverse("comparison", args=[article.slug]), query)
    assert answer.url == reverse("revisions", args=[article.slug])


def test_revisions_that_do_not_exist_are_not_found(client: Client):
    article = make_article()
    for older, newer in ((1, 2), (0, 1), (1, 1)):
        assert client.get(reverse("changes", args=[article.slug, older, newer])).status_code == 404


def test_the_list_says_what_each_revision_is_about(client: Client):
    article = make_article()
    data = TEXT.replace("twice", "three times").encode()
    document = parse_document(data, file=article.file_name)
    import_document(actor=None, document=document, data=data, note="A number was wrong.", is_minor=True)
    page = client.get(reverse("revisions", args=[article.slug])).content.decode()
    assert "A number was wrong." in page
    assert "minor change" in page
    assert reverse("changes", args=[article.slug, 1, 2]) in page
    assert "A number was wrong." in changes(client, article, 1, 2)


def test_the_list_costs_the_same_for_many_revisions(client: Client, django_assert_max_num_queries):
    article = make_article()
    for number in range(12):
        revise(article, TEXT.replace("twice", f"{number} times"))
    with django_assert_max_num_queries(4):
        client.get(reverse("revisions", args=[article.slug]))
