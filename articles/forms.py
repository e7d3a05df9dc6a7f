"""Forms of the import desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.actions import Publication
from articles.importing.corrections import KINDS, LANGUAGES, TEXT_FIELDS
from articles.importing.document import ParsedDocument
from articles.importing.formats import FORMATS
from articles.importing.overriding import ENCODINGS
from articles.labels import ENCODING_LABELS, FORMAT_LABELS, KIND_LABELS, LANGUAGE_LABELS
from articles.matching import AS_NEW
from articles.models import Article, Upload
from articles.text.blocks import Block, BlockKind

PUBLICATIONS = [
    (Publication.AS_FILE.value, _("As each file says (draft: true stays a draft)")),
    (Publication.PUBLISH.value, _("Publish all")),
    (Publication.DRAFT.value, _("Keep all as drafts")),
]
_LANGUAGES = [(name, LANGUAGE_LABELS[name]) for name in LANGUAGES]


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, bounded in number and in bytes together. A file too large for itself is refused later, by name."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """The files. Raises ``ValidationError``."""
        files = [super(FilesField, self).clean(file, initial) for file in data or []]
        if len(files) > settings.IMPORT_MAX_FILES:
            raise forms.ValidationError(
                _("%(count)d files are too many at once; at most %(most)d are read."),
                params={"count": len(files), "most": settings.IMPORT_MAX_FILES},
            )
        if sum(file.size for file in files) > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(_("Together the files are too large; upload them in several parts."))
        return files


class UploadForm(forms.Form):
    """The files of a batch, or a text pasted."""

    files = FilesField(  # type: ignore[assignment]  # Django takes fields off the class, so nothing is hidden
        label=_("Files"),
        required=False,
        help_text=_("Documents and the pictures they show, or a ZIP archive of them."),
    )
    text = forms.CharField(
        label=_("Or paste a text"),
        required=False,
        strip=False,
        max_length=700_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    name = forms.CharField(
        label=_("File name of the pasted text"),
        required=False,
        max_length=200,
        help_text=_("A later text of the same name is taken for a new state of the same article."),
    )

    def clean(self) -> dict[str, Any]:
        """Something must come."""
        values = super().clean() or {}
        if not self.errors and not values.get("files") and not (values.get("text") or "").strip():
            raise forms.ValidationError(_("Choose files or paste a text."))
        return values


class BatchForm(forms.Form):
    """What holds for the whole batch."""

    publication = forms.ChoiceField(
        label=_("Publication"), choices=PUBLICATIONS, initial=Publication.AS_FILE.value
    )
    note = forms.CharField(
        label=_("Change note"), max_length=500, required=False, help_text=_("Shown beside new revisions.")
    )


class HandlingForm(forms.Form):
    """How one file is read, and what becomes of it."""

    format = forms.ChoiceField(label=_("Read as"), required=False)
    encoding = forms.ChoiceField(label=_("Encoding"), required=False)
    publication = forms.ChoiceField(label=_("Publication"), required=False)
    target = forms.ChoiceField(label=_("Becomes"), required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Change note"), max_length=500, required=False, help_text=_("Shown beside a new revision.")
    )
    is_minor = forms.BooleanField(
        label=_("Minor change"),
        required=False,
        help_text=_("Spelling, punctuation, layout: nothing that is said changes."),
    )
    q = forms.CharField(
        label=_("Look for another article"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, *args: Any, offered: Mapping[int, Article], **options: Any) -> None:
        """``offered`` are the articles that the file may be made a revision of, by their pk."""
        super().__init__(*args, **options)
        found: list[tuple[str, Any]] = [
            ("", _("what the importer finds: the article it is another state of, or a new one")),
            (AS_NEW, _("a new article in any case")),
        ]
        found += [(str(pk), _("a revision of “%s”") % article.title) for pk, article in offered.items()]
        for name, choices in {
            "target": found,
            "format": [
                ("", _("what it looks like")),
                *((name, FORMAT_LABELS.get(name, name)) for name in FORMATS),
            ],
            "encoding": [("", _("as detected")), *((name, ENCODING_LABELS[name]) for name in ENCODINGS)],
            "publication": [
                ("", _("as chosen for all files")),
                (Publication.AS_FILE.value, _("as the file says")),
                (Publication.PUBLISH.value, _("publish")),
                (Publication.DRAFT.value, _("keep as a draft")),
            ],
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, upload: Upload) -> dict[str, Any]:
        """What the editor has chosen so far."""
        target = str(upload.chosen_id or "") if upload.target == "chosen" else upload.target
        return {
            "format": upload.format,
            "encoding": upload.encoding,
            "publication": upload.publication,
            "note": upload.note,
            "is_minor": upload.is_minor,
            "target": target,
        }


class DocumentForm(forms.Form):
    """What the importer understood of one document, to be corrected."""

    title = forms.CharField(label=_("Title"), max_length=500)
    lang = forms.ChoiceField(label=_("Language"), choices=_LANGUAGES)
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
        """The values of ``document``."""
        values: dict[str, Any] = {name: getattr(document.metadata, name) for name in TEXT_FIELDS}
        return values | {"lang": document.lang, "date": document.metadata.date}

    def changes(self) -> dict[str, Any]:
        """What differs from ``initial``, as :func:`articles.importing.corrections.correct` takes it."""
        found = {name: self.cleaned_data[name] for name in self.changed_data if name in self.fields}
        if "date" in found:
            found["date"] = found["date"].isoformat() if found["date"] else ""
        return found


class BlockForm(forms.Form):
    """One block of the outline."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, KIND_LABELS[kind]) for kind in BlockKind])
    level = forms.IntegerField(label=_("Level"), min_value=0, max_value=12, required=False)
    speaker = forms.CharField(label=_("Speaker"), max_length=200, required=False)
    lang = forms.ChoiceField(label=_("Language"))
    agreed = forms.BooleanField(label=_("is right"), required=False)

    def __init__(self, *args: Any, block: Block, **options: Any) -> None:
        """``block`` as the importer understood it: what it may become."""
        super().__init__(*args, **options)
        kinds = (*KINDS, block.kind) if block.kind not in KINDS else KINDS
        languages = _LANGUAGES if block.lang in LANGUAGES else [*_LANGUAGES, (block.lang, block.lang)]
        self.fields["kind"].choices = [(kind.value, KIND_LABELS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["lang"].choices = languages  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, block: Block) -> dict[str, Any]:
        """The values of ``block``."""
        return {
            "kind": block.kind.value,
            "speaker": block.speaker,
            "level": block.level,
            "lang": block.lang,
            "agreed": False,
        }

    def changes(self) -> dict[str, Any]:
        """What differs from ``initial``; a level only of headings."""
        found = {name: self.cleaned_data[name] for name in self.changed_data if name in self.fields}
        if self.cleaned_data.get("kind") != BlockKind.HEADING.value:
            found.pop("level", None)
        return found


class SourceForm(forms.Form):
    """The text of an article's current revision as its source, to be edited."""

    text = forms.CharField(
        label=_("Text"),
        strip=False,
        max_length=700_000,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false"}),
    )
