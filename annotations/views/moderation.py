"""The moderators' pages: open reports, decisions with a reason, the ledger."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

import policy
from accounts.signing_in import forget_typed, sign_in_first, typed_before
from annotations import actions
from annotations.forms import DecisionForm
from annotations.models import Annotation, Decision, LedgerEntry
from annotations.views.finding import allowed_annotation

PAGE = 30


def _require_moderator(request: HttpRequest) -> None:
    if not policy.may_read_reports(request.user):
        raise Http404


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Annotations with open reports, those reported most first."""
    _require_moderator(request)
    is_open = Q(reports__settled_at__isnull=True, reports__isnull=False)
    rows = (
        Annotation.objects.visible_to(request.user)
        .filter(is_open)
        .annotate(open_reports=Count("reports", filter=is_open), last_report=Max("reports__created_at"))
        .select_related("article", "author", "root")
        .prefetch_related("reports__reporter")
        .order_by("-open_reports", "-last_report")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "moderation/queue.html", {"page_obj": page})


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Every decision, the latest first."""
    _require_moderator(request)
    seen = Annotation.objects.visible_to(request.user)
    rows = LedgerEntry.objects.filter(annotation__in=seen).select_related(
        "actor", "annotation__article", "annotation__root"
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "moderation/ledger.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def hiding(request: HttpRequest, key: str) -> HttpResponse:
    """Hide an annotation or settle its reports without hiding it: ``decision`` says which."""
    if request.method == "POST" and request.POST.get("decision") == Decision.DISMISS:
        return _decide(request, key, Decision.DISMISS, actions.dismiss)
    return _decide(request, key, Decision.HIDE, actions.hide)


@require_http_methods(["GET", "HEAD", "POST"])
def restoration(request: HttpRequest, key: str) -> HttpResponse:
    """Show a hidden annotation again."""
    return _decide(request, key, Decision.RESTORE, actions.restore)


def _decide(request: HttpRequest, key: str, decision: Decision, act: Callable[..., None]) -> HttpResponse:
    if not request.user.is_authenticated:
        return sign_in_first(request, "reason")
    annotation = allowed_annotation(request, key, policy.may_moderate_annotation)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            act(actor=request.user, annotation=annotation, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            forget_typed(request)
            return redirect("moderation")
    context = {
        "annotation": annotation,
        "article": annotation.article,
        "form": form,
        "decision": decision,
        "entries": annotation.ledger.select_related("actor"),
        "reports": annotation.reports.filter(settled_at__isnull=True).select_related("reporter"),
    }
    return render(request, "moderation/decision.html", context, status=422 if form.errors else 200)
