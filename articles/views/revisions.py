"""The revisions of an article."""

from __future__ import annotations

from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article


def visible_article(request: HttpRequest, slug: str) -> Article:
    """The article at ``slug`` if the reader may see it. Raises ``Http404``."""
    return get_object_or_404(Article.objects.visible_to(request.user).select_related("current"), slug=slug)


@require_safe
def revisions(request: HttpRequest, slug: str) -> HttpResponse:
    """All revisions of an article, the latest first."""
    article = visible_article(request, slug)
    rows = list(article.revisions.defer("source", "blocks", "text", "metadata").order_by("-number"))
    for row, before in pairwise(rows):
        row.previous = before.number  # type: ignore[attr-defined]
    return render(request, "articles/revisions.html", {"article": article, "revisions": rows})
