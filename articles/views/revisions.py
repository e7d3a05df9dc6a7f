"""The revisions of an article: the list, and the text as it once stood."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.body import body
from articles.models import Article, Revision
from articles.text.marking import MarkRange, pointed_at
from articles.text.passages import PassageAddress
from articles.views.images import image_urls


def visible_article(request: HttpRequest, slug: str) -> Article:
    """The article at ``slug`` if the reader may see it. Raises ``Http404``."""
    return get_object_or_404(Article.objects.visible_to(request.user).select_related("current"), slug=slug)


@require_safe
def revisions(request: HttpRequest, slug: str) -> HttpResponse:
    """All revisions of an article, the latest first."""
    article = visible_article(request, slug)
    rows = article.revisions.defer("source", "blocks", "text", "metadata").order_by("-number")
    return render(request, "articles/revisions.html", {"article": article, "revisions": rows})


@require_safe
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The text of one revision, read only; ``p`` points at a passage of it."""
    article = visible_article(request, slug)
    found = get_object_or_404(Revision.objects.defer("source"), article=article, number=number)
    pointed = _pointed_at(request, found)
    context = {
        "article": article,
        "revision": found,
        "pointed": bool(pointed),
        "groups": body(found.table, pointed, images=image_urls(found)),
        "is_current": found.pk == article.current_id,
    }
    return render(request, "articles/revision.html", context)


def _pointed_at(request: HttpRequest, revision: Revision) -> list[MarkRange]:
    """The passage of ``revision`` that the address points at, if it does."""
    address = PassageAddress.parse(request.GET.get("p", ""))
    if address is None or address.revision != revision.number or address.end > len(revision.text):
        return []
    return [pointed_at(address.start, address.end)]
