"""The editors' desk: articles, their import, and the rows they share."""

from articles.admin import articles, names  # noqa: F401
