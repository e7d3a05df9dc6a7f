"""Articles: documents, revisions, import."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """The storey of texts; it knows nothing of annotations."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "articles"
