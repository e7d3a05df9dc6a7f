"""Annotations: what readers write beside a text."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """The storey of notes, threads and moderation."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "annotations"

    def ready(self) -> None:
        """Listen to ``revision_published``."""
        from annotations import receivers  # noqa: F401
