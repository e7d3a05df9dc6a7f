"""``test``: every test on SQLite with the browser journeys, then the database tests on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.management.base import BaseCommand

from kvisa_site.testing import chromium, postgres


class Command(BaseCommand):
    """Run pytest; whatever follows the command is passed on to it."""

    help = (
        "Runs the tests: all on SQLite (browser journeys included), then those of the database on a throw-away "
        "PostgreSQL. Options: --no-browser, --no-postgres; the rest goes to pytest."
    )
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: Sequence[str]) -> None:
        """Pass the arguments on untouched: they are pytest's."""
        rest = list(argv[2:])
        if rest in (["--help"], ["-h"]):
            print(self.help)
            return
        with_browser = "--no-browser" not in rest
        with_postgres = "--no-postgres" not in rest
        rest = [argument for argument in rest if argument not in ("--no-browser", "--no-postgres")]
        sys.exit(run(rest, with_browser=with_browser, with_postgres=with_postgres))


def run(arguments: list[str], *, with_browser: bool, with_postgres: bool) -> int:
    """Run both rounds; the exit status is that of the first that fails. What pytest says comes last."""
    server = postgres.binaries() if with_postgres else None
    if with_postgres and server is None:
        print(postgres.HINT, file=sys.stderr, flush=True)
    arguments = arguments or both_cores()
    without_browser = [*arguments, "-m", "not browser"]
    if with_browser:
        status = pytest(arguments, {"KVISA_CHROMIUM": chromium.find_or_install()})
    else:
        status = pytest(without_browser, {})
    if status or server is None:
        return status
    with postgres.throw_away(server) as url:
        print("\nOnce more on PostgreSQL, without the browser:", flush=True)
        return pytest(without_browser, {"DATABASE_URL": url})


def both_cores() -> list[str]:
    """Two workers for a run of everything, where there are two cores; a run of a few tests is quicker without."""
    return ["-n", "2"] if (os.cpu_count() or 1) > 1 else []


def pytest(arguments: list[str], environment: dict[str, str]) -> int:
    """Run pytest in a process of its own; its exit status."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        check=False,
    ).returncode
