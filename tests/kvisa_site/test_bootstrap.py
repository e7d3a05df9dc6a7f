"""The self-starting commands make their environment, and make it again when a start was cut off."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from kvisa_site import bootstrap


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "run.lock"
    path.write_text("django==5.2.19\n")
    return path


def made(target: Path) -> None:
    python = target / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("")


def test_an_environment_is_ready_when_its_stamp_fits_the_lock(tmp_path, lock):
    target = tmp_path / "venv"
    made(target)
    (target / "run.lock.stamp").write_text(bootstrap._stamp(lock))
    assert bootstrap.is_ready(target, lock)


def test_a_changed_lock_is_installed_again(tmp_path, lock):
    target = tmp_path / "venv"
    made(target)
    (target / "run.lock.stamp").write_text(bootstrap._stamp(lock))
    lock.write_text("django==5.2.20\n")
    assert not bootstrap.is_ready(target, lock)


def test_a_half_made_environment_is_not_ready_and_is_made_anew(tmp_path, lock, monkeypatch):
    target = tmp_path / "venv"
    made(target)
    (target / "leftover").write_text("")
    assert not bootstrap.is_ready(target, lock)
    monkeypatch.setattr(venv.EnvBuilder, "create", lambda self, path: made(Path(path)))
    bootstrap.make_environment(target)
    assert not (target / "leftover").exists()
    assert (target / "made").exists()


def test_an_environment_of_another_python_is_made_anew(tmp_path, monkeypatch):
    target = tmp_path / "venv"
    made(target)
    (target / "made").write_text("3.9")
    (target / "leftover").write_text("")
    monkeypatch.setattr(venv.EnvBuilder, "create", lambda self, path: made(Path(path)))
    bootstrap.make_environment(target)
    assert not (target / "leftover").exists()
    (target / "kept").write_text("")
    bootstrap.make_environment(target)
    assert (target / "kept").exists()


def test_without_any_pip_the_message_names_the_package_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: subprocess.CompletedProcess(args, 1))
    with pytest.raises(bootstrap.SetupFailed, match="apt-get install python3-venv"):
        bootstrap.pip_command(tmp_path)


def test_a_failed_install_ends_with_one_sentence_and_status_one(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KVISA_VENV", str(tmp_path / "venv"))

    def fail(target: Path, lock: Path) -> None:
        raise bootstrap.SetupFailed("pip could not install the packages")

    monkeypatch.setattr(bootstrap, "install", fail)
    with pytest.raises(SystemExit) as ending:
        bootstrap.ensure("up", ["manage.py", "up"])
    assert ending.value.code == 1
    assert "pip could not install" in capsys.readouterr().err


def test_every_self_starting_command_has_its_lock_file():
    for command in bootstrap.LOCKS:
        assert bootstrap.lock_path(command).is_file(), command


def test_the_bootstrap_needs_nothing_but_the_standard_library():
    code = "import sys; sys.modules['django'] = None; import kvisa_site.bootstrap, kvisa_site.local_env"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(bootstrap.ROOT)!r}); {code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
