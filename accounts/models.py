"""People who read, annotate, moderate and edit."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.names import USERNAME_MAX_LENGTH, check_username
from policy import Role


class User(AbstractUser):
    """A person with an account. One name field: Chinese names have no "first" and "last" in that order."""

    username = models.CharField(
        _("user name"),
        max_length=USERNAME_MAX_LENGTH,
        unique=True,
        validators=[check_username],
        help_text=_("2 to 40 letters (of any script), digits, “.”, “_” or “-”. It cannot be changed later."),
        error_messages={"unique": _("This user name is taken.")},
    )
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(
        _("name shown"), max_length=80, blank=True, help_text=_("Left empty, the user name is shown.")
    )
    bio = models.TextField(
        _("about you"), max_length=500, blank=True, help_text=_("Plain text, shown on your page.")
    )

    class Meta(AbstractUser.Meta):
        """Names for the admin."""

        verbose_name = _("person")  # type: ignore[assignment]
        verbose_name_plural = _("people")  # type: ignore[assignment]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="usernames_differ_in_more_than_case",
                violation_error_message=_("This user name is taken."),
            ),
        ]

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The person's roles by Django groups; an active superuser has them all. One query, once per instance."""
        if not self.is_active:
            return frozenset()
        if self.is_superuser:
            return frozenset(Role)
        known = {role.value for role in Role}
        names = self.groups.filter(name__in=known).values_list("name", flat=True)
        return frozenset(Role(name) for name in names)

    @property
    def shown_name(self) -> str:
        """The name other readers see."""
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """Django's word for :attr:`shown_name`."""
        return self.shown_name

    def get_short_name(self) -> str:
        """Django's word for :attr:`shown_name`."""
        return self.shown_name

    def get_absolute_url(self) -> str:
        """The person's public page."""
        return reverse("person", args=[self.username])

    def __str__(self) -> str:
        """Django's word for :attr:`shown_name`."""
        return self.shown_name


class Token(models.Model):
    """A key with which a person's programs read and write in their name; only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    may_write = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """The latest first."""

        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name
