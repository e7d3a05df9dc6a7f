"""``check_all``: everything CI checks."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PYTHON = [sys.executable]
MANAGE = [*PYTHON, "manage.py"]
STEPS: list[tuple[str, list[str]]] = [
    ("style", [*PYTHON, "-m", "ruff", "check", "."]),
    ("format", [*PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("templates", [*PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"]),
    ("storeys", ["lint-imports"]),
    ("types", [*PYTHON, "-m", "mypy", "."]),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    ("deployment", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]),
]
TSC = ["npx", "--no-install", "tsc", "--project", "tsconfig.json"]


class Command(BaseCommand):
    """Lint, types, imports, migrations, deployment checks and the tests."""

    help = "Everything CI checks. Stops at the first failure."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Quick checks first, the tests last."""
        bin_folder = Path(sys.executable).parent
        production = {
            "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "example.org",
            "HTTPS": "true",
            "DEBUG": "false",
        }
        for name, command in STEPS:
            self.step(name, command, production)
        self.check_scripts()
        self.step("tests", [*MANAGE, "test"], {})

    def check_scripts(self) -> None:
        """Types of the browser's modules; needs Node, which only CI must have."""
        if shutil.which("npm") is None:
            if os.environ.get("CI"):
                raise CommandError("scripts: npm is missing, and CI needs it for tsc. Install Node.js.")
            self.stdout.write("scripts: left out, there is no npm here (CI checks them)")
            return
        if not (settings.BASE_DIR / "node_modules" / ".bin" / "tsc").exists():
            self.step(
                "packages of the script check", ["npm", "ci", "--no-audit", "--no-fund", "--silent"], {}
            )
        self.step("scripts", TSC, {})

    def step(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        """Run one check. Raises :class:`CommandError` when it fails."""
        self.stdout.write(f"{name} …")
        self.stdout.flush()
        own = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        if subprocess.run(command, cwd=settings.BASE_DIR, env=own | environment, check=False).returncode:
            raise CommandError(f"{name}: failed; what it says stands above.")
