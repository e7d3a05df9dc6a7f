"""People: accounts, roles, sign-in, settings."""
