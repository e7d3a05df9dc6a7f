"""Annotations, where they stand, how they changed, and what moderators decided about them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager

import policy
from annotations.markup import check_address
from annotations.moderation import Decision, LedgerEntry, Report, ReportReason
from annotations.provenance import Provenance
from annotations.tagging import TaggedAnnotation
from articles.models import Article, Revision

if TYPE_CHECKING:
    from policy import Actor

# Rows of this app that have rooms of their own.
__all__ = ["Decision", "LedgerEntry", "Provenance", "Report", "ReportReason", "TaggedAnnotation"]

KEY_LENGTH = 12
LONGEST_KEY = 40  # of one that a client asked for by "Slug"
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # without l, o, 0 and 1, which people confuse


def make_key() -> str:
    """A public name of 60 random bits: running numbers would betray how many private notes there are."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(KEY_LENGTH))


class Kind(models.TextChoices):
    """What an annotation is."""

    HIGHLIGHT = "highlight", _("Highlight")
    NOTE = "note", pgettext_lazy("kind of annotation", "Note")
    QUESTION = "question", _("Question")
    EVIDENCE = "evidence", _("Evidence")
    COUNTERARGUMENT = "counterargument", _("Counterargument")
    REPLY = "reply", _("Reply")


class Visibility(models.TextChoices):
    """Who may read an annotation."""

    PUBLIC = "public", _("Public: every reader")
    PRIVATE = "private", _("Private: only you")


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    """Words for many annotations."""

    def visible_to(self, actor: Actor) -> AnnotationQuerySet:
        """Those that ``actor`` may see; ``policy.may_see_annotation`` in SQL."""
        rows = self if policy.is_editor(actor) else self.filter(article__published_at__isnull=False)
        rows = rows.filter(Q(withdrawn_at__isnull=True) | Q(replies_count__gt=0))
        return rows.filter(_readable(actor, "") & (Q(root__isnull=True) | _readable(actor, "root__")))

    def threads(self) -> AnnotationQuerySet:
        """Annotations of a passage, without the replies."""
        return self.filter(root__isnull=True)

    def public(self) -> AnnotationQuerySet:
        """Those meant for everyone; moderation and drafts are the business of ``visible_to``."""
        return self.filter(visibility=Visibility.PUBLIC)

    def standing(self) -> AnnotationQuerySet:
        """Those that their authors have not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def newest_first(self) -> AnnotationQuerySet:
        """The latest first."""
        return self.order_by("-created_at", "-pk")


def _readable(actor: Actor, prefix: str) -> Q:
    """Whether the annotation at ``prefix`` itself is open to ``actor``: public and not hidden, or their own."""
    open_to_all = Q(**{f"{prefix}visibility": Visibility.PUBLIC})
    if not policy.is_moderator(actor):
        open_to_all &= Q(**{f"{prefix}hidden_at__isnull": True})
    if actor.is_authenticated:
        return open_to_all | Q(**{f"{prefix}author_id": actor.pk})
    return open_to_all


class Annotation(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    """A highlight, note, question, evidence or counterargument on a passage, or a reply to one.

    ``revision``, ``start``, ``end`` (code points of its canonical text, half-open), ``exact``, ``prefix`` and
    ``suffix`` are its immutable origin; where it stands in other revisions is a :class:`Placement`. A reply has
    no passage of its own: it has a ``parent`` and the ``root`` of its thread.
    """

    key = models.CharField(max_length=LONGEST_KEY, unique=True, default=make_key, editable=False)
    # No way back from articles and people: the filters of the admin would tell who has private notes, and where.
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    attributed_to = models.CharField(
        _("attributed to"),
        max_length=200,
        blank=True,
        help_text=_(
            "Who wrote it, when it was brought from another site and nobody here may speak for them."
        ),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    exact = models.TextField(_("quote"), blank=True)
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)

    root = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="thread", db_index=False
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="replies", db_index=False
    )
    replies_count = models.PositiveIntegerField(
        _("replies"),
        default=0,
        help_text=_("Direct replies that are seen: standing, or withdrawn with replies."),
    )

    claim = models.TextField(_("claim denied"), blank=True)
    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(blank=True, editable=False)
    source = models.TextField(_("source"), blank=True)

    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True)
    client_key = models.UUIDField(
        null=True, editable=False, help_text=_("Named by the browser, so that a note sent twice is one note.")
    )
    tags = TaggableManager(through=TaggedAnnotation, blank=True)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        """Rules that hold whatever the code does."""

        verbose_name = _("annotation")
        verbose_name_plural = _("annotations")
        constraints = [
            models.UniqueConstraint(fields=["author", "client_key"], name="annotation_is_sent_once"),
            models.CheckConstraint(
                name="annotation_has_a_passage_or_a_parent",
                condition=Q(
                    ~Q(kind=Kind.REPLY),
                    parent__isnull=True,
                    root__isnull=True,
                    revision__isnull=False,
                    start__isnull=False,
                    end__gt=F("start"),
                )
                | Q(
                    kind=Kind.REPLY,
                    parent__isnull=False,
                    root__isnull=False,
                    revision__isnull=True,
                    start__isnull=True,
                    end__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="replies_are_public",
                condition=~Q(kind=Kind.REPLY) | Q(visibility=Visibility.PUBLIC),
            ),
        ]
        indexes = [
            # A full index on a mostly empty column makes SQLite walk every thread of the site after ANALYZE.
            models.Index(fields=["root", "id"], name="replies_of_a_thread", condition=Q(root__isnull=False)),
            models.Index(fields=["parent"], name="replies_of_a_note", condition=Q(parent__isnull=False)),
            models.Index(fields=["-created_at", "-id"], name="annotations_newest_first"),
        ]

    @property
    def is_public(self) -> bool:
        """Whether it is meant for every reader."""
        return self.visibility == Visibility.PUBLIC

    @property
    def is_hidden(self) -> bool:
        """Whether a moderator has hidden it."""
        return self.hidden_at is not None

    @property
    def is_withdrawn(self) -> bool:
        """Whether its author has taken it back."""
        return self.withdrawn_at is not None

    @property
    def has_replies(self) -> bool:
        """Whether replies keep its place even when it is withdrawn."""
        return self.replies_count > 0

    @property
    def author_name(self) -> str:
        """Who wrote it, as shown; empty when the account has gone."""
        return self.author.shown_name if self.author else self.attributed_to

    @property
    def source_address(self) -> str:
        """The source when it is a web address; empty when it is a title or there is none."""
        return check_address(self.source) or ""

    @property
    def is_reply(self) -> bool:
        """Whether it answers another annotation rather than a passage."""
        return self.kind == Kind.REPLY

    def get_absolute_url(self) -> str:
        """Its permalink, which shows the passage and the thread; a reply stands in its root's thread."""
        if self.root_id is None:
            return reverse("annotation", args=[self.key])
        assert self.root is not None
        return f"{reverse('annotation', args=[self.root.key])}#note-{self.key}"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class Status(models.TextChoices):
    """How an annotation stands in a revision."""

    EXACT = "exact", _("In place")
    SHIFTED = "shifted", _("Shifted with its text")
    EDITED = "edited", _("The passage was edited")
    MOVED = "moved", _("The passage was moved")
    AMBIGUOUS = "ambiguous", _("The passage may stand in several places")
    ORPHAN = "orphan", _("The passage is gone")
    MANUAL = "manual", _("Put in place by hand")

    @classmethod
    def changed(cls) -> list[Status]:
        """Those of which readers and authors are told."""
        return [cls.EDITED, cls.MOVED, cls.AMBIGUOUS, cls.ORPHAN]


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Words for many placements."""

    def current(self) -> PlacementQuerySet:
        """Those in the texts that readers see now."""
        return self.filter(revision=F("annotation__article__current"))

    def changed(self) -> PlacementQuerySet:
        """Those of notes whose passage no longer simply stands where it stood."""
        return self.filter(status__in=Status.changed())


class Placement(models.Model):
    """Where an annotation stands in one revision; without a place, ``start`` and ``end`` are empty.

    ``near`` is the offset where it stands, or about where it would stand if its passage had not gone.
    """

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="placements")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="placements")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    confidence = models.FloatField(_("confidence"), default=1.0)
    near = models.PositiveIntegerField(null=True, editable=False)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("put in place by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
    )
    acknowledged_at = models.DateTimeField(
        _("acknowledged"), null=True, help_text=_("When its author had seen what became of it.")
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        """One place a revision; a place or an honest "none"."""

        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.UniqueConstraint(fields=["annotation", "revision"], name="one_placement_a_revision"),
            models.CheckConstraint(
                name="placement_has_a_place_or_says_why_not",
                condition=Q(
                    status__in=[Status.AMBIGUOUS, Status.ORPHAN], start__isnull=True, end__isnull=True
                )
                | Q(
                    ~Q(status__in=[Status.AMBIGUOUS, Status.ORPHAN]), start__isnull=False, end__gt=F("start")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["revision", "start"], name="placements_in_text_order"),
            models.Index(
                fields=["placed_by"], name="placements_by_hand", condition=Q(placed_by__isnull=False)
            ),
        ]

    @property
    def words(self) -> str:
        """The text that stands there; empty without a place."""
        return self.revision.text[self.start : self.end] if self.start is not None else ""

    @property
    def may_be_put_by_hand(self) -> bool:
        """Whether a person may say better where it stands: nobody corrects words that stand as they stood."""
        return self.status not in (Status.EXACT, Status.SHIFTED)

    def __str__(self) -> str:
        return f"{self.annotation_id} @ {self.revision_id}: {self.status}"


class Wording(models.Model):
    """How an annotation read before an edit: the visible history."""

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="wordings")
    claim = models.TextField(blank=True)
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    source = models.TextField(blank=True)
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The latest first."""

        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.annotation_id} until {self.replaced_at:%Y-%m-%d}"
