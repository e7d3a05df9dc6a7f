"""All files of a batch: what importing them would do, filtered and paged; confirming, going on, the report."""

from __future__ import annotations

import hashlib
import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles import uploads
from articles.admin.importing.desk import batch_of, for_editors, page
from articles.batches import State
from articles.forms import BatchForm
from articles.models import Batch, Upload

PER_PAGE = 50
# What the list may be narrowed to: its words, and which files that are.
SHOWN = {
    "all": (gettext_lazy("all"), Q()),
    "new": (gettext_lazy("new articles"), Q(outcome="new")),
    "revision": (gettext_lazy("new revisions"), Q(outcome="revision")),
    "unchanged": (gettext_lazy("unchanged"), Q(outcome="unchanged")),
    "refused": (gettext_lazy("refused"), Q(state=State.REFUSED)),
    "guesses": (gettext_lazy("with guesses"), Q(state=State.READY, guesses__gt=0)),
    "warnings": (gettext_lazy("with warnings"), Q(state=State.READY, warnings__gt=0)),
    "again": (gettext_lazy("to be looked at again"), ~Q(problem="") & Q(state=State.READY)),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def batch(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the batch; on POST confirm or discard it."""
    found = batch_of(request, key)
    if request.method != "POST":
        return _page(
            request, found, BatchForm(initial={"publication": found.publication, "note": found.note})
        )
    waiting = found.uploads.filter(state__in=(State.READY, State.CONFIRMED)).count()
    if "discard" in request.POST and "sure" not in request.POST and waiting:
        return page(request, "import_discard", {"batch": found, "waiting": waiting})
    if "discard" in request.POST:
        uploads.discard(actor=request.user, batch=found)
        return redirect("admin:articles_article_import")
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    if request.POST.get("seen") != token_of(found):
        messages.warning(request, _("Something has changed since you looked. Look again and confirm again."))
        return _page(request, found, form, status=409)
    Batch.objects.filter(pk=found.pk).update(**form.cleaned_data)
    uploads.confirm(actor=request.user, batch=found)
    return _go_on(request, found)


@require_POST
@for_editors
def go_on(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Do the next few seconds of reading or importing."""
    return _go_on(request, batch_of(request, key))


def _go_on(request: HttpRequest, found: Batch) -> HttpResponse:
    found.refresh_from_db(fields=["publication", "note"])
    if found.uploads.filter(state=State.UNREAD).exists():
        uploads.read_some(found)
    else:
        uploads.import_some(actor=request.user, batch=found)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(progress_of(batch_of(request, found.key)))
    return redirect(found)


def progress_of(batch: Batch) -> dict[str, int]:
    """How many of how many files the work at hand has done; ``left`` is 0 when it is over. Takes ``with_counts``."""
    counts = {state.value: getattr(batch, state.value, 0) for state in State}
    if counts["unread"]:
        return {"done": batch.files - counts["unread"], "whole": batch.files, "left": counts["unread"]}  # type: ignore[attr-defined]
    whole = counts["confirmed"] + counts["done"]
    return {"done": counts["done"], "whole": whole, "left": counts["confirmed"]}


def token_of(batch: Batch) -> str:
    """What the list says that confirming would do, as a short token: it changes with any of it."""
    rows = batch.uploads.filter(state=State.READY).values_list(
        "pk", "outcome", "article", "base", "publication"
    )
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:16]


def _page(request: HttpRequest, batch: Batch, form: BatchForm, status: int = 200) -> HttpResponse:
    documents = batch.uploads.exclude(state=State.PICTURE).defer("data", "corrections")
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in SHOWN else "all"
    shown: QuerySet[Upload] = documents.filter(SHOWN[chosen][1]).select_related(
        "batch", "article", "revision"
    )
    counted = [
        {"name": name, "label": label, "count": documents.filter(which).count(), "is_chosen": name == chosen}
        for name, (label, which) in SHOWN.items()
    ]
    context = {
        "batch": batch,
        "form": form,
        "filters": [each for each in counted if each["count"] or each["name"] in ("all", chosen)],
        "chosen": chosen,
        "files": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "pictures": batch.uploads.filter(state=State.PICTURE).count(),
        "progress": progress_of(batch),
        "seen": token_of(batch),
    }
    return page(request, "import_batch", context, status)
