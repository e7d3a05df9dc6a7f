"""Annotations: what readers write beside a text."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """The storey of notes, threads and moderation."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "annotations"

    def ready(self) -> None:
        """Listen to ``revision_published``; tell editors what a revision does to the notes."""
        from annotations import receivers  # noqa: F401
        from annotations.panel import PREFIX, notes_panel
        from articles.panels import register_panel

        register_panel(PREFIX, notes_panel)
