"""The discussion of the whole library: what readers wrote lately, in public."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import policy
from annotations.models import Annotation, Kind
from articles.models import Tag

PAGE = 30


@require_safe
def discussion(request: HttpRequest) -> HttpResponse:
    """Public annotations and replies, the latest first; ``kind`` and ``tag`` narrow them."""
    rows = (
        Annotation.objects.visible_to(request.user)
        .filter(hidden_at__isnull=True)
        .public()
        .standing()
        .select_related("article", "root", "author")
        .prefetch_related("tagged__tag")
        .newest_first()
    )
    kind = request.GET.get("kind", "")
    slug = request.GET.get("tag", "").replace("\x00", "")[:100]
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    tag = Tag.objects.filter(slug=slug).first() if slug else None
    if slug:
        rows = rows.filter(tagged__tag=tag) if tag else rows.none()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    query = {name: value for name, value in (("kind", kind), ("tag", slug)) if value}
    context = {
        "page_obj": page,
        "page_query": urlencode(query),
        "kinds": Kind.choices,
        "kind": kind,
        "tag": tag,
        "slug": slug,
        "may_export": policy.may_export_everything(request.user),
        "may_import": policy.may_import_annotations(request.user),
    }
    return render(request, "annotations/discussion.html", context)
