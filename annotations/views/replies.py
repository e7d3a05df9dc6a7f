"""Answering."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import policy
from accounts.signing_in import forget_typed, sign_in_first, typed_before
from annotations.actions import reply
from annotations.forms import ReplyForm
from annotations.views.finding import allowed_annotation, visible_annotation


@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: HttpRequest, key: str) -> HttpResponse:
    """GET: a form to answer the annotation or reply; POST: answer it."""
    if not request.user.is_authenticated:
        visible_annotation(request, key)
        return sign_in_first(request, "body")
    parent = allowed_annotation(request, key, policy.may_reply)
    posted = request.POST if request.method == "POST" else None
    form = ReplyForm(posted, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer = reply(actor=request.user, parent=parent, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            forget_typed(request)
            return redirect(answer)
    context = {"annotation": parent, "article": parent.article, "form": form}
    return render(request, "annotations/reply.html", context, status=422 if form.errors else 200)
