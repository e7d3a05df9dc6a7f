"""Forms that people fill in about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import clean_bio, clean_shown_name, is_reserved

if TYPE_CHECKING:
    _UserForm = forms.ModelForm[User]
else:  # generic for the type checker only
    _UserForm = forms.ModelForm


class SettingsForm(_UserForm):
    """The name shown and a few words about oneself."""

    class Meta:
        """Only what others see; user name, e-mail and password have pages of their own."""

        model = User
        fields = ["display_name", "bio"]
        widgets = {"bio": forms.Textarea(attrs={"rows": 5})}

    def clean_display_name(self) -> str:
        """A name that is printable and nobody else's."""
        name = clean_shown_name(self.cleaned_data["display_name"])
        if is_reserved(name):
            raise ValidationError(
                _("This name is reserved for the reading room. Please choose another."), "reserved"
            )
        if name and User.objects.exclude(pk=self.instance.pk).filter(username__iexact=name).exists():
            raise ValidationError(
                _("This is the user name of another reader. Please choose another name."), "taken"
            )
        return name

    def clean_bio(self) -> str:
        """Plain lines."""
        return clean_bio(self.cleaned_data["bio"])


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("For example: my reference manager.")
    )
    may_write = forms.BooleanField(
        label=_("It may also write"),
        required=False,
        help_text=_("Otherwise it only reads: your own notes, and what is public."),
    )
