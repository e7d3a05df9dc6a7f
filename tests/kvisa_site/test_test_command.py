"""`test` runs both rounds, passes pytest's arguments on and says what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kvisa_site.management.commands import test as command
from kvisa_site.testing import chromium, postgres


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """The rounds that were run, each with its arguments and what it adds to the environment."""
    seen: list[tuple[list[str], dict[str, str]]] = []

    def record(arguments: list[str], environment: dict[str, str]) -> int:
        seen.append((arguments, environment))
        return 0

    @contextmanager
    def server(home: Path) -> Iterator[str]:
        yield f"postgres://{home}"

    monkeypatch.setattr(command, "pytest", record)
    monkeypatch.setattr(chromium, "find_or_install", lambda: "/a/chromium")
    monkeypatch.setattr(postgres, "binaries", lambda: Path("there"))
    monkeypatch.setattr(postgres, "throw_away", server)
    return seen


def test_the_first_round_has_the_browser_and_the_second_postgresql(rounds):
    assert command.run(["-k", "word"], with_browser=True, with_postgres=True) == 0
    assert rounds == [
        (["-k", "word"], {"KVISA_CHROMIUM": "/a/chromium"}),
        (["-k", "word", "-m", "not browser"], {"DATABASE_URL": "postgres://there"}),
    ]


def test_without_a_browser_no_chromium_is_looked_for(rounds, monkeypatch):
    monkeypatch.setattr(chromium, "find_or_install", lambda: pytest.fail("it was looked for"))
    command.run(["-x"], with_browser=False, with_postgres=False)
    assert rounds == [(["-x", "-m", "not browser"], {})]


def test_a_failed_round_ends_the_run_with_its_status(rounds, monkeypatch):
    monkeypatch.setattr(command, "pytest", lambda arguments, environment: rounds.append((arguments, {})) or 3)
    assert command.run(["-x"], with_browser=True, with_postgres=True) == 3
    assert len(rounds) == 1


def test_a_missing_postgresql_is_told_before_the_tests_with_the_package(rounds, monkeypatch, capsys):
    monkeypatch.setattr(postgres, "binaries", lambda: None)
    assert command.run(["-x"], with_browser=True, with_postgres=True) == 0
    assert len(rounds) == 1
    assert "apt-get install postgresql" in capsys.readouterr().err


def test_our_own_options_do_not_reach_pytest(rounds):
    with pytest.raises(SystemExit) as ending:
        command.Command().run_from_argv(["manage.py", "test", "--no-browser", "-x", "--no-postgres"])
    assert ending.value.code == 0
    assert rounds == [(["-x", "-m", "not browser"], {})]


def test_a_missing_chromium_is_told_with_every_way_out(monkeypatch):
    monkeypatch.setenv("KVISA_CHROMIUM", "/not/there")
    with pytest.raises(SystemExit) as ending:
        chromium.find_or_install()
    for way in ("apt-get install", "libatomic1", "KVISA_CHROMIUM=", "--no-browser"):
        assert way in str(ending.value.code)


def test_a_chromium_that_is_named_goes_before_those_on_the_path(monkeypatch, tmp_path):
    named = tmp_path / "own-chromium"
    named.write_text("")
    named.chmod(0o755)
    monkeypatch.setenv("KVISA_CHROMIUM", str(named))
    assert chromium.find() == str(named)
