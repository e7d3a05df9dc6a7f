"""Files that wait at the import desk: nothing else is saved before an editor confirms them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.labels import FORMAT_LABELS

if TYPE_CHECKING:
    from policy import Actor

KEPT = timedelta(days=30)


class State(models.TextChoices):
    """How far a file has come."""

    UNREAD = "unread", _("not read yet")
    READY = "ready", _("waits for you")
    REFUSED = "refused", _("refused")
    PICTURE = "picture", _("picture")
    CONFIRMED = "confirmed", _("waits its turn")
    DONE = "done", _("imported")


class BatchQuerySet(models.QuerySet["Batch"]):
    """Words for many batches."""

    def of(self, actor: Actor) -> BatchQuerySet:
        """Those of ``actor``; a batch is seen by whoever made it."""
        return self.filter(made_by_id=actor.pk) if actor.pk else self.none()

    def outdated(self) -> BatchQuerySet:
        """Those that nobody came back for."""
        return self.filter(made_at__lt=timezone.now() - KEPT)

    def with_counts(self) -> BatchQuerySet:
        """Each with ``first`` (a file's name) and how many files there are and stand where.

        ``files`` counts documents, without pictures; ``unread``, ``ready``, ``refused``, ``confirmed``, ``done`` by state.
        """
        counted = {
            state.value: Count("uploads", filter=Q(uploads__state=state))
            for state in State
            if state is not State.PICTURE
        }
        documents = Upload.objects.filter(batch=OuterRef("pk")).exclude(state=State.PICTURE)
        return self.annotate(
            first=Subquery(documents.order_by("position").values("file_name")[:1]),
            files=Count("uploads", filter=~Q(uploads__state=State.PICTURE)),
            **counted,
        )


class Batch(models.Model):
    """Files that came together, with what the editor has decided for all of them."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    publication = models.CharField(max_length=20, default="as-file")
    note = models.CharField(max_length=500, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        """The latest first."""

        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-made_at", "-pk"]

    def get_absolute_url(self) -> str:
        """The page with all its files."""
        return reverse("admin:articles_article_import_preview", args=[self.key])

    def __str__(self) -> str:
        return str(self.key)


class Upload(models.Model):
    """A file of a batch, what the editor has said of it and what importing it would do or has done.

    ``format``, ``encoding``, ``publication`` and ``note`` are empty where the editor leaves them to the file or the batch.
    ``target`` is "" (find out), "new" or "chosen" (``chosen``). ``outcome``, ``article``, ``base`` (the revision
    that was current) and ``told`` are what the editor was last shown; an import that would do anything else asks again.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="uploads")
    position = models.PositiveIntegerField(default=0)
    file_name = models.CharField(_("file name"), max_length=300)
    data = models.BinaryField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.UNREAD)

    format = models.CharField(max_length=40, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    corrections = models.JSONField(default=dict)
    target = models.CharField(max_length=10, blank=True)
    chosen = models.ForeignKey("Article", on_delete=models.SET_NULL, null=True, related_name="+")
    publication = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=500, blank=True)
    is_minor = models.BooleanField(default=False)
    decisions = models.JSONField(default=dict)  # answers to what panels have asked, by field

    outcome = models.CharField(max_length=20, blank=True)
    article = models.ForeignKey("Article", on_delete=models.SET_NULL, null=True, related_name="+")
    base = models.PositiveBigIntegerField(null=True)
    told = models.CharField(max_length=200, blank=True)  # the tokens of the panels
    revision = models.ForeignKey("Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    facts = models.JSONField(default=dict)  # title, lang, format, encoding, blocks, draft: for the list
    guesses = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        """In the order in which they came."""

        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["batch", "position", "pk"]
        indexes = [models.Index(fields=["batch", "state", "position"], name="uploads_by_state")]

    @property
    def seen(self) -> str:
        """What the editor was last shown that importing would do, as a token."""
        return f"{self.outcome}:{self.article_id or ''}:{self.base or ''}:{self.told}"

    @property
    def format_name(self) -> str:
        """The format in words; empty for a file that was refused."""
        name = self.facts.get("format", "")
        return str(FORMAT_LABELS.get(name, name))

    def get_absolute_url(self) -> str:
        """The page with everything about this file."""
        return reverse("admin:articles_article_import_document", args=[self.batch.key, self.pk])

    def remember(self, **values: Any) -> None:
        """Set and save some fields."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))

    def __str__(self) -> str:
        return self.file_name
