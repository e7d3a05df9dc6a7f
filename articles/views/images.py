"""The pictures of articles, guarded like their articles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, Image, Revision


@require_safe
def image(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """A picture of the article: of revision ``r`` (query string), else of the current one."""
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    number = request.GET.get("r", "")
    chosen = (
        {"revision__number": int(number)}
        if number.isdecimal() and len(number) < 9
        else {"revision": article.current_id}
    )
    found = get_object_or_404(Image, revision__article=article, path=path, **chosen)
    response = HttpResponse(bytes(found.data), content_type=found.media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"  # it may become a draft again
    return response


def image_urls(revision: Revision) -> dict[str, str]:
    """The URL of each picture of ``revision`` by its address as written. One query, none without pictures."""
    if not any(block.image for block in revision.table.blocks):
        return {}
    slug = revision.article.slug
    return {
        path: f"{reverse('image', args=[slug, path])}?r={revision.number}"
        for path in revision.images.values_list("path", flat=True)
    }
