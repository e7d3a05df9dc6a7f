"""The verbs of the import desk: keep files, read them a slice at a time, import what is confirmed, forget the rest."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

import policy
from articles.actions import Outcome, Plan, Publication, import_document, plan_import
from articles.arriving import Arrival, pasted
from articles.batches import State
from articles.importing.corrections import CorrectionRefused, carry, correct
from articles.importing.document import ImportRefused, ParsedDocument
from articles.importing.overriding import read_document
from articles.matching import AS_NEW, Target
from articles.models import Article, Batch, Revision, Upload
from articles.panels import Panel, panels_for
from articles.pictures import media_type_of

if TYPE_CHECKING:
    from policy import Actor

_AT_ONCE = 20  # files in memory while they are kept
SLICE = 2.0  # seconds of work in one request; one document more may come on top
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Candidate:
    """A file as the preview shows it: understood (``document``, ``plan``) or refused (``problem``).

    ``original`` is what the importer understood, ``document`` the same with the editor's corrections.
    """

    upload: Upload
    original: ParsedDocument | None = None
    document: ParsedDocument | None = None
    plan: Plan | None = None
    problem: str = ""
    panels: tuple[Panel, ...] = ()
    missing_images: tuple[str, ...] = ()

    @property
    def seen(self) -> str:
        """What importing would do, as the token of :attr:`articles.batches.Upload.seen`."""
        if self.plan is None:
            return ":::"
        article = self.plan.article
        base = (article and article.current_id) or ""
        return f"{self.plan.outcome}:{article.pk if article else ''}:{base}:{self.told}"

    @property
    def told(self) -> str:
        """What the panels tell, as one token."""
        return "".join(panel.token for panel in self.panels)[:200]


# Keeping --------------------------------------------------------------------------------------------------


def keep(*, actor: Actor, files: Iterable[Arrival]) -> Batch:
    """Keep ``files`` as a batch, a few at a time in memory. The form has checked their number and sizes."""
    _require_editor(actor)
    assert actor.pk is not None
    Batch.objects.outdated().delete()
    with transaction.atomic():
        batch = Batch.objects.create(made_by_id=actor.pk)
        numbered = enumerate(files)
        while some := list(islice(numbered, _AT_ONCE)):
            Upload.objects.bulk_create(_kept(batch, position, arrival) for position, arrival in some)
    return batch


def _kept(batch: Batch, position: int, arrival: Arrival) -> Upload:
    state = State.UNREAD
    if arrival.problem:
        state = State.REFUSED
    elif media_type_of(arrival.data):
        state = State.PICTURE
    return Upload(
        batch=batch,
        position=position,
        file_name=arrival.name[-300:] or "unnamed",
        data=arrival.data,
        state=state,
        problem=arrival.problem,
    )


def keep_edit(
    *, actor: Actor, article: Article, file: str, text: str, waiting: Upload | None = None
) -> Upload:
    """Keep an edited source as the next revision of ``article``, or instead of the edit that is ``waiting``.

    Corrections made before go on where the text does.
    """
    _require_editor(actor)
    current = article.current
    assert current is not None
    if waiting is not None:
        before, corrections = read(waiting).original, waiting.corrections
        upload = waiting
        upload.remember(data=pasted(text).data)
    else:
        before, corrections = _read_or_none(bytes(current.source), current), current.corrections
        batch = keep(actor=actor, files=[pasted(text, file)])
        upload = batch.uploads.get()
        upload.remember(format=current.format, target="chosen", chosen=article)
    after = read(upload).original
    carried = carry(corrections, before, after) if before and after else {}
    upload.remember(corrections=carried)
    note_down(read(upload))
    return upload


def _read_or_none(data: bytes, revision: Revision) -> ParsedDocument | None:
    try:
        return read_document(data, file=revision.file_name, format=revision.format)
    except ImportRefused:
        return None  # what was read once may be beyond today's bounds; then no correction is carried along


def discard(*, actor: Actor, batch: Batch) -> None:
    """Forget a batch with everything that was typed for it; what was imported stays."""
    _require_owner(actor, batch)
    batch.delete()


def remove(*, actor: Actor, upload: Upload) -> None:
    """Forget one file; a batch without files goes with its last one."""
    _require_owner(actor, upload.batch)
    upload.delete()
    if not upload.batch.uploads.exists():
        upload.batch.delete()


def _require_editor(actor: Actor) -> None:
    if not policy.may_edit_articles(actor):
        raise PermissionDenied("Only editors import.")


def _require_owner(actor: Actor, batch: Batch) -> None:
    _require_editor(actor)
    if batch.made_by_id != actor.pk:
        raise PermissionDenied("A batch is its uploader's.")


# Reading --------------------------------------------------------------------------------------------------


def read(upload: Upload) -> Candidate:
    """Read ``upload`` as the editor wants it read. Saves nothing."""
    candidate = Candidate(upload)
    if not upload.data:
        candidate.problem = upload.problem  # it was refused when it came
        return candidate
    try:
        candidate.original = read_document(
            bytes(upload.data),
            file=upload.file_name,
            format=upload.format or None,
            encoding=upload.encoding or None,
        )
        candidate.document = candidate.original
        candidate.document = correct(candidate.original, upload.corrections)
    except (ImportRefused, CorrectionRefused) as refusal:
        candidate.problem = str(refusal)
    if candidate.document:
        _plan(candidate)
        candidate.missing_images = _missing_images(upload, candidate.document)
    return candidate


def _plan(candidate: Candidate) -> None:
    """Find out what importing the document would do now, and what the panels have to say about it.

    Corrections other than those of the current revision make a revision of a file that is the same.
    """
    upload, document = candidate.upload, candidate.document
    assert document is not None
    plan = plan_import(document, target_of(upload))
    article = plan.article
    if article is None:
        candidate.plan, candidate.panels = plan, ()
        return
    made = article.current.corrections if article.current else {}
    if plan.outcome is Outcome.UNCHANGED and upload.corrections not in ({}, made):
        plan = replace(plan, outcome=Outcome.REVISION)
    candidate.plan = plan
    if plan.outcome is Outcome.REVISION:
        candidate.panels = panels_for(
            actor=upload.batch.made_by, article=article, document=document, decisions=upload.decisions
        )
    problems = (panel.problem for panel in candidate.panels if panel.problem)
    candidate.problem = candidate.problem or next(problems, "")


def target_of(upload: Upload) -> Target:
    """The article that the editor chose for the file, "new", or ``None``."""
    if upload.target == "chosen":
        return upload.chosen
    return AS_NEW if upload.target == AS_NEW else None


def note_down(candidate: Candidate) -> None:
    """Keep with the upload what :func:`read` found, for the list and as what the editor was shown."""
    upload, document, plan = candidate.upload, candidate.document, candidate.plan
    found: dict[str, object] = {"problem": candidate.problem}
    if document is None or plan is None:
        found |= {"state": State.REFUSED, "outcome": "", "article": None, "base": None, "told": ""}
    else:
        metadata = document.metadata
        found |= {
            "state": State.READY,
            "outcome": plan.outcome.value,
            "article": plan.article,
            "base": plan.article.current_id if plan.article else None,
            "told": candidate.told,
            "guesses": len(metadata.guessed) + sum(bool(block.guess) for block in document.table.blocks),
            "warnings": len(document.warnings) + len(plan.warnings) + len(candidate.missing_images),
            "facts": {
                "title": metadata.title,
                "title_lang": metadata.title_lang,
                "lang": document.lang,
                "format": document.format,
                "encoding": document.encoding,
                "blocks": len(document.table.blocks),
                "draft": metadata.draft,
            },
        }
    if any(getattr(upload, name) != value for name, value in found.items()):
        upload.remember(**found)


def read_some(batch: Batch, seconds: float = SLICE) -> None:
    """Read files of ``batch`` that nobody has read yet, for about ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        upload = batch.uploads.filter(state=State.UNREAD).first()
        if upload is None:
            return
        note_down(read(upload))


# Pictures -------------------------------------------------------------------------------------------------


def _pictures(upload: Upload, document: ParsedDocument) -> dict[str, int]:
    """The address as written → the upload that is this picture: beside the document, else by its bare name."""
    shown = {block.image for block in document.table.blocks if block.image}
    if not shown:
        return {}
    known = dict(upload.batch.uploads.filter(state=State.PICTURE).values_list("file_name", "pk"))
    bare = {PurePosixPath(name).name: pk for name, pk in known.items()}
    folder = PurePosixPath(upload.file_name).parent
    found = {
        address: known.get((folder / address).as_posix()) or bare.get(PurePosixPath(address).name)
        for address in shown
    }
    return {address: pk for address, pk in found.items() if pk}


def _missing_images(upload: Upload, document: ParsedDocument) -> tuple[str, ...]:
    shown = {block.image for block in document.table.blocks if block.image}
    return tuple(sorted(shown - document.pictures.keys() - _pictures(upload, document).keys()))


def _images_for(upload: Upload, document: ParsedDocument) -> Mapping[str, bytes]:
    wanted = _pictures(upload, document)
    data = dict(Upload.objects.filter(pk__in=wanted.values()).values_list("pk", "data"))
    return {address: bytes(data[pk]) for address, pk in wanted.items() if pk in data}


# Importing ------------------------------------------------------------------------------------------------


def confirm(*, actor: Actor, batch: Batch, only: Upload | None = None) -> int:
    """Let everything that is ready (or ``only`` that file) be imported; returns how many files that is."""
    _require_owner(actor, batch)
    ready = batch.uploads.filter(state=State.READY)
    if only is not None:
        ready = ready.filter(pk=only.pk)
    return ready.update(state=State.CONFIRMED, problem="")


def import_some(*, actor: Actor, batch: Batch, seconds: float = SLICE) -> None:
    """Import confirmed files of ``batch`` for about ``seconds``, each in a transaction of its own."""
    _require_owner(actor, batch)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        upload = batch.uploads.filter(state=State.CONFIRMED).first()
        if upload is None:
            return
        import_upload(actor=actor, upload=upload)


def import_upload(*, actor: Actor, upload: Upload) -> None:
    """Import one confirmed file exactly as it was shown, once; else say why not and wait for the editor again."""
    candidate = read(upload)
    try:
        with transaction.atomic():
            held = Upload.objects.select_for_update().get(pk=upload.pk)
            if held.state != State.CONFIRMED or held.corrections != upload.corrections:
                return  # somebody else has imported it, or the editor has gone on typing
            _import_as_shown(actor, candidate)
    except (DatabaseError, ImportRefused) as error:
        _LOG.exception("An upload could not be saved: %s", upload.file_name)
        reason = _("It could not be saved (%(why)s). Nothing of it was kept; you can try again.")
        upload.remember(state=State.READY, problem=reason % {"why": type(error).__name__})


def _import_as_shown(actor: Actor, candidate: Candidate) -> None:
    upload, document = candidate.upload, candidate.document
    if document is None:
        note_down(candidate)
        return
    _plan(candidate)  # once more, now that nobody else can change it
    if not candidate.problem and candidate.seen != upload.seen:
        candidate.problem = _("The library has changed since you looked. Look again and confirm again.")
    if candidate.problem:
        note_down(candidate)
        return
    imported = import_document(
        actor=actor,
        document=document,
        data=bytes(upload.data),
        images=_images_for(upload, document),
        publication=Publication(upload.publication or upload.batch.publication),
        corrections=upload.corrections,
        note=upload.note or upload.batch.note,
        is_minor=upload.is_minor,
        decisions=upload.decisions,
        target=target_of(upload),
    )
    upload.remember(
        state=State.DONE,
        outcome=imported.outcome.value,
        article=imported.article,
        revision=imported.revision,
        data=b"",  # the revision keeps them
    )
