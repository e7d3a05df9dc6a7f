"""The settings of a machine that serves itself: ``.env``, made once with a secret of its own."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = """\
# Made by `python3 manage.py up` for this machine, reached by loopback without TLS. See .env.example.
SECRET_KEY={key}
ALLOWED_HOSTS=localhost,127.0.0.1,[::1]
HTTPS=false
"""


def write_missing(path: Path = ROOT / ".env") -> bool:
    """Write ``path`` (readable by its owner alone) unless there is one or the environment has a secret; whether it did."""
    if path.exists() or os.environ.get("SECRET_KEY"):
        return False
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(TEMPLATE.format(key=secrets.token_urlsafe(50)))
    return True
