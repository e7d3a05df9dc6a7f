"""The first page of the import desk: files or a pasted text, and what still waits from before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from articles import uploads
from articles.admin.importing.desk import for_editors, page
from articles.arriving import arrivals
from articles.forms import UploadForm
from articles.models import Batch

MOST_BATCHES = 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def upload(request: HttpRequest) -> HttpResponse:
    """Take files and go to their preview."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        sent = arrivals(found["files"] or [], found["text"], found["name"])
        batch = uploads.keep(actor=request.user, files=sent)
        uploads.read_some(batch)
        return redirect(_first_page(batch))
    waiting = Batch.objects.of(request.user).with_counts()[:MOST_BATCHES]
    return page(request, "import_upload", {"form": form, "waiting": waiting}, 422 if form.errors else 200)


def _first_page(batch: Batch) -> str:
    """A single document is shown at once; several as a list."""
    documents = list(batch.uploads.exclude(state="picture")[:2])
    return (documents[0] if len(documents) == 1 else batch).get_absolute_url()
