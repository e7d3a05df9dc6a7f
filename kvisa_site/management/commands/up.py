"""``up``: from a fresh clone to a library that can be read, in one command."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

STAMP = "static.stamp"


class Command(BaseCommand):
    """Set up the database, static files and the demo library, then serve them."""

    help = "Sets up everything (environment, database, static files, demo library) and serves the site."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Address and what to leave out."""
        parser.add_argument(
            "--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="default: %(default)s"
        )
        parser.add_argument(
            "--workers", type=int, default=1, help="processes that serve; default: %(default)s"
        )
        parser.add_argument("--no-demo", action="store_true", help="leave the library as it is")
        parser.add_argument("--no-serve", action="store_true", help="set up only")
        parser.add_argument("--dev", action="store_true", help="DEBUG and Django's reloading server")

    def handle(self, *args: Any, **options: Any) -> None:
        """Everything that can fail comes before the server starts."""
        host, port = parse_bind(options["bind"])
        if not options["no_serve"]:
            refuse_taken_port(host, port)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if not options["dev"]:
            collect_static()
        if not options["no_demo"]:
            call_command("demo", stdout=self.stdout)
        if options["no_serve"]:
            return
        self.stdout.write(
            f"\nReading room: http://{'localhost' if host == '127.0.0.1' else host}:{port}/   (Ctrl-C ends it)"
        )
        self.stdout.flush()
        sys.stderr.flush()
        os.chdir(settings.BASE_DIR)
        if options["dev"]:
            os.environ["DEBUG"] = "true"
            os.execv(sys.executable, [sys.executable, "manage.py", "runserver", f"{host}:{port}"])
        os.execv(sys.executable, server_command(host, port, options["workers"]))


def parse_bind(bind: str) -> tuple[str, int]:
    """``HOST:PORT`` as a pair. Raises :class:`CommandError`."""
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise CommandError(f"--bind {bind}: expected HOST:PORT, such as 127.0.0.1:8000.")
    return host, int(port)


def refuse_taken_port(host: str, port: int) -> None:
    """Raise :class:`CommandError` when the address cannot be served from."""
    try:
        family, *_, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"{host}:{port} cannot be used ({error.strerror}). Choose another with --bind 127.0.0.1:{port + 1}."
        ) from error


def server_command(host: str, port: int, workers: int) -> list[str]:
    """The production server: granian does not stall when readers are slow."""
    options = [
        "--interface",
        "wsgi",
        "--host",
        host.strip("[]"),
        "--port",
        str(port),
        "--workers",
        str(workers),
        # Slow readers wait outside Python; a few threads keep pages coming while one waits for the database.
        "--blocking-threads",
        "4",
    ]
    return [
        sys.executable,
        "-m",
        "granian",
        *options,
        "--log-level",
        "warning",
        "kvisa_site.wsgi:application",
    ]


def collect_static() -> None:
    """Collect and compress the static files when one of them has changed; compressing is most of a start."""
    root = Path(settings.STATIC_ROOT)
    stamp, fingerprint = root.with_name(STAMP), static_fingerprint()
    if root.exists() and stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """A hash over the name, size and time of every static file that would be collected."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list(None), key=lambda found: found[0]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
