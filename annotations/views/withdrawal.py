"""Taking back one's own words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

import policy
from accounts.signing_in import sign_in_first
from annotations.actions import withdraw
from annotations.views.finding import allowed_annotation


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, key: str) -> HttpResponse:
    """GET: ask once; POST: withdraw."""
    if not request.user.is_authenticated:
        return sign_in_first(request)
    annotation = allowed_annotation(request, key, policy.may_withdraw_annotation)
    if request.method == "POST":
        withdraw(actor=request.user, annotation=annotation)
        messages.success(request, _("Your words were withdrawn."))
        return redirect(annotation.article)
    return render(
        request, "annotations/withdrawal.html", {"annotation": annotation, "article": annotation.article}
    )
