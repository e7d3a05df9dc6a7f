"""Settings of the tests: the product's own, made quick and self-contained."""

import os
from pathlib import Path

os.environ["SECRET_KEY"] = "a key for the tests alone, which guards nothing"
os.environ["HTTPS"] = "false"
os.environ["DEBUG"] = "false"
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,testserver"
os.environ.pop("EMAIL_URL", None)

from kvisa_site.settings import *  # noqa: F403
from kvisa_site.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Hashed names would need collectstatic first; that they work is shown by a test of its own.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: the browser journeys' server reads what the test has written from another thread.
    # It stands beside the database it replaces, so that two runs with a DATABASE_URL each do not meet.
    library = Path(DATABASES["default"]["NAME"])
    DATABASES["default"]["TEST"] = {"NAME": str(library.with_name(f"test-{library.name}"))}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

WHITENOISE_AUTOREFRESH = True  # served from their sources: nothing is collected for a test
