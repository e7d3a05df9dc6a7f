"""Find the system's Chromium for the browser journeys, or get it where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "libatomic1", "fonts-noto-cjk")
LINE = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(PACKAGES)}"
MISSING = f"""\
The browser journeys need Chromium, and none was found. On Debian, as root:
    {LINE}
Or name one you have: KVISA_CHROMIUM=/path/to/chromium. Or leave the journeys out: --no-browser."""


def find() -> str | None:
    """The path of a Chromium: ``KVISA_CHROMIUM``, or the first of the usual names."""
    named = os.environ.get("KVISA_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def find_or_install() -> str:
    """As :func:`find`; installs Debian's where we are root and may. Raises ``SystemExit`` saying what to do."""
    if path := find():
        return path
    if os.environ.get("KVISA_CHROMIUM") or not may_install():
        raise SystemExit(MISSING)
    print(f"Chromium is missing; installing it: {LINE}", file=sys.stderr, flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["sh", "-c", LINE], env=quiet, stdout=subprocess.DEVNULL, check=False)
    path = find()
    if done.returncode or path is None:
        raise SystemExit(MISSING)
    return path


def may_install() -> bool:
    """Whether this is a Debian-like machine and we are root on it."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None
