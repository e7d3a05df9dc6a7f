"""Reports of readers and what moderators decided: the rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReportReason(models.TextChoices):
    """Why a reader reports an annotation."""

    ABUSE = "abuse", _("It attacks or insults people")
    SPAM = "spam", _("It is advertising or spam")
    PRIVACY = "privacy", _("It reveals private data")
    OFF_TOPIC = "off-topic", _("It has nothing to do with the passage")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """A reader's report of an annotation, open until a moderator settles it."""

    annotation = models.ForeignKey("annotations.Annotation", on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="reports"
    )
    reason = models.CharField(_("reason"), max_length=20, choices=ReportReason.choices)
    detail = models.TextField(_("details"), blank=True)
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        """A reader has one open report an annotation."""

        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["annotation", "reporter"],
                condition=Q(settled_at__isnull=True),
                name="one_open_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.annotation_id})"


class Decision(models.TextChoices):
    """What a moderator did."""

    HIDE = "hide", _("Hidden")
    RESTORE = "restore", _("Restored")
    DISMISS = "dismiss", _("Report dismissed")


class LedgerEntry(models.Model):
    """Who decided what in moderation, and why. Only ever added to."""

    annotation = models.ForeignKey("annotations.Annotation", on_delete=models.CASCADE, related_name="ledger")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    reason = models.TextField(_("reason"))
    created_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta:
        """The latest first."""

        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.annotation_id}"
