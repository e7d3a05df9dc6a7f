"""The import pages: upload, preview with corrections, confirm."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import policy
from articles import uploads
from articles.actions import Outcome, Publication
from articles.forms import BatchForm, BlockForm, DocumentForm, UploadForm
from articles.labels import GUESS_LABELS
from articles.models import Upload
from articles.text.blocks import Block

_LONGEST_OUTLINE_TEXT = 90
_MOST_ROWS = 6_000  # of one batch: a form has a bounded number of fields, three a row


@dataclass(frozen=True, slots=True)
class Row:
    """A block in the outline."""

    index: int
    block: Block
    excerpt: str
    guess: str
    form: BlockForm


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document in the preview."""

    candidate: uploads.Candidate
    form: DocumentForm | None
    rows: list[Row]
    guesses: dict[str, str]  # field → why
    left_out: int = 0  # blocks of a very long document that the outline does not show

    @property
    def is_valid(self) -> bool:
        """Whether every form on the sheet is."""
        return self.form is None or (self.form.is_valid() and all(row.form.is_valid() for row in self.rows))

    def changes(self) -> dict[str, Any]:
        """The editor's corrections of this document."""
        if self.form is None:
            return {}
        blocks = {str(row.index): found for row in self.rows if (found := row.form.changes())}
        return self.form.changes() | ({"blocks": blocks} if blocks else {})


def _context(request: HttpRequest, **values: Any) -> dict[str, Any]:
    return {**admin.site.each_context(request), "outcomes": Outcome, **values}


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take files and go to their preview."""
    if not policy.may_edit_articles(request.user):
        raise Http404
    form = (
        UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    )
    if request.method == "POST" and form.is_valid():
        batch = uploads.keep(actor=request.user, files=form.cleaned_data["files"])
        return redirect("admin:articles_article_import_preview", batch=batch)
    status = 422 if form.errors else 200
    return render(
        request, "admin/articles/article/import_upload.html", _context(request, form=form), status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Show what was recognised; on POST save it with the corrections, or discard it."""
    if not policy.may_edit_articles(request.user):
        raise Http404
    kept = uploads.batch_of(request.user, batch)
    if not kept:
        raise Http404
    if request.method == "POST" and "discard" in request.POST:
        uploads.discard(actor=request.user, batch=batch)
        return redirect("admin:articles_article_changelist")
    if request.method != "POST":
        return _preview(request, BatchForm(), _sheets(kept, None))
    return _confirm(request, batch, kept)


def _confirm(request: HttpRequest, batch: uuid.UUID, kept: list[Upload]) -> HttpResponse:
    """Save the batch, or show it again with what is wrong; what was typed stays."""
    batch_form = BatchForm(request.POST)
    sheets = _sheets(kept, request.POST)
    valid = [sheet.is_valid for sheet in sheets]
    if not batch_form.is_valid() or not all(valid):
        return _preview(request, batch_form, sheets, status=422)
    corrections = {sheet.candidate.upload.pk: sheet.changes() for sheet in sheets}
    candidates = uploads.read_batch(kept, corrections)
    wrong = {
        candidate.upload.pk: candidate.error
        for candidate in candidates
        if candidate.document and candidate.error
    }
    for sheet in sheets:
        if sheet.form and (message := wrong.get(sheet.candidate.upload.pk)):
            sheet.form.add_error(None, message)
    if wrong:
        return _preview(request, batch_form, sheets, status=422)
    results = uploads.import_batch(
        actor=request.user,
        candidates=candidates,
        publication=Publication(batch_form.cleaned_data["publication"]),
        note=batch_form.cleaned_data["note"],
    )
    uploads.discard(actor=request.user, batch=batch)
    return render(request, "admin/articles/article/import_report.html", _context(request, results=results))


def _preview(request: HttpRequest, form: BatchForm, sheets: list[Sheet], status: int = 200) -> HttpResponse:
    context = _context(request, form=form, sheets=sheets)
    return render(request, "admin/articles/article/import_preview.html", context, status=status)


def _sheets(kept: list[Upload], data: Any) -> list[Sheet]:
    candidates = uploads.read_batch(kept)
    most = max(50, _MOST_ROWS // max(1, len(candidates)))
    return [_sheet(candidate, data, most) for candidate in candidates]


def _sheet(candidate: uploads.Candidate, data: Any, most: int) -> Sheet:
    if candidate.document is None:
        return Sheet(candidate, None, [], {})
    document, prefix = candidate.document, f"d{candidate.upload.pk}"
    form = DocumentForm(data, prefix=prefix, initial=DocumentForm.initial_of(document))
    guessed = document.metadata.guessed
    guesses = {name: str(GUESS_LABELS.get(reason, reason)) for name, reason in guessed.items()}
    shown = _shown_in_outline(document.table.blocks, most)
    rows = [_row(index, block, f"{prefix}-b{index}", data) for index, block in shown]
    return Sheet(candidate, form, rows, guesses, left_out=len(document.table.blocks) - len(rows))


def _shown_in_outline(blocks: Sequence[Block], most: int) -> list[tuple[int, Block]]:
    """All blocks with their index; of a very long document those first that the importer guessed."""
    numbered = list(enumerate(blocks))
    if len(numbered) > most:
        numbered = sorted(
            sorted(numbered, key=lambda item: not item[1].guess)[:most], key=lambda item: item[0]
        )
    return numbered


def _row(index: int, block: Block, prefix: str, data: Any) -> Row:
    form = BlockForm(data, prefix=prefix, initial=BlockForm.initial_of(block))
    form.fields["kind"].choices = BlockForm.choices_for(block)  # type: ignore[attr-defined]
    text = block.prefix + block.text
    excerpt = text if len(text) <= _LONGEST_OUTLINE_TEXT else text[:_LONGEST_OUTLINE_TEXT] + "…"
    return Row(index, block, excerpt, str(GUESS_LABELS.get(block.guess, block.guess)), form)
