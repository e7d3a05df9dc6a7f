"""A reader's public page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from annotations.models import Annotation

PAGE = 30


@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    """Who it is, and what they wrote in public that the viewer may see."""
    found = get_object_or_404(User, username=username, is_active=True)
    rows = (
        Annotation.objects.visible_to(request.user)
        .filter(author=found, hidden_at__isnull=True)
        .public()
        .standing()
        .select_related("article", "root", "author")
        .prefetch_related("tagged__tag")
        .newest_first()
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "annotations/person.html", {"person": found, "page_obj": page})
