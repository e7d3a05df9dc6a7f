"""The forms of readers and moderators. They check the shape; what the words must be is said in the actions."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotations.actions import REASON_LIMIT
from annotations.markup import BODY_LIMIT, CLAIM_LIMIT, SOURCE_LIMIT
from annotations.models import Annotation, Kind, ReportReason, Visibility
from annotations.tagging import as_names
from annotations.words import MOST_TAGS, TAG_LIMIT

KINDS = [(kind.value, kind.label) for kind in Kind if kind is not Kind.REPLY]
LARGEST_IMPORT = 256 * 1024  # bytes: rendering more words than these would keep a worker busy for seconds
# What arrives may be a little longer than what is stored: white space goes and characters are composed.
_SLACK = 3


def _words(limit: int, **options: Any) -> forms.CharField:
    return forms.CharField(required=False, strip=False, max_length=limit * _SLACK, **options)


def _area(rows: int, **attributes: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attributes})


class ClientKeyField(forms.UUIDField):
    """The key of a form, so that words sent twice are stored once; each form printed has its own.

    A key that is none makes the words nameless, not wrong.
    """

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid.uuid4)

    def to_python(self, value: Any) -> uuid.UUID | None:  # type: ignore[override]  # a UUIDField is no CharField here
        """The key, or ``None``."""
        try:
            return super().to_python(value)
        except ValidationError:
            return None


class SentOnce(forms.Form):
    """A form that may arrive twice."""

    client_key = ClientKeyField()

    def clean(self) -> dict[str, Any]:
        """Under the form's key these very words: whoever goes back and writes something else has sent other words."""
        words = dict(self.cleaned_data)
        key = words.pop("client_key", None)
        return words | {"client_key": key and uuid.uuid5(key, repr(sorted(words.items())))}


class WordsForm(forms.Form):
    """Claim, body and source: what an annotation says."""

    claim = _words(
        CLAIM_LIMIT,
        label=_("Claim you deny"),
        help_text=_("In one sentence: what does the passage claim that you hold to be wrong?"),
        widget=_area(2),
    )
    body = _words(
        BODY_LIMIT,
        label=_("Text"),
        help_text=_("Markdown: *emphasis*, **strong**, [link](https://…), > quotation, - list."),
        widget=_area(6),
    )
    source = _words(
        SOURCE_LIMIT,
        label=_("Source"),
        help_text=_("An address, or a title and page."),
        widget=forms.TextInput(),
    )
    tags = _words(
        MOST_TAGS * TAG_LIMIT, label=_("Tags"), help_text=_("Between commas."), widget=forms.TextInput()
    )

    def clean_tags(self) -> list[str]:
        """The names between the commas."""
        return as_names(self.cleaned_data["tags"])


class AnnotationForm(WordsForm, SentOnce):
    """A new annotation on a passage."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=KINDS, initial=Kind.NOTE.value, widget=forms.RadioSelect
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Visibility.choices,
        initial=Visibility.PUBLIC.value,
        widget=forms.RadioSelect,
    )
    revision = forms.IntegerField(min_value=1, max_value=2**53, widget=forms.HiddenInput)
    start = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    exact = forms.CharField(strip=False, max_length=20_000, widget=forms.HiddenInput)
    # Django takes fields off the class, so this hides nothing.
    prefix = forms.CharField(strip=False, required=False, max_length=400, widget=forms.HiddenInput)  # type: ignore[assignment]
    suffix = forms.CharField(strip=False, required=False, max_length=400, widget=forms.HiddenInput)

    field_order = ["kind", "claim", "body", "source", "tags", "visibility"]

    def place_is_broken(self) -> bool:
        """Whether something is wrong with a field that nobody sees: where the passage stands."""
        return any(field.errors for field in self.hidden_fields())

    def refuse_stray_words(self) -> None:
        """Without a script every field is shown: what was typed where the kind has no place for it is not thrown away."""
        kind = self.cleaned_data.get("kind")
        if self.cleaned_data.get("claim", "").strip() and kind != Kind.COUNTERARGUMENT:
            self.add_error(
                "claim", _("Only a counterargument denies a claim. Choose that kind, or empty this field.")
            )
        if self.cleaned_data.get("source", "").strip() and kind not in (Kind.COUNTERARGUMENT, Kind.EVIDENCE):
            self.add_error(
                "source",
                _(
                    "Only evidence and counterarguments name a source. Choose such a kind, or empty this field."
                ),
            )


class EditForm(WordsForm):
    """New words for an annotation; ``begun_at`` says which wording they are meant to replace."""

    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=Visibility.choices, widget=forms.RadioSelect
    )
    begun_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, annotation: Annotation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if annotation.kind != Kind.COUNTERARGUMENT:
            del self.fields["claim"]
        if annotation.kind not in (Kind.COUNTERARGUMENT, Kind.EVIDENCE):
            del self.fields["source"]
        if annotation.is_reply:
            del self.fields["visibility"], self.fields["tags"]
        if annotation.kind == Kind.COUNTERARGUMENT:
            self.fields["body"].label = _("Reason")


class ReplyForm(SentOnce):
    """An answer."""

    body = _words(BODY_LIMIT, label=_("Your reply"), widget=_area(4))


class ReportForm(forms.Form):
    """What is wrong with somebody's words."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=ReportReason.choices, widget=forms.RadioSelect
    )
    detail = _words(REASON_LIMIT, label=_("More, if you like"), widget=_area(3))


class DecisionForm(forms.Form):
    """A moderator's reason."""

    reason = _words(
        REASON_LIMIT,
        label=_("Reason"),
        help_text=_("Its author will read it, and it stays in the ledger."),
        widget=_area(3),
    )


class ImportForm(forms.Form):
    """A file of annotations from elsewhere."""

    file = forms.FileField(
        label=_("File"), help_text=_("At most 256 kB; the command import_annotations takes more.")
    )

    def clean_file(self) -> Any:
        """A file that is not too large."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_IMPORT:
            raise forms.ValidationError(_("The file is larger than 256 kB."), "too-large")
        return file
