"""A reader's own annotations, private ones included."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from annotations.actions import acknowledge
from annotations.models import Annotation, Decision, Kind, LedgerEntry, Placement, Visibility

PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def changed(request: HttpRequest) -> HttpResponse:
    """GET: own notes whose passages revisions have changed, those not yet seen first; POST: they are seen."""
    if request.method == "POST":
        acknowledge(actor=request.user)
        return redirect("mine")
    rows = (
        _changed(request)
        .select_related("annotation__article", "annotation__revision", "annotation__root", "revision")
        .defer(
            "revision__source",
            "revision__blocks",
            "annotation__revision__source",
            "annotation__revision__blocks",
            "annotation__revision__text",
        )
        .order_by(F("acknowledged_at").asc(nulls_first=True), "-pk")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "annotations/changed.html", {"page_obj": page})


def _changed(request: HttpRequest) -> QuerySet[Placement]:
    """Where own notes stand now whose passages revisions have changed."""
    own = Annotation.objects.visible_to(request.user).standing().filter(author_id=request.user.pk)
    return Placement.objects.current().changed().filter(annotation__in=own)


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
        .prefetch_related("tagged__tag")
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
        "unseen": _changed(request).filter(acknowledged_at__isnull=True).count(),
    }
    return render(request, "annotations/mine.html", context)
