"""The import desk: upload, look, correct, confirm. One module a page."""

from articles.admin.importing.batch import batch, go_on
from articles.admin.importing.document import document
from articles.admin.importing.editing import edit
from articles.admin.importing.upload import upload

__all__ = ["batch", "document", "edit", "go_on", "upload"]
