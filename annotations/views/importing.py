"""The editors' page for bringing in annotations from elsewhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

import policy
from annotations.exchange.imports import bring_in
from annotations.formats.record import FormatRefused
from annotations.forms import ImportForm

MOST = 500  # annotations of one upload; the command takes any number


@require_http_methods(["GET", "HEAD", "POST"])
def importing(request: HttpRequest) -> HttpResponse:
    """GET: the form; POST: what became of the file, item by item."""
    if not policy.may_import_annotations(request.user):
        raise Http404
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            report = bring_in(actor=request.user, data=form.cleaned_data["file"].read(), most=MOST)
        except FormatRefused as refused:
            form.add_error("file", str(refused))
    return render(
        request,
        "annotations/import.html",
        {"form": form, "report": report},
        status=422 if form.errors else 200,
    )
