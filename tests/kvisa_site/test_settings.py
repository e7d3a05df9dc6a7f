"""The settings are safe unless somebody says otherwise."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from kvisa_site import local_env

ROOT = Path(settings.BASE_DIR)


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=ROOT,
        env=inherited
        | {"DJANGO_SETTINGS_MODULE": "kvisa_site.settings", "PYTHONPATH": str(ROOT)}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_secret_the_site_refuses_to_start_and_says_what_to_do():
    done = manage("check", SECRET_KEY="")
    assert done.returncode != 0
    assert "SECRET_KEY is not set" in done.stderr
    assert "manage.py up" in done.stderr


def test_the_deployment_check_is_clean():
    done = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        SECRET_KEY="x" * 30 + "0123456789abcdefghijklmnopqrstuv",
        ALLOWED_HOSTS="example.org",
        HTTPS="true",
        DEBUG="false",
    )
    assert done.returncode == 0, done.stderr


def test_production_is_the_default():
    source = (ROOT / "kvisa_site" / "settings.py").read_text()
    assert 'env.bool("DEBUG", default=False)' in source
    assert 'env.bool("HTTPS", default=not DEBUG)' in source


@pytest.mark.django_db
def test_the_embedded_database_takes_its_write_lock_at_once_and_keeps_a_journal_ahead():
    if connection.vendor != "sqlite":
        pytest.skip("this run is on PostgreSQL; the settings of SQLite are checked in the other round")
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings.DATABASES["default"]["OPTIONS"]["timeout"] >= 10
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_acknowledged_write_is_on_the_disk():
    code = (
        "import django; django.setup(); from django.db import connection as c; "
        "print(c.cursor().execute('PRAGMA synchronous').fetchone()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "kvisa_site.settings",
            "DATABASE_URL": "sqlite://:memory:",
            "SECRET_KEY": "x",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "2", done.stderr  # 2 is FULL


def test_up_writes_a_secret_of_its_own_once_and_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    path = tmp_path / ".env"
    assert local_env.write_missing(path)
    first = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not local_env.write_missing(path)
    assert path.read_text() == first


@pytest.mark.django_db
def test_every_answer_carries_a_policy_without_inline_script_or_style(client):
    policy = dict(
        part.strip().split(" ", 1) for part in client.get("/").headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
