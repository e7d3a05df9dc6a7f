"""Files that an editor has uploaded and not yet confirmed: kept, read again with corrections, saved or discarded."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from articles.actions import Imported, Plan, Publication, import_document, plan_import
from articles.importing.corrections import CorrectionRefused, correct
from articles.importing.document import ImportRefused, ParsedDocument
from articles.importing.parse import parse_document
from articles.models import Upload
from articles.pictures import media_type_of

if TYPE_CHECKING:
    from policy import Actor

MAX_FILES = 20
MAX_FILE_BYTES = 2_000_000
MAX_BATCH_BYTES = 20_000_000


@dataclass(slots=True)
class Candidate:
    """An uploaded document as the preview shows it: understood (``document``, ``plan``) or refused (``error``)."""

    upload: Upload
    document: ParsedDocument | None = None
    plan: Plan | None = None
    error: str = ""
    corrections: Mapping[str, Any] = field(default_factory=dict)
    missing_images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one upload."""

    file_name: str
    imported: Imported | None = None
    error: str = ""


def keep(*, actor: Actor, files: Sequence[UploadedFile[bytes]]) -> uuid.UUID:
    """Keep ``files`` as a batch and return its name. The form has checked their number and sizes."""
    assert actor.pk is not None
    batch = uuid.uuid4()
    with transaction.atomic():
        Upload.objects.bulk_create(
            Upload(
                batch=batch,
                position=position,
                uploaded_by_id=actor.pk,
                file_name=(file.name or "unnamed")[-300:],
                data=file.read(),
            )
            for position, file in enumerate(files)
        )
    return batch


def batch_of(actor: Actor, batch: uuid.UUID) -> list[Upload]:
    """The uploads of ``actor``'s batch, in order; a batch is seen by its uploader only."""
    return list(Upload.objects.filter(batch=batch, uploaded_by_id=actor.pk))


def read_batch(
    uploads: Sequence[Upload], corrections: Mapping[int, Mapping[str, Any]] | None = None
) -> list[Candidate]:
    """The documents among ``uploads``, with ``corrections`` (by the upload's pk) applied. Pictures are left out."""
    pictures = images_of(uploads)
    return [
        _read(upload, (corrections or {}).get(upload.pk, {}), pictures)
        for upload in uploads
        if not media_type_of(bytes(upload.data))
    ]


def _read(upload: Upload, corrections: Mapping[str, Any], pictures: Mapping[str, bytes]) -> Candidate:
    candidate = Candidate(upload, corrections=corrections)
    try:
        candidate.document = parse_document(bytes(upload.data), file=upload.file_name)
        candidate.document = correct(candidate.document, corrections)
    except (ImportRefused, CorrectionRefused) as refusal:
        candidate.error = str(refusal)
    if candidate.document:
        candidate.plan = plan_import(candidate.document)
        shown = {block.image for block in candidate.document.table.blocks if block.image}
        candidate.missing_images = tuple(
            sorted(
                shown
                - candidate.document.pictures.keys()
                - _pictures_for(candidate.document, pictures).keys()
            )
        )
    return candidate


def images_of(uploads: Sequence[Upload]) -> dict[str, bytes]:
    """The pictures among ``uploads`` by file name."""
    return {upload.file_name: data for upload in uploads if media_type_of(data := bytes(upload.data))}


def _pictures_for(document: ParsedDocument, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """The uploaded pictures by the address that ``document`` gives them: a browser sends names without folders."""
    shown = {block.image for block in document.table.blocks if block.image}
    return {address: pictures[name] for address in shown if (name := address.rpartition("/")[2]) in pictures}


def import_batch(
    *, actor: Actor, candidates: Sequence[Candidate], publication: Publication, note: str = ""
) -> list[Result]:
    """Import each candidate in a transaction of its own; what was imported or refused leaves the batch."""
    pictures = images_of(
        list(Upload.objects.filter(batch__in={candidate.upload.batch for candidate in candidates}))
    )
    results = []
    for candidate in candidates:
        name = candidate.upload.file_name
        if candidate.document is None:
            results.append(Result(name, error=candidate.error))
            continue
        imported = import_document(
            actor=actor,
            document=candidate.document,
            data=bytes(candidate.upload.data),
            images=_pictures_for(candidate.document, pictures),
            publication=publication,
            corrections=candidate.corrections,
            note=note,
        )
        results.append(Result(name, imported=imported))
    return results


def discard(*, actor: Actor, batch: uuid.UUID) -> None:
    """Forget a batch."""
    Upload.objects.filter(batch=batch, uploaded_by_id=actor.pk).delete()
