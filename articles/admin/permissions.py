"""The admin's permissions, asked of the one policy."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

import policy


class ForEditors:
    """Mixin for ``ModelAdmin``: everything for editors, nothing for anybody else."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the section is listed."""
        return policy.may_edit_articles(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows are shown."""
        return policy.may_edit_articles(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows are edited."""
        return policy.may_edit_articles(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows are added."""
        return policy.may_edit_articles(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows are deleted."""
        return policy.may_edit_articles(request.user)
