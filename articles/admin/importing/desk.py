"""What the pages of the import desk have in common: who may open them, which batch, and what surrounds them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

import policy
from articles.models import Batch, Upload

P = ParamSpec("P")


def for_editors(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Nobody but editors finds the page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not policy.may_edit_articles(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def batch_of(request: HttpRequest, key: uuid.UUID) -> Batch:
    """The editor's own batch with its counts. Raises ``Http404``."""
    return get_object_or_404(Batch.objects.of(request.user).with_counts(), key=key)


def upload_of(request: HttpRequest, key: uuid.UUID, pk: int) -> Upload:
    """A document of the editor's own batch. Raises ``Http404``."""
    found = Upload.objects.select_related("batch__made_by", "chosen", "article", "revision")
    mine = Batch.objects.of(request.user)
    return get_object_or_404(found.exclude(state="picture"), pk=pk, batch__key=key, batch__in=mine)


def page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the desk within the admin's frame."""
    template = f"admin/articles/article/{name}.html"
    # The outline and two texts side by side need the width that the admin's list of models would take.
    frame = admin.site.each_context(request) | {"is_nav_sidebar_enabled": False}
    return render(request, template, {**frame, **context}, status=status)
