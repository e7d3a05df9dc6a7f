"""What changed from one revision of an article to another."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles.differences import difference
from articles.views.revisions import visible_article


@require_safe
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """To the page with the two revisions that the form names, the earlier one first."""
    article = visible_article(request, slug)
    chosen = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(number.isdecimal() and len(number) < 9 for number in chosen):
        return redirect("revisions", slug)
    older, newer = sorted(map(int, chosen))
    if older == newer or article.revisions.filter(number__in=(older, newer)).count() != 2:
        return redirect("revisions", slug)
    return redirect("changes", slug, older, newer)


@require_safe
def changes(request: HttpRequest, slug: str, older: int, newer: int) -> HttpResponse:
    """Two revisions: block by block, and inside them by word (Latin) and by character (Chinese)."""
    article = visible_article(request, slug)
    if older > newer:
        return redirect("changes", slug, newer, older)
    found = {row.number: row for row in article.revisions.filter(number__in=(older, newer)).defer("source")}
    if len(found) != 2:
        raise Http404
    between = article.revisions.filter(number__gt=older, number__lte=newer).defer("source", "blocks", "text")
    context = {
        "article": article,
        "older": found[older],
        "newer": found[newer],
        "notes": [row for row in between.order_by("number") if row.note or row.is_minor],
        "difference": difference(found[older].table.blocks, found[newer].table.blocks),
    }
    return render(request, "articles/changes.html", context)
