"""The admin, entered by role."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _

import policy


class ReadingRoomAdminSite(AdminSite):
    """Django's admin behind our policy and our sign-in."""

    site_header = _("Reading room: editors' desk")
    site_title = _("Editors' desk")
    index_title = _("Library and discussion")

    def has_permission(self, request: HttpRequest) -> bool:
        """Editors and moderators, and superusers, who are both."""
        return policy.may_enter_admin(request.user)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Without Django's way from any row to its page: it would tell anybody at a desk the addresses of all rows."""
        return [found for found in super().get_urls() if getattr(found, "name", "") != "view_on_site"]

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Sign in where everybody does: that page counts attempts. Who is signed in and may not enter finds nothing."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get("next") or request.get_full_path())
