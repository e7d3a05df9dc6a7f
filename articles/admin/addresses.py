"""The address of an article in its admin form: checked with reasons, and changed so that the former one leads on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.actions import AddressRefused, change_address
from articles.labels import ADDRESS_REFUSALS
from articles.models import Article, FormerAddress
from articles.naming import why_refused


class AddressForm(forms.ModelForm):
    """An article whose address may be changed."""

    class Meta:
        """Every field that the admin shows."""

        model = Article
        fields = "__all__"  # noqa: DJ007 - the admin chooses them
        help_texts = {"slug": _("A former address leads here for ever; no other article gets it.")}

    def clean_slug(self) -> str:
        """The address. Raises ``ValidationError`` saying why it cannot be one."""
        slug: str = self.cleaned_data["slug"]
        if slug == self.initial.get("slug"):
            return slug
        code = why_refused(slug)
        if not code and FormerAddress.objects.filter(slug=slug).exclude(article=self.instance).exists():
            code = "taken"
        if code:
            raise forms.ValidationError(ADDRESS_REFUSALS[code])
        return slug


class KeepsFormerAddresses:
    """Mixin for the admin of articles; goes with :class:`AddressForm`."""

    def save_model(self, request: HttpRequest, obj: Article, form: forms.ModelForm, change: bool) -> None:
        """Save, and leave the former address behind as one that leads here."""
        if "slug" in form.changed_data:
            try:
                change_address(actor=request.user, article=obj, slug=obj.slug)
            except AddressRefused as refusal:  # somebody took it since the form was checked
                obj.slug = form.initial["slug"]
                self.tell_refusal(request, refusal)
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def tell_refusal(self, request: HttpRequest, refusal: AddressRefused) -> None:
        """Say why the address stayed."""
        message: Any = ADDRESS_REFUSALS[refusal.code]
        messages.error(request, message)
