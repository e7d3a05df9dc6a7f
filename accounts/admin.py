"""People in the admin: only superusers manage people and give roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User

if TYPE_CHECKING:
    _UserAdmin = UserAdmin[User]
else:  # generic for the type checker only
    _UserAdmin = UserAdmin

# The groups are the roles of policy.py and nothing else: they are given on a person's page, never made or renamed.
admin.site.unregister(Group)


@admin.register(User)
class PersonAdmin(_UserAdmin):
    """Django's page without first and last names, and without permissions that our policy does not read."""

    view_on_site = False
    list_display = ("username", "display_name", "email", "is_active", "is_superuser", "date_joined")
    list_filter = ("is_active", "is_superuser", "groups")
    search_fields = ("username", "display_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("About the person"), {"fields": ("display_name", "email", "bio")}),
        (
            _("Roles"),
            {
                "fields": ("is_active", "groups", "is_superuser"),
                "description": _("Superusers have all roles. Inactive people cannot sign in and have none."),
            },
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Superusers only."""
        return _is_superuser(request)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Superusers only."""
        return _is_superuser(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Superusers only."""
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Superusers only."""
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Superusers only."""
        return _is_superuser(request)


def _is_superuser(request: HttpRequest) -> bool:
    """Whether the asking person is an active superuser; groups cannot grant this."""
    return request.user.is_active and request.user.is_superuser
