"""Tags on annotations: written between commas, shared with articles, shown, followed."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from annotations import actions
from annotations.models import Annotation
from annotations.tagging import as_names
from articles.models import Tag
from tests.build import make_annotation, make_article, make_reply, make_user

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"


@pytest.fixture
def article():
    return make_article(
        "---\ntitle: A gate\ntags: [Visas]\n---\n\nIt says that nobody needs an invitation.\n", file="gate.md"
    )


@pytest.fixture
def reader():
    return make_user("reader")


@pytest.fixture
def signed_in(reader):
    client = Client()
    client.force_login(reader)
    return client


def names(note) -> list[str]:
    return sorted(note.tags.names())


def test_tags_stand_between_commas_of_either_script():
    assert as_names("one, two words，三、四;；\nfive,,") == ["one", " two words", "三", "四", "five"]


def test_a_tag_is_one_whatever_its_case_also_with_the_articles(article, reader):
    note = make_annotation(article, QUOTE, reader, tags=["visas", "VISAS", "#签证", "  "])
    assert names(note) == ["Visas", "签证"]
    assert Tag.objects.count() == 2


def test_tags_are_written_shown_changed_and_followed(article, reader, signed_in):
    start = article.current.text.index(QUOTE)
    passage = {"revision": article.current_id, "start": start, "end": start + len(QUOTE), "exact": QUOTE}
    fields = {"kind": "note", "visibility": "public", "body": "Why?"}
    signed_in.post(
        reverse("article-annotations", args=[article.slug]), passage | fields | {"tags": "签证，paper work"}
    )
    note = Annotation.objects.get()
    assert names(note) == ["paper work", "签证"]
    for page in (article.get_absolute_url(), note.get_absolute_url(), reverse("mine"), f"/people/{reader}/"):
        assert "?tag=paper-work" in signed_in.get(page).content.decode(), page
    form = signed_in.get(reverse("wording", args=[note.key])).context["form"]
    assert form["tags"].value() == "签证, paper work"
    signed_in.post(
        reverse("wording", args=[note.key]), {"body": "Why?", "visibility": "public", "tags": "签证"}
    )
    assert names(note) == ["签证"]
    found = Client().get(reverse("discussion"), {"tag": "签证"})
    assert [row.key for row in found.context["page_obj"]] == [note.key]
    assert not Client().get(reverse("discussion"), {"tag": "none"}).context["page_obj"].object_list


def test_too_many_or_too_long_tags_are_refused_at_their_field(article, reader):
    for tags in (["x" * 51], [str(number) for number in range(11)]):
        with pytest.raises(ValidationError) as refused:
            make_annotation(article, QUOTE, reader, tags=tags)
        assert list(refused.value.message_dict) == ["tags"]
    assert not Annotation.objects.exists()


def test_an_edit_that_says_nothing_of_tags_keeps_them_and_a_withdrawal_does_not(article, reader):
    note = make_annotation(article, QUOTE, reader, tags=["kept"])
    actions.edit(actor=reader, annotation=note, body="Still.")
    assert names(note) == ["kept"]
    make_reply(note)
    actions.withdraw(actor=reader, annotation=note)
    assert names(note) == []


def test_the_discussion_lists_public_words_by_kind_and_tag(article, reader):
    shown = make_annotation(article, QUOTE, reader, kind="question", tags=["visas"])
    make_annotation(article, QUOTE, reader, tags=["visas"])
    make_annotation(article, QUOTE, reader, kind="question", tags=["visas"], visibility="private")
    page = Client().get(reverse("discussion"), {"tag": "visas", "kind": "question"})
    assert [row.key for row in page.context["page_obj"]] == [shown.key]
