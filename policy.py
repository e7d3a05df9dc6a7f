"""The whole policy of the house on one screen: who may do what.

Every function is a pure predicate over plain attributes, so that it can be read, tested and reasoned about
without a database. The rows that a list may show come from ``QuerySet.visible_to``, which says the same things
in SQL; ``tests/test_policy.py`` proves that the two never disagree.

Whoever fails a ``may_see_*`` rule gets *not found*, never *forbidden*: an answer must not betray that a draft
or a private note exists. What one sees but may not do has no page either: its address answers *not found*. Whoever
is signed out is asked to sign in first, whatever there is at that address. Only the admin, which one enters
knowingly, says *forbidden*.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person may be beside a reader; the values are the names of the Django groups."""

    MODERATOR = "moderator"
    EDITOR = "editor"


class Actor(Protocol):
    """Whoever asks: a signed-in user or Django's ``AnonymousUser``."""

    @property
    def pk(self) -> int | None: ...
    @property
    def is_authenticated(self) -> bool: ...


class ArticleFacts(Protocol):
    """What the rules need to know of an article."""

    @property
    def is_published(self) -> bool: ...


class AnnotationFacts(Protocol):
    """What the rules need to know of an annotation or a reply."""

    @property
    def author_id(self) -> int | None: ...
    @property
    def is_public(self) -> bool: ...
    @property
    def is_hidden(self) -> bool: ...
    @property
    def is_withdrawn(self) -> bool: ...
    @property
    def has_replies(self) -> bool: ...
    @property
    def root(self) -> AnnotationFacts | None: ...
    @property
    def article(self) -> ArticleFacts: ...


def roles(actor: Actor) -> frozenset[Role]:
    """The roles of ``actor``: none for nobody and plain readers, all for an active superuser."""
    return getattr(actor, "roles", frozenset())


def is_editor(actor: Actor) -> bool:
    """Editors import, publish and read drafts."""
    return Role.EDITOR in roles(actor)


def is_moderator(actor: Actor) -> bool:
    """Moderators read reports, hide and restore what readers wrote."""
    return Role.MODERATOR in roles(actor)


def may_enter_admin(actor: Actor) -> bool:
    """Editors and moderators work in the admin."""
    return is_editor(actor) or is_moderator(actor)


# Articles ------------------------------------------------------------------------------------------------


def may_see_article(actor: Actor, article: ArticleFacts) -> bool:
    """A published article is everyone's; a draft is the editors'."""
    return article.is_published or is_editor(actor)


def may_edit_articles(actor: Actor) -> bool:
    """Import, correct, publish and unpublish."""
    return is_editor(actor)


# Annotations and replies -----------------------------------------------------------------------------------


def is_author(actor: Actor, annotation: AnnotationFacts) -> bool:
    """Whether ``actor`` wrote it; nobody is the author of a note whose account has gone."""
    return actor.is_authenticated and actor.pk is not None and annotation.author_id == actor.pk


def may_see_annotation(actor: Actor, annotation: AnnotationFacts) -> bool:
    """Private notes are their author's alone, also before moderators; hidden ones are the author's and the moderators'.

    A withdrawn one is seen (as a tombstone) only while replies need its place. Nobody sees a note on an article,
    or a reply in a thread, that they may not see.
    """
    if not may_see_article(actor, annotation.article):
        return False
    if annotation.is_withdrawn and not annotation.has_replies:
        return False
    if annotation.root is not None and not _is_open_to(actor, annotation.root):
        return False
    return _is_open_to(actor, annotation)


def _is_open_to(actor: Actor, annotation: AnnotationFacts) -> bool:
    """Whether the annotation itself, apart from its article and thread, is open to ``actor``."""
    if is_author(actor, annotation):
        return True
    return annotation.is_public and (not annotation.is_hidden or is_moderator(actor))


def may_annotate(actor: Actor, article: ArticleFacts) -> bool:
    """Signed-in readers annotate whatever they may read."""
    return actor.is_authenticated and may_see_article(actor, article)


def may_reply(actor: Actor, annotation: AnnotationFacts) -> bool:
    """Replies are public, so they go to public annotations that still stand."""
    return (
        actor.is_authenticated
        and annotation.is_public
        and not annotation.is_hidden
        and not annotation.is_withdrawn
        and may_see_annotation(actor, annotation)
    )


def may_reply_in(actor: Actor, root: AnnotationFacts) -> bool:
    """A thread takes replies while it can be seen by all; that its root was withdrawn does not end the talk."""
    return (
        actor.is_authenticated and root.is_public and not root.is_hidden and may_see_annotation(actor, root)
    )


def may_edit_annotation(actor: Actor, annotation: AnnotationFacts) -> bool:
    """Authors edit their own words while these stand; a moderator's decision is not edited away."""
    return (
        is_author(actor, annotation)
        and not annotation.is_withdrawn
        and not annotation.is_hidden
        and may_see_annotation(actor, annotation)
    )


def may_place_annotation(actor: Actor, annotation: AnnotationFacts) -> bool:
    """Authors and editors show where a note's passage went when a revision changed it; private ones their author."""
    return (
        annotation.root is None
        and not annotation.is_withdrawn
        and (is_author(actor, annotation) or is_editor(actor))
        and may_see_annotation(actor, annotation)
    )


def may_withdraw_annotation(actor: Actor, annotation: AnnotationFacts) -> bool:
    """Authors take back what they wrote, also when it is hidden."""
    return (
        is_author(actor, annotation) and not annotation.is_withdrawn and may_see_annotation(actor, annotation)
    )


def may_report_annotation(actor: Actor, annotation: AnnotationFacts) -> bool:
    """Signed-in readers report what others wrote in public."""
    return (
        actor.is_authenticated
        and not is_author(actor, annotation)
        and annotation.is_public
        and not annotation.is_withdrawn
        and may_see_annotation(actor, annotation)
    )


def may_moderate_annotation(actor: Actor, annotation: AnnotationFacts) -> bool:
    """Moderators decide over public words that they may see; private notes are out of their reach."""
    return is_moderator(actor) and annotation.is_public and may_see_annotation(actor, annotation)


def may_read_reports(actor: Actor) -> bool:
    """The queue of reports and the ledger are the moderators'."""
    return is_moderator(actor)


def may_export_everything(actor: Actor) -> bool:
    """All public words leave by the hands of those who work at the desk; private ones only with their authors."""
    return may_enter_admin(actor)


def may_import_annotations(actor: Actor) -> bool:
    """Editors bring documents, and what was said about them elsewhere."""
    return is_editor(actor)
