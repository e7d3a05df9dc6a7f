"""Projects, entities, speakers and tags: rows that articles share."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.permissions import ForEditors
from articles.models import Entity, Project, Speaker, Tag


@admin.register(Project)
class ProjectAdmin(ForEditors, admin.ModelAdmin):
    """Lines of work."""

    search_fields = ["name"]


@admin.register(Entity)
class EntityAdmin(ForEditors, admin.ModelAdmin):
    """People, organisations, products and media."""

    search_fields = ["name"]


@admin.register(Speaker)
class SpeakerAdmin(ForEditors, admin.ModelAdmin):
    """Speakers; the alias is a guess of the importer that an editor corrects here."""

    list_display = ["name", "alias"]
    list_editable = ["alias"]
    search_fields = ["name", "alias"]


@admin.register(Tag)
class TagAdmin(ForEditors, admin.ModelAdmin):
    """Tags."""

    list_display = ["name", "slug"]
    view_on_site = False
    search_fields = ["name", "slug"]
