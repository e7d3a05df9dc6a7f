"""How this house wants its accounts; allauth asks here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.db import IntegrityError, transaction
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import is_reserved

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth comes without types
    """User names by our rules, redirects only to our own pages."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_taken": _("This user name is taken."),
        "username_blacklisted": _("This user name is reserved for the reading room. Please choose another."),
        "username_password_mismatch": _("The user name or the password is not correct."),
        "email_password_mismatch": _("The e-mail address or the password is not correct."),
        "too_many_login_attempts": _(
            "Too many failed attempts to sign in. Please wait five minutes and try again."
        ),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The user name in its stored form (NFKC); ``ValidationError`` when malformed, reserved or taken."""
        username = User.normalize_username(username)
        if is_reserved(username):
            raise self.validation_error("username_blacklisted")
        return cast("str", super().clean_username(username, shallow=shallow))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Find people also by a full-width or decomposed spelling of their user name."""
        if username := credentials.get("username"):
            credentials["username"] = User.normalize_username(username)
        return cast("User | None", super().authenticate(request, **credentials))

    def save_user(self, request: HttpRequest, user: User, form: forms.Form, commit: bool = True) -> User:
        """Save a new person; when somebody else took the name a moment ago, show the form again as it was typed."""
        try:
            with transaction.atomic():
                super().save_user(request, user, form, commit)
        except IntegrityError as error:
            form.add_error("username", self.validation_error("username_taken"))
            raise ImmediateHttpResponse(render(request, "account/signup.html", {"form": form})) from error
        return user

    def is_safe_url(self, url: str) -> bool:
        """Only pages of the host that was asked, and over HTTPS once we are on it."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
