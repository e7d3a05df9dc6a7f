"""The library: the home page and the list of articles."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

import policy
from articles.models import Article

PAGE = 20
LATEST = 8
_FIELDS = {
    "tag": ("tags__slug", _("Tag")),
    "lang": ("lang", _("Language")),
    "category": ("category", _("Category")),
    "area": ("area", _("Area")),
    "series": ("series", _("Series")),
    "project": ("projects__name", _("Project")),
    "speaker": ("speakers__name", _("Speaker")),
    "author": ("author", _("Author")),
    "entity": ("entities__name", _("Named")),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is on, and the address of the list without it."""

    name: str
    label: str
    value: str
    clear_url: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The latest articles, and what this place is."""
    latest = _listed(request)[:LATEST]
    return render(
        request, "articles/home.html", {"latest": latest, "is_editor": policy.is_editor(request.user)}
    )


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """All articles that the reader may see, filtered by the query string; unknown parameters are ignored."""
    query = _clean(request.GET.get("q", ""))
    filters = {name: value for name in _FIELDS if (value := _clean(request.GET.get(name, "")))}
    rows = _listed(request)
    for name, value in filters.items():
        rows = rows.filter(**{_FIELDS[name][0]: value})
    if query:
        rows = rows.filter(Q(title__icontains=query) | Q(summary__icontains=query))
    page = Paginator(rows.distinct(), PAGE).get_page(request.GET.get("page"))
    shown = [
        Filter(name, str(_FIELDS[name][1]), value, _address(filters, query, without=name))
        for name, value in filters.items()
    ]
    context = {
        "page_obj": page,
        "filters": shown,
        "query": query,
        "total": page.paginator.count,
        "page_query": _address(filters, query).removeprefix("?"),
    }
    return render(request, "articles/list.html", context)


def _listed(request: HttpRequest) -> QuerySet[Article]:
    """Visible articles as a list prints them: without the heavy columns, with their tags."""
    return Article.objects.visible_to(request.user).newest_first().prefetch_related("tags")  # type: ignore[misc]  # taggit has no types


def _clean(value: str) -> str:
    """A value from the query string as the database can take it: bounded, without NUL (PostgreSQL refuses it)."""
    return value.replace("\x00", "").strip()[:200]


def _address(filters: dict[str, str], query: str, without: str = "") -> str:
    left = {name: value for name, value in filters.items() if name != without}
    if query:
        left["q"] = query
    return "?" + urlencode(left)
