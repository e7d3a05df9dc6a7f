"""Rows for tests, made the way the product makes them wherever that is what matters."""

from __future__ import annotations

import itertools
from typing import Any

from django.contrib.auth.models import AnonymousUser, Group
from django.core.cache import cache

from accounts.models import User
from annotations.actions import annotate, reply
from annotations.models import Annotation, Visibility
from articles.actions import Publication, import_document
from articles.importing.parse import parse_document
from articles.models import Article
from policy import Role

PASSWORD = "correct horse battery staple"
TEXT = """\
Work visas and the people who hold them

The first paragraph says that nobody needs an invitation. It says so twice, to be sure.

中国推出𠮷K签证🤣，让许多人议论纷纷。有人赞成，有人反对。

The last paragraph doubts it. An employer must sign, it says, and pay.
"""
_numbers = itertools.count(1)

nobody = AnonymousUser()


def make_user(name: str = "", *roles: Role, **fields: Any) -> User:
    """A person with these roles by their groups; the password is ``PASSWORD``."""
    user = User.objects.create_user(name or f"reader{next(_numbers)}", password=PASSWORD, **fields)
    for role in roles:
        user.groups.add(Group.objects.get_or_create(name=role.value)[0])
    return user


def make_article(text: str = TEXT, *, published: bool = True, file: str = "") -> Article:
    """An article imported from ``text``, with its current revision loaded."""
    data = text.encode()
    document = parse_document(data, file=file or f"text{next(_numbers)}.txt")
    publication = Publication.PUBLISH if published else Publication.DRAFT
    made = import_document(actor=None, document=document, data=data, publication=publication)
    return Article.objects.select_related("current").get(pk=made.article.pk)


def revise(article: Article, text: str) -> Article:
    """Import another state of ``article``'s file; returns it fresh."""
    data = text.encode()
    document = parse_document(data, file=article.file_name)
    import_document(actor=None, document=document, data=data)
    return Article.objects.select_related("current").get(pk=article.pk)


def make_annotation(article: Article, quote: str, author: User | None = None, **fields: Any) -> Annotation:
    """A note of ``author`` on the first place of ``quote`` in the current text."""
    assert article.current is not None
    start = article.current.text.index(quote)
    values: dict[str, Any] = {"kind": "note", "body": "A note.", "visibility": Visibility.PUBLIC} | fields
    return annotate(
        actor=author or make_user(),
        article=article,
        revision_id=article.current.pk,
        start=start,
        end=start + len(quote),
        exact=quote,
        **values,
    )


def make_reply(parent: Annotation, author: User | None = None, body: str = "An answer.") -> Annotation:
    """An answer to ``parent``."""
    return reply(actor=author or make_user(), parent=parent, body=body)


def forget_limits() -> None:
    """Let rate limits begin anew."""
    cache.clear()
