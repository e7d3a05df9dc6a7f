"""Reporting what somebody wrote."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

import policy
from accounts.signing_in import forget_typed, sign_in_first, typed_before
from annotations.actions import report
from annotations.forms import ReportForm
from annotations.views.finding import allowed_annotation, visible_annotation


@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest, key: str) -> HttpResponse:
    """GET: what is wrong?; POST: tell the moderators."""
    if not request.user.is_authenticated:
        visible_annotation(request, key)
        return sign_in_first(request, "reason", "detail")
    annotation = allowed_annotation(request, key, policy.may_report_annotation)
    posted = request.POST if request.method == "POST" else None
    form = ReportForm(posted, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            report(actor=request.user, annotation=annotation, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            forget_typed(request)
            messages.success(request, _("Thank you. A moderator will look at it."))
            return redirect(annotation)
    context = {"annotation": annotation, "article": annotation.article, "form": form}
    return render(request, "annotations/report.html", context, status=422 if form.errors else 200)
