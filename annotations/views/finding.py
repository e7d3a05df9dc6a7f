"""Fetch a row and check access at once: what one may not see is not there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from annotations.models import Annotation
from articles.models import Article
from policy import Actor


def visible_article(request: HttpRequest, slug: str) -> Article:
    """The article at ``slug`` with its current revision. Raises ``Http404``."""
    rows = Article.objects.visible_to(request.user).filter(current__isnull=False)
    return get_object_or_404(rows.select_related("current").defer("current__source"), slug=slug)


def visible_annotation(request: HttpRequest, key: str) -> Annotation:
    """The annotation or reply with this key. Raises ``Http404``."""
    rows = Annotation.objects.visible_to(request.user).select_related(
        "article", "author", "root", "root__article"
    )
    return get_object_or_404(rows, key=key)


def allowed_annotation(
    request: HttpRequest, key: str, may: Callable[[Actor, Annotation], bool]
) -> Annotation:
    """As :func:`visible_annotation`, and ``may`` must hold: whoever may not do a thing finds no page for it."""
    annotation = visible_annotation(request, key)
    if not may(request.user, annotation):
        raise Http404
    return annotation
