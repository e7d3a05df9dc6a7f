"""People: accounts, roles, sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The storey of people."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "accounts"
