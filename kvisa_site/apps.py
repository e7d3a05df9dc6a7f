"""The composition root and the admin as installed apps."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class KvisaSiteConfig(AppConfig):
    """Commands and pages that belong to no storey."""

    name = "kvisa_site"


class ReadingRoomAdminConfig(AdminConfig):
    """Django's admin with our site as the default."""

    default = False
    default_site = "kvisa_site.admin_site.ReadingRoomAdminSite"
