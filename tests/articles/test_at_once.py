"""Many editors at one moment: one file is one article, one title is many addresses, and nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import DatabaseError

from articles import actions
from articles.actions import AddressRefused, Imported, Outcome
from articles.importing.parse import parse_document
from articles.models import Article, Entity, FormerAddress, Revision, Speaker, Tag
from articles.signals import revision_published
from tests.annotations.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6
TEXT = """---
title: The visa
tags: [{tags}]
people: [{people}]
---
Ann: Who asked for this visa, and when?

Ben: Nobody that I know of, and I asked around.

Ann: Then why is it here?

Ben: Somebody must have wanted it.
"""


def taking(content: str, file: str) -> Callable[[], Imported]:
    data = content.encode()
    document = parse_document(data, file=file)
    return lambda: actions.import_document(actor=None, document=document, data=data)


def test_one_file_imported_by_many_at_once_is_one_article_with_one_revision():
    content = TEXT.format(tags="a, b", people="Ann")
    made = at_once(*[taking(content, "posts/visa.md")] * THREADS)
    article = Article.objects.get()
    assert {imported.article for imported in made} == {article}
    assert sorted(imported.outcome for imported in made) == [Outcome.NEW] + [Outcome.UNCHANGED] * (
        THREADS - 1
    )
    assert Revision.objects.count() == 1


def test_different_states_of_one_file_at_once_are_numbered_revisions_of_one_article():
    made = at_once(
        *[taking(TEXT.format(tags=f"t{number}", people="Ann"), "visa.md") for number in range(THREADS)]
    )
    article = Article.objects.get()
    assert [revision.number for revision in article.revisions.order_by("number")] == list(
        range(1, THREADS + 1)
    )
    assert [imported.outcome for imported in made].count(Outcome.NEW) == 1
    assert [tag.name for tag in article.tags.all()] == [f"t{made.index(last(made))}"]


def last(made: list[Imported]) -> Imported:
    return max(made, key=lambda imported: imported.revision.number)


def test_different_files_of_one_title_at_once_get_addresses_and_share_their_names():
    names = ["a, b, c, d", "d, c, b, a"]
    at_once(
        *[
            taking(TEXT.format(tags=names[number % 2], people=names[number % 2]), f"{number}.md")
            for number in range(THREADS)
        ]
    )
    assert Article.objects.count() == THREADS
    assert {article.slug for article in Article.objects.all()} == {
        "the-visa",
        *(f"the-visa-{number}" for number in range(2, THREADS + 1)),
    }
    assert (Tag.objects.count(), Entity.objects.count(), Speaker.objects.count()) == (4, 4, 2)
    assert all(article.listed_entities.count() == 4 for article in Article.objects.all())


def test_an_address_that_is_left_and_wanted_at_once_belongs_to_one_article():
    first, second = [taking(TEXT.format(tags="", people=""), name)().article for name in ("1.md", "2.md")]

    def move(article: Article, slug: str) -> Callable[[], None]:
        def deed() -> None:
            with suppress(AddressRefused):
                actions.change_address(actor=None, article=article, slug=slug)

        return deed

    at_once(
        move(first, "elsewhere"),
        move(second, "the-visa"),
        move(second, "elsewhere"),
        taking(TEXT.format(tags="", people=""), "3.md"),
    )
    now = {article.slug for article in Article.objects.all()}
    assert len(now) == 3
    former = FormerAddress.objects.values_list("slug", flat=True)
    assert not now & set(former)


def test_a_document_that_fails_leaves_nothing_behind_and_the_next_is_whole():
    shared = actions.SharedRows()
    data = TEXT.format(tags="a", people="Ann").encode()
    document = parse_document(data, file="visa.md")

    def refuse(**kwargs: object) -> None:
        raise DatabaseError("the disk is full")

    revision_published.connect(refuse)
    try:
        with pytest.raises(DatabaseError):
            actions.import_document(actor=None, document=document, data=data, shared=shared)
    finally:
        revision_published.disconnect(refuse)
    for model in (Article, Revision, Tag, Entity, Speaker):
        assert not model.objects.exists()
    made = actions.import_document(actor=None, document=document, data=data, shared=shared)
    assert [tag.name for tag in made.article.tags.all()] == ["a"]


def test_a_name_that_was_deleted_in_the_middle_of_a_batch_is_made_again():
    shared = actions.SharedRows()

    def take(name: str) -> Article:
        data = TEXT.format(tags="a", people="Ann").encode()
        document = parse_document(data, file=name)
        return actions.import_document(actor=None, document=document, data=data, shared=shared).article

    take("1.md")
    Tag.objects.all().delete()
    Entity.objects.all().delete()
    second = take("2.md")
    assert [tag.name for tag in second.tags.all()] == ["a"]
    assert [entity.name for entity in second.entities.all()] == ["Ann"]
