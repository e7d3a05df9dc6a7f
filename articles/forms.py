"""Forms of the import pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.actions import Publication
from articles.importing.corrections import KINDS, LANGUAGES, TEXT_FIELDS
from articles.importing.document import ParsedDocument
from articles.labels import KIND_LABELS, LANGUAGE_LABELS
from articles.text.blocks import Block, BlockKind
from articles.uploads import MAX_BATCH_BYTES, MAX_FILE_BYTES, MAX_FILES

PUBLICATIONS = [
    (Publication.AS_FILE.value, _("As each file says (draft: true stays a draft)")),
    (Publication.PUBLISH.value, _("Publish all")),
    (Publication.DRAFT.value, _("Keep all as drafts")),
]
_MAX_PICTURE_BYTES = 5_000_000


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, bounded in number and size; the first that is wrong is named."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """The files. Raises ``ValidationError``."""
        files = [super(FilesField, self).clean(file, initial) for file in (data or [None])]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                _("%(count)d files are too many at once; at most %(most)d are read."),
                params={"count": len(files), "most": MAX_FILES},
            )
        for file in files:
            most = _MAX_PICTURE_BYTES if (file.content_type or "").startswith("image/") else MAX_FILE_BYTES
            if file.size > most:
                raise forms.ValidationError(
                    _("“%(name)s” has %(size)d bytes; at most %(most)d are read."),
                    params={"name": file.name, "size": file.size, "most": most},
                )
        if sum(file.size for file in files) > MAX_BATCH_BYTES:
            raise forms.ValidationError(_("Together the files are too large; upload them in several parts."))
        return files


class UploadForm(forms.Form):
    """The files of a batch."""

    files = FilesField(  # type: ignore[assignment]  # Django takes fields off the class, so nothing is hidden
        label=_("Files"),
        help_text=_("Documents (.md, .txt) and the pictures they show. Nothing is saved before you confirm."),
    )


class BatchForm(forms.Form):
    """What holds for the whole batch."""

    publication = forms.ChoiceField(
        label=_("Publication"), choices=PUBLICATIONS, initial=Publication.AS_FILE.value
    )
    note = forms.CharField(
        label=_("Change note"), max_length=500, required=False, help_text=_("Shown beside new revisions.")
    )


class DocumentForm(forms.Form):
    """What the importer understood of one document, to be corrected."""

    title = forms.CharField(label=_("Title"), max_length=500)
    lang = forms.ChoiceField(
        label=_("Language"), choices=[(name, LANGUAGE_LABELS[name]) for name in LANGUAGES]
    )
    date = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    author = forms.CharField(label=_("Author"), max_length=200, required=False)
    speaker = forms.CharField(label=_("Speaker"), max_length=200, required=False)
    source = forms.CharField(label=_("Source"), max_length=1000, required=False)
    series = forms.CharField(label=_("Series"), max_length=200, required=False)
    category = forms.CharField(label=_("Category"), max_length=200, required=False)
    area = forms.CharField(label=_("Area"), max_length=200, required=False)
    status = forms.CharField(label=_("Status"), max_length=100, required=False)
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    @classmethod
    def initial_of(cls, document: ParsedDocument) -> dict[str, Any]:
        """The values that the importer found."""
        values: dict[str, Any] = {name: getattr(document.metadata, name) for name in TEXT_FIELDS}
        return values | {"lang": document.lang, "date": document.metadata.date}

    def changes(self) -> dict[str, Any]:
        """What the editor changed, as :func:`articles.importing.corrections.correct` takes it."""
        found = {name: self.cleaned_data[name] for name in self.changed_data if name in self.fields}
        if "date" in found:
            found["date"] = found["date"].isoformat() if found["date"] else ""
        return found


class BlockForm(forms.Form):
    """One block of the outline."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, KIND_LABELS[kind]) for kind in BlockKind])
    speaker = forms.CharField(label=_("Speaker"), max_length=200, required=False)
    level = forms.IntegerField(label=_("Level"), min_value=0, max_value=12, required=False)

    @classmethod
    def initial_of(cls, block: Block) -> dict[str, Any]:
        """The values that the importer found."""
        return {"kind": block.kind.value, "speaker": block.speaker, "level": block.level}

    @classmethod
    def choices_for(cls, block: Block) -> list[tuple[str, Any]]:
        """What this block may become."""
        kinds = (*KINDS, block.kind) if block.kind not in KINDS else KINDS
        return [(kind.value, KIND_LABELS[kind]) for kind in kinds]

    def changes(self) -> dict[str, Any]:
        """What the editor changed; a level only of headings."""
        found = {name: self.cleaned_data[name] for name in self.changed_data if name in self.fields}
        if self.cleaned_data.get("kind") != BlockKind.HEADING.value:
            found.pop("level", None)
        return found
