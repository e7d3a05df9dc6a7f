"""Editing one's own words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

import policy
from accounts.signing_in import forget_typed, sign_in_first, typed_before
from annotations.actions import edit
from annotations.forms import EditForm
from annotations.models import Annotation
from annotations.refusals import EditedMeanwhile
from annotations.views.finding import allowed_annotation


@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest, key: str) -> HttpResponse:
    """GET: the words in a form; POST: the new words."""
    if not request.user.is_authenticated:
        return sign_in_first(request, "claim", "body", "source", "visibility", "begun_at")
    annotation = allowed_annotation(request, key, policy.may_edit_annotation)
    form = EditForm(
        request.POST if request.method == "POST" else None,
        annotation=annotation,
        initial=_initial(annotation) | typed_before(request),
    )
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = dict(form.cleaned_data)
        begun_at = _moment(values.pop("begun_at"))
        try:
            edited = edit(actor=request.user, annotation=annotation, begun_at=begun_at, **values)
        except ValidationError as error:
            form.add_error(None, error)
        except EditedMeanwhile as conflict:
            form.add_error(None, str(conflict))
            meanwhile = conflict.annotation
            data = request.POST.copy()
            data["begun_at"] = _initial(meanwhile)["begun_at"]  # sent again, it replaces what is shown
            form.data = data
        else:
            forget_typed(request)
            return redirect(edited)
    status = 409 if meanwhile else 422 if form.errors else 200
    context = {"annotation": annotation, "article": annotation.article, "form": form, "meanwhile": meanwhile}
    return render(request, "annotations/wording.html", context, status=status)


def _initial(annotation: Annotation) -> dict[str, Any]:
    return {
        "claim": annotation.claim,
        "body": annotation.body,
        "source": annotation.source,
        "tags": ", ".join(annotation.tagged.order_by("pk").values_list("tag__name", flat=True)),
        "visibility": annotation.visibility,
        "begun_at": annotation.edited_at.isoformat() if annotation.edited_at else "",
    }


def _moment(text: str) -> datetime | None:
    """The time that the form carries; anything else is no time, which then does not fit."""
    try:
        return parse_datetime(text) if text else None
    except ValueError:
        return None
