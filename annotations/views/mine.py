"""A reader's own annotations, private ones included."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.models import Annotation, Decision, Kind, LedgerEntry, Visibility

PAGE = 30


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Own annotations and replies, the latest first; ``kind`` and ``visibility`` narrow them."""
    hidings = LedgerEntry.objects.filter(annotation=OuterRef("pk"), decision=Decision.HIDE)
    rows = (
        Annotation.objects.visible_to(request.user)
        .filter(author_id=request.user.pk)
        .standing()
        .select_related("article", "root", "author")
        .annotate(hidden_because=Subquery(hidings.values("reason")[:1]))
        .newest_first()
    )
    kind, visibility = request.GET.get("kind", ""), request.GET.get("visibility", "")
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    if visibility in Visibility.values:
        rows = rows.filter(visibility=visibility)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "kinds": Kind.choices,
        "visibilities": Visibility.choices,
        "kind": kind,
        "visibility": visibility,
    }
    return render(request, "annotations/mine.html", context)
