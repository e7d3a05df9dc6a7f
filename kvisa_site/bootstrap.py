"""Set up what a command needs, then run the command there. Standard library only; Python 3.11 or newer.

A fresh Debian has Python, but neither a virtual environment nor leave to install into the system's. So the
self-starting commands make ``.venv`` beside ``manage.py``, install the locked packages and run again inside.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
LOCKS = {"up": "run.lock", "demo": "run.lock", "test": "test.lock", "check_all": "lint.lock"}
NO_PIP = (
    "Neither pip nor ensurepip is there to install the packages with. On Debian or Ubuntu run\n"
    "    apt-get install python3-venv\n"
    "as root, then the same command again."
)


class SetupFailed(Exception):
    """Something is missing; the message says what to do about it."""


def environment() -> Path:
    """Where the packages go: ``KVISA_VENV``, or ``.venv`` beside ``manage.py``."""
    return Path(os.environ.get("KVISA_VENV") or ROOT / ".venv").absolute()


def lock_path(command: str) -> Path:
    """The lock file that ``command`` needs."""
    return ROOT / "requirements" / LOCKS[command]


def _python(target: Path) -> Path:
    return target / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _stamp(lock: Path) -> str:
    return hashlib.sha256(f"{VERSION} {lock.name}\n".encode() + lock.read_bytes()).hexdigest()


def is_ready(target: Path, lock: Path) -> bool:
    """Whether ``target`` holds exactly what ``lock`` names; false for a half-made environment."""
    stamp = target / f"{lock.name}.stamp"
    return _python(target).exists() and stamp.exists() and stamp.read_text() == _stamp(lock)


def _is_made(target: Path) -> bool:
    """Whether ``target`` was finished by this version of Python; packages of another are out of its sight."""
    mark = target / "made"
    return _python(target).exists() and mark.exists() and mark.read_text() == VERSION


def make_environment(target: Path) -> None:
    """Create the virtual environment, with pip inside where ensurepip is there (Debian splits it off)."""
    if not _is_made(target):
        shutil.rmtree(target, ignore_errors=True)
        try:
            import ensurepip  # noqa: F401

            with_pip = True
        except ImportError:
            with_pip = False
        venv.EnvBuilder(with_pip=with_pip).create(target)
        (target / "made").write_text(VERSION)  # a killed start leaves no mark and is made anew


def pip_command(target: Path) -> list[str]:
    """The pip inside ``target``, or the one outside working on it. Raises :class:`SetupFailed` without either."""
    inside = [str(_python(target)), "-m", "pip"]
    outside = [sys.executable, "-m", "pip", "--python", str(_python(target))]
    for command in (inside, outside):
        if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode == 0:
            return command
    raise SetupFailed(NO_PIP)


def install(target: Path, lock: Path) -> None:
    """Make ``target`` hold what ``lock`` names. Raises :class:`SetupFailed`."""
    say(f"Setting up {target.name} from requirements/{lock.name}. This happens once.")
    make_environment(target)
    for stamp in target.glob("*.stamp"):
        stamp.unlink()
    done = subprocess.run(
        [
            *pip_command(target),
            "install",
            "-q",
            "--disable-pip-version-check",
            "--no-input",
            "--require-hashes",
            "--only-binary",
            ":all:",
            "-r",
            str(lock),
        ],
        check=False,
    )
    if done.returncode:
        raise SetupFailed(
            "pip could not install the packages; its message stands above. Run the command again."
        )
    # A larger lock holds the smaller ones: whoever has run the tests need not install again to serve.
    for other in list(LOCKS.values())[: list(LOCKS.values()).index(lock.name) + 1]:
        (target / f"{other}.stamp").write_text(_stamp(lock.with_name(other)))


def say(message: str) -> None:
    """Tell the person at the terminal, apart from the command's own output."""
    print(message, file=sys.stderr, flush=True)


def ensure(command: str, arguments: list[str]) -> None:
    """Return inside the environment that ``command`` needs; else set it up and run ``arguments`` there instead."""
    target, lock = environment(), lock_path(command)
    try:
        if not is_ready(target, lock):
            install(target, lock)
    except SetupFailed as failure:
        say(str(failure))
        raise SystemExit(1) from failure
    if Path(sys.prefix).absolute() != target:
        sys.stdout.flush()
        os.execv(_python(target), [str(_python(target)), *arguments])
