"""An earlier text of an article, with the notes that stood in it then."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotations.page import beside, discussion, marks
from annotations.views.finding import visible_article
from articles.body import body
from articles.models import Revision
from articles.text.marking import MarkRange, pointed_at
from articles.text.passages import PassageAddress
from articles.views.images import image_urls


@require_safe
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The text of one revision and its discussion; ``p`` points at a passage of it."""
    article = visible_article(request, slug)
    found = get_object_or_404(Revision.objects.defer("source"), article=article, number=number)
    found.article = article  # spare the query: it is the same row
    threads, _without_place = discussion(article, found, request.user)
    pointed = _pointed_at(request, found)
    context = {
        "article": article,
        "revision": found,
        "pointed": bool(pointed),
        "threads": threads,
        "groups": body(
            found.table, [*marks(threads), *pointed], images=image_urls(found), extras=beside(threads)
        ),
        "is_current": found.pk == article.current_id,
    }
    return render(request, "reading/revision.html", context)


def _pointed_at(request: HttpRequest, revision: Revision) -> list[MarkRange]:
    """The passage of ``revision`` that the address points at, if it does."""
    address = PassageAddress.parse(request.GET.get("p", ""))
    if address is None or address.revision != revision.number or address.end > len(revision.text):
        return []
    return [pointed_at(address.start, address.end)]
