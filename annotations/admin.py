"""Annotations, reports and the ledger in the admin: read by moderators, decided on the site's own pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

import policy
from annotations.models import Annotation, LedgerEntry, Report


class ForModerators:
    """Mixin for ``ModelAdmin``: moderators read; nobody adds, changes or deletes here."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the section is listed."""
        return policy.may_read_reports(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows are shown."""
        return policy.may_read_reports(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Readers write on the site."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody edits the words of others."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is wrong is hidden, with a reason; nothing disappears."""
        return False


@admin.register(Annotation)
class AnnotationAdmin(ForModerators, admin.ModelAdmin):
    """Public annotations and replies; private ones are never listed."""

    view_on_site = False
    list_display = ["key", "kind", "article", "author", "created_at", "state", "decision"]
    list_filter = ["kind", "created_at", ("hidden_at", admin.EmptyFieldListFilter)]
    search_fields = ["key", "body", "claim", "exact", "author__username"]
    list_select_related = ["article", "author"]
    fields = [
        "key", "kind", "article", "author", "exact", "claim", "body", "source", "created_at", "edited_at", "withdrawn_at",
        "hidden_at", "decision",
    ]  # fmt: skip
    readonly_fields = ["key", "created_at", "decision"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annotation]:
        """Public ones that the moderator may see."""
        return Annotation.objects.visible_to(request.user).public()

    @admin.display(description=_("state"))
    def state(self, annotation: Annotation) -> str:
        """Hidden, withdrawn or standing."""
        if annotation.is_hidden:
            return str(_("Hidden"))
        return str(_("Withdrawn") if annotation.is_withdrawn else _("Standing"))

    @admin.display(description=_("decide"))
    def decision(self, annotation: Annotation) -> SafeString:
        """The way to hide or restore it."""
        name, label = ("restoration", _("Restore…")) if annotation.is_hidden else ("hiding", _("Hide…"))
        return format_html('<a href="{}">{}</a>', reverse(name, args=[annotation.key]), label)


@admin.register(Report)
class ReportAdmin(ForModerators, admin.ModelAdmin):
    """Reports, open and settled."""

    list_display = ["annotation", "reason", "reporter", "created_at", "settled_at"]
    list_filter = ["reason", ("settled_at", admin.EmptyFieldListFilter)]
    list_select_related = ["annotation", "reporter"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """Of annotations that the moderator may see."""
        seen = Annotation.objects.visible_to(request.user).public()
        return super().get_queryset(request).filter(annotation__in=seen)


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ForModerators, admin.ModelAdmin):
    """Decisions."""

    list_display = ["created_at", "decision", "annotation", "actor", "reason"]
    list_filter = ["decision"]
    list_select_related = ["annotation", "actor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LedgerEntry]:
        """Of annotations that the moderator may see."""
        seen = Annotation.objects.visible_to(request.user).public()
        return super().get_queryset(request).filter(annotation__in=seen)
