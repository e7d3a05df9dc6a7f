"""A PostgreSQL for one test run: made in a temporary folder, reached on loopback only, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HINT = "PostgreSQL is not installed, so its round is left out. On Debian: apt-get install postgresql"


def binaries() -> Path | None:
    """The folder that holds ``initdb`` and ``postgres``: the newest of Debian's, or the one on the path."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    on_path = shutil.which("initdb")
    found = debian[0] if debian else Path(on_path) if on_path else None
    return found.parent if found and (found.parent / "pg_ctl").exists() else None


@contextmanager
def throw_away(home: Path) -> Iterator[str]:
    """Start a server with the binaries in ``home``, yield its ``DATABASE_URL``, stop and remove it."""
    folder = Path(tempfile.mkdtemp(prefix="kvisa-pg-"))
    data, log = folder / "data", folder / "log"
    # Nothing here has to survive: without syncing the tests are quick.
    port = free_port()
    options = (
        f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        " -c fsync=off -c full_page_writes=off"
    )
    try:
        user = unprivileged_user(folder)

        def run(*command: str | Path) -> None:
            subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

        identity = ("-U", "kvisa", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        run(home / "initdb", "-D", data, *identity, "--no-sync")
        run(home / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield f"postgres://kvisa@127.0.0.1:{port}/postgres"
        finally:
            run(home / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def unprivileged_user(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: give ``folder`` to somebody lesser and return their name, or ``None``."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, name)
    return name
