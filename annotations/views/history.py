"""How an annotation read before its edits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.views.finding import visible_annotation


@require_safe
def history(request: HttpRequest, key: str) -> HttpResponse:
    """All wordings, the present one first."""
    annotation = visible_annotation(request, key)
    context = {"annotation": annotation, "article": annotation.article, "wordings": annotation.wordings.all()}
    return render(request, "annotations/history.html", context)
