"""The policy's predicates, and that `visible_to` says the same in SQL."""

from __future__ import annotations

import itertools

import pytest
from django.utils import timezone

import policy
from annotations.models import Annotation
from articles.models import Article
from policy import Role
from tests.build import make_annotation, make_article, make_reply, make_user, nobody

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"


@pytest.fixture
def people():
    return {
        "nobody": nobody,
        "author": make_user("author"),
        "reader": make_user("reader"),
        "moderator": make_user("moderator", Role.MODERATOR),
        "editor": make_user("editor", Role.EDITOR),
        "both": make_user("both", Role.EDITOR, Role.MODERATOR),
        "root": make_user("root", is_superuser=True),
        "gone": make_user("gone", Role.EDITOR, Role.MODERATOR, is_active=False),
    }


def everything(author) -> None:
    """Annotations and replies in every state, on a published article and on a draft."""
    now = timezone.now()
    for published in (True, False):
        article = make_article(published=True)
        for visibility, hidden, withdrawn, replies in itertools.product(
            ("public", "private"), (None, now), (None, now), (0, 1)
        ):
            note = make_annotation(article, QUOTE, author)
            answer = make_reply(make_reply(note), author) if replies else None
            Annotation.objects.filter(pk=note.pk).update(
                visibility=visibility, hidden_at=hidden, withdrawn_at=withdrawn, replies_count=replies
            )
            if answer:
                Annotation.objects.filter(pk=answer.pk).update(hidden_at=hidden)
        if not published:
            Article.objects.filter(pk=article.pk).update(published_at=None)


def test_what_a_list_shows_is_what_the_policy_allows(people):
    everything(people["author"])
    rows = list(Annotation.objects.select_related("article", "root__article"))
    assert len(rows) > 60
    for name, actor in people.items():
        shown = set(Annotation.objects.visible_to(actor).values_list("pk", flat=True))
        allowed = {row.pk for row in rows if policy.may_see_annotation(actor, row)}
        assert shown == allowed, name


def test_articles_shown_are_articles_allowed(people):
    make_article()
    make_article(published=False)
    for name, actor in people.items():
        shown = set(Article.objects.visible_to(actor))
        assert shown == {row for row in Article.objects.all() if policy.may_see_article(actor, row)}, name


def test_nobody_but_its_author_sees_a_private_note(people):
    note = make_annotation(make_article(), QUOTE, people["author"], visibility="private")
    seers = {name for name, actor in people.items() if policy.may_see_annotation(actor, note)}
    assert seers == {"author"}


def test_moderators_decide_over_public_words_only(people):
    article = make_article()
    public = make_annotation(article, QUOTE, people["author"])
    private = make_annotation(article, QUOTE, people["author"], visibility="private")
    assert policy.may_moderate_annotation(people["moderator"], public)
    assert not policy.may_moderate_annotation(people["moderator"], private)
    assert not policy.may_moderate_annotation(people["editor"], public)
    assert not policy.may_moderate_annotation(people["gone"], public)


def test_authors_edit_and_withdraw_only_what_stands(people):
    note = make_annotation(make_article(), QUOTE, people["author"])
    assert policy.may_edit_annotation(people["author"], note)
    assert not policy.may_edit_annotation(people["root"], note)
    note.hidden_at = timezone.now()
    assert not policy.may_edit_annotation(people["author"], note)
    assert policy.may_withdraw_annotation(people["author"], note)
    note.withdrawn_at = timezone.now()
    assert not policy.may_withdraw_annotation(people["author"], note)


def test_authors_and_editors_put_notes_in_place_private_ones_only_their_authors(people):
    article = make_article()
    public = make_annotation(article, QUOTE, people["author"])
    private = make_annotation(article, QUOTE, people["author"], visibility="private")
    answer = make_reply(public, people["author"])
    assert {name for name, actor in people.items() if policy.may_place_annotation(actor, public)} == {
        "author", "editor", "both", "root",
    }  # fmt: skip
    assert {name for name, actor in people.items() if policy.may_place_annotation(actor, private)} == {
        "author"
    }
    assert not policy.may_place_annotation(people["author"], answer)
    public.withdrawn_at = timezone.now()
    assert not policy.may_place_annotation(people["author"], public)


def test_nobody_reports_their_own_words_or_what_is_gone(people):
    note = make_annotation(make_article(), QUOTE, people["author"])
    assert policy.may_report_annotation(people["reader"], note)
    assert not policy.may_report_annotation(people["author"], note)
    assert not policy.may_report_annotation(people["nobody"], note)


def test_the_desk_is_for_editors_and_moderators(people):
    enter = {name for name, actor in people.items() if policy.may_enter_admin(actor)}
    assert enter == {"moderator", "editor", "both", "root"}
