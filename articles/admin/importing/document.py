"""One file of a batch: everything that was recognised, to be corrected; what it would create or change; confirming."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import uploads
from articles.actions import Outcome
from articles.admin.importing.changes import FieldChange, field_changes
from articles.admin.importing.desk import for_editors, page, upload_of
from articles.admin.importing.sheet import Sheet, sheet_of
from articles.batches import State
from articles.differences import Difference, difference
from articles.forms import HandlingForm
from articles.importing.corrections import CorrectionRefused, carry, correct
from articles.models import Article, Revision, Upload
from articles.panels import decisions_in

MOST_OFFERED = 8
_WAY = re.compile(r"(?:show=\w+&?)?(?:page=\d+)?(?:#b\d+)?", re.ASCII)  # what the buttons of the outline send


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def document(request: HttpRequest, key: uuid.UUID, pk: int) -> HttpResponse:
    """Show the file; on POST keep the corrections, and with ``confirm`` import it."""
    upload = upload_of(request, key, pk)
    if upload.state in (State.DONE, State.CONFIRMED):
        return redirect(upload.batch)
    if request.method == "POST" and "remove" in request.POST:
        uploads.remove(actor=request.user, upload=upload)
        return redirect(upload.batch if upload.batch.pk else "admin:articles_article_import")
    if request.method == "POST":
        return _save(request, upload)
    candidate = uploads.read(upload)
    problem = upload.problem if upload.state == State.READY else ""
    uploads.note_down(candidate)
    return _page(request, candidate, _handling(request, upload), problem=problem)


def _save(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Keep what was typed, or show it again with what is wrong with it."""
    handling = _handling(request, upload, request.POST)
    candidate = uploads.read(upload)
    by_itself = request.headers.get("Accept") == "application/json"
    if not handling.is_valid():
        return _page(request, candidate, handling, data=request.POST, status=422)
    seen = request.POST.get("seen", "")
    if candidate.original is not None:
        sheet = sheet_of(candidate, request.GET, request.POST)
        if not _take_corrections(sheet, upload):
            if by_itself:  # the editor is still typing: that is no error
                return JsonResponse({"kept": False, "same": False})
            return _page(request, candidate, handling, sheet=sheet, status=422)
    _take_handling(handling, upload, candidate, request.POST)
    candidate = uploads.read(upload)
    uploads.note_down(candidate)
    if by_itself:
        return JsonResponse({"kept": True, "same": candidate.seen == seen})
    if "confirm" in request.POST and candidate.plan and not candidate.problem:
        return _confirm(request, candidate, seen)
    return redirect(_way_on(request, upload))


def _take_corrections(sheet: Sheet, upload: Upload) -> bool:
    """Keep the corrections on the page if they make sense; else say at which field they do not."""
    assert sheet.candidate.original
    if not sheet.is_valid():
        return False
    corrections = sheet.corrections(upload.corrections)
    try:
        correct(sheet.candidate.original, corrections)
    except CorrectionRefused as refusal:
        sheet.form.add_error(refusal.name if refusal.name in sheet.form.fields else None, str(refusal))
        return False
    upload.remember(corrections=corrections)
    return True


def _take_handling(
    form: HandlingForm, upload: Upload, before: uploads.Candidate, data: Mapping[str, str]
) -> None:
    """Keep how the file is to be read, what becomes of it and the answers to panels.

    Another reading takes the corrections along.
    """
    values = form.cleaned_data
    reading = {"format": values["format"], "encoding": values["encoding"]}
    target = values["target"]
    upload.remember(
        **reading,
        publication=values["publication"],
        note=values["note"],
        is_minor=values["is_minor"],
        decisions=decisions_in(data),
        target="chosen" if target.isdecimal() else target,
        chosen_id=int(target) if target.isdecimal() else None,
    )
    if {"format", "encoding"} & set(form.changed_data) and upload.corrections and before.original:
        after = uploads.read(upload).original
        if after is not None:
            upload.remember(corrections=carry(upload.corrections, before.original, after))


def _confirm(request: HttpRequest, candidate: uploads.Candidate, seen: str) -> HttpResponse:
    upload = candidate.upload
    if candidate.seen != seen:
        messages.warning(request, _("Something has changed since you looked. Look again and confirm again."))
        return redirect(upload)
    uploads.confirm(actor=request.user, batch=upload.batch, only=upload)
    upload.refresh_from_db()
    uploads.import_upload(actor=request.user, upload=upload)
    return redirect(upload.batch)


def _way_on(request: HttpRequest, upload: Upload) -> str:
    """Where the button that was pressed leads: to another part of the outline, a search, the next file or back here."""
    here = upload.get_absolute_url()
    if way := request.POST.get("way"):
        return f"{here}?{way}" if _WAY.fullmatch(way) else here
    if "next" in request.POST:
        return (_later(upload).first() or upload.batch).get_absolute_url()
    kept = {name: request.GET[name] for name in ("show", "page") if name in request.GET}
    if request.POST.get("q"):
        kept["q"] = request.POST["q"]
    return f"{here}?{urlencode(kept)}" if kept else here


def _later(upload: Upload) -> QuerySet[Upload]:
    """The files of the batch that come after this one and wait for the editor."""
    later = upload.batch.uploads.filter(state=State.READY, position__gt=upload.position)
    return later.select_related("batch__made_by").defer("data")


def _handling(request: HttpRequest, upload: Upload, data: Any = None) -> HandlingForm:
    """The form with the articles that match the search, and the one that is chosen already."""
    words = (request.POST.get("q") or request.GET.get("q") or "").replace("\x00", "").strip()
    offered = {int(upload.chosen_id): upload.chosen} if upload.chosen and upload.chosen_id else {}
    if words:
        named = Q(title__icontains=words) | Q(slug__icontains=words) | Q(file_name__icontains=words)
        found = Article.objects.visible_to(request.user).filter(named).newest_first()[:MOST_OFFERED]
        offered |= {article.pk: article for article in found}
    posted = request.POST.get("target", "") if data is not None else ""
    if posted.isdecimal() and len(posted) < 18:
        offered |= {article.pk: article for article in Article.objects.filter(pk=int(posted))}
    initial = HandlingForm.initial_of(upload) | {"q": words}
    return HandlingForm(data, offered=offered, initial=initial)


def _page(
    request: HttpRequest,
    candidate: uploads.Candidate,
    handling: HandlingForm,
    *,
    data: Any = None,
    sheet: Sheet | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "upload": candidate.upload,
        "batch": candidate.upload.batch,
        "candidate": candidate,
        "handling": handling,
        "problem": problem,
        "outcomes": Outcome,
        "has_later": _later(candidate.upload).exists(),
    }
    if candidate.document is not None:
        context["sheet"] = sheet or sheet_of(candidate, request.GET, data)
        context |= _would_change(candidate)
    return page(request, "import_document", context, status)


def _would_change(candidate: uploads.Candidate) -> dict[str, Any]:
    """For a new revision: what differs from the current one."""
    plan, found = candidate.plan, candidate.document
    if plan is None or found is None or plan.article is None or plan.outcome is Outcome.UNCHANGED:
        return {}
    article: Article = plan.article
    current = Revision.objects.defer("source").filter(pk=article.current_id or 0).first()
    texts: Difference | None = None
    if current is not None:
        texts = difference(current.table.blocks, found.table.blocks)
    fields: list[FieldChange] = field_changes(article, found)
    return {"difference": texts, "fields": fields}
