"""A passage by its lasting address, and how to cite it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.passages import LinkedPassage, linked_passage
from annotations.views.finding import visible_article
from articles.models import Article
from articles.text.citing import Citation, turn_at


@require_safe
def passage(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """To the passage in the present text or, when its words are gone, in the revision that has them."""
    article = visible_article(request, slug)
    found = _passage(article, address)
    if found.place is None:
        page = reverse("revision", args=[slug, found.address.revision])
    else:
        page = article.get_absolute_url()
    return redirect(f"{page}?p={found.address}#passage")


@require_safe
def citation(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The passage as a citation in three forms."""
    article = visible_article(request, slug)
    found = _passage(article, address)
    url = request.build_absolute_uri(reverse("passage", args=[slug, found.address]))
    context = {"article": article, "passage": found, "url": url, "citation": cite(article, found, url)}
    return render(request, "reading/citation.html", context)


def _passage(article: Article, address: str) -> LinkedPassage:
    found = linked_passage(article, address)
    if found is None:
        raise Http404
    return found


def cite(article: Article, found: LinkedPassage, url: str) -> Citation:
    """What a citation of ``found`` tells; ``url`` is the passage's own."""
    address = found.address
    return Citation(
        title=article.title,
        quote=found.quote,
        url=url,
        revision=address.revision,
        seen=timezone.localdate(),
        lang=found.revision.lang,
        key=f"article-{article.pk}-{address.revision}-{address.start}",
        author=article.author,
        published=article.series,
        dated=article.date,
        turn=turn_at(found.revision.table, address.start),
    )
