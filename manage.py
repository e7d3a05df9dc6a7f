#!/usr/bin/env python3
"""The house's command line. ``up``, ``demo``, ``test`` and ``check_all`` set themselves up; see the README."""

from __future__ import annotations

import os
import sys

from kvisa_site import bootstrap


def main() -> None:
    """Run the command that was asked for."""
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command in bootstrap.LOCKS:
        bootstrap.ensure(command, sys.argv)
    settings = "tests.settings" if command in ("test", "check_all") else "kvisa_site.settings"
    if command == "up":
        from kvisa_site import local_env

        local_env.write_missing()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not here. Run `python3 manage.py up` once, or use .venv/bin/python manage.py …"
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
