"""A PostgreSQL for one test run: made in a temporary folder, reached by a socket in it, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

HINT = "PostgreSQL is not installed, so its round was left out. On Debian: apt-get install postgresql"


def binaries() -> Path | None:
    """The folder that holds ``initdb`` and ``postgres``: the newest of Debian's, or the one on the path."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    on_path = shutil.which("initdb")
    found = debian[0] if debian else Path(on_path) if on_path else None
    return found.parent if found and (found.parent / "pg_ctl").exists() else None


@contextmanager
def throw_away() -> Iterator[str | None]:
    """Start a server and yield its ``DATABASE_URL``; yield ``None``, saying why, when there is none to start."""
    home = binaries()
    if home is None:
        print(HINT, file=sys.stderr, flush=True)
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="kvisa-pg-"))
    try:
        user = unprivileged_user(folder)
        data, log = folder / "data", folder / "log"
        run = {"user": user, "cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
        subprocess.run(
            [home / "initdb", "-D", data, "-U", "kvisa", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"],
            **run,  # type: ignore[call-overload]
        )
        # Nothing here has to survive: no syncing makes the tests quick.
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
        subprocess.run([home / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"], **run)  # type: ignore[call-overload]
        try:
            yield f"postgres://kvisa@{quote(str(folder), safe='')}/postgres"
        finally:
            subprocess.run([home / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **run)  # type: ignore[call-overload]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_user(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: give ``folder`` to somebody lesser and return their name, or ``None``."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, name)
    return name
