"""The judge's door: two texts and a list of passages in, their places out."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from annotations.anchoring.__main__ import main

OLD = "First line,  with two spaces.\r\n\r\n\r\n第二行：签证的故事。\r\nThe third line stays as it is.\r\n"
NEW = "A line before them all.\r\n" + OLD.replace("First line,  with two spaces.\r\n", "")


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "old.txt").write_bytes(OLD.encode())
    (tmp_path / "new.txt").write_bytes(NEW.encode())
    return [str(tmp_path / name) for name in ("old.txt", "new.txt", "notes.json")]


def asked(files: list[str], *passages: str) -> None:
    notes = [{"start": OLD.index(words), "end": OLD.index(words) + len(words)} for words in passages]
    Path(files[2]).write_text(json.dumps(notes))


def test_each_passage_is_answered_in_the_order_given(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked(files, "third line", "签证", "with two spaces", "签证的故事。\r\nThe third")
    assert main(files) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [list(one) for one in answer] == [["start", "end", "status", "confidence"]] * 4
    assert [NEW[one["start"] : one["end"]] if one["start"] else None for one in answer] == [
        "third line", "签证", None, "签证的故事。\r\nThe third"
    ]  # fmt: skip
    assert [one["status"] for one in answer] == ["shifted", "shifted", "orphan", "shifted"]
    assert answer[2] == {"start": None, "end": None, "status": "orphan", "confidence": 0.0}


def test_offsets_count_the_files_as_they_are(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_bytes(OLD.encode())
    notes = [{"start": at, "end": at + 5} for at in range(len(OLD) - 5)]
    Path(files[2]).write_text(json.dumps(notes))
    assert main(files) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [(one["start"], one["end"], one["status"]) for one in answer] == [
        (note["start"], note["end"], "exact") for note in notes
    ]


def test_the_command_of_manage_py_answers_the_same(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked(files, "third line", "签证")
    main(files)
    out = StringIO()
    call_command("reanchor_report", *files, "--json", stdout=out)
    assert out.getvalue() == capsys.readouterr().out
    out = StringIO()
    call_command("reanchor_report", *files, "--table", stdout=out)
    assert "shifted" in out.getvalue().splitlines()[1]


def test_text_that_comes_back_in_a_later_revision_brings_its_notes_home(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked(files, "with two spaces", "third line stays")
    (Path(files[0]).parent / "third.txt").write_bytes(NEW.replace("third", "last").encode())
    assert main([*files, "--through", files[0].replace("old", "third"), files[0]]) == 0
    assert [one["status"] for one in json.loads(capsys.readouterr().out)] == ["exact", "exact"]


def test_no_notes_are_no_error(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    asked(files)
    assert main(files) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"start": 0}', "not a list"),
        ('[{"start": 0, "end": 3}, 7]', "entry 1: not an object"),
        ('[{"end": 3}]', "entry 0: start: not a whole number"),
        ('[{"start": 0, "end": "3"}]', "entry 0: end: not a whole number"),
        ('[{"start": true, "end": 3}]', "entry 0: start: not a whole number"),
        ('[{"start": 0, "end": 3.0}]', "entry 0: end: not a whole number"),
        ('[{"start": -1, "end": 3}]', "entry 0: start: -1 lies outside"),
        ('[{"start": 0, "end": 9999}]', "entry 0: end: 9999 lies outside"),
        ('[{"start": 3, "end": 3}]', "entry 0: end: must be greater than start"),
    ],
)
def test_bad_notes_are_refused_by_file_entry_and_field(
    files: list[str], notes: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[2]).write_text(notes)
    assert main(files) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{files[2]}: ")
    assert message in told.err
    with pytest.raises(CommandError, match=r"entry|not"):
        call_command("reanchor_report", *files)


def test_a_missing_file_and_one_that_is_not_utf8_are_named(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked(files, "third")
    Path(files[1]).write_bytes(b"\xff\xfe")
    assert main(files) == 2
    assert "new.txt: not UTF-8 at byte 0" in capsys.readouterr().err
    Path(files[1]).unlink()
    assert main(files) == 2
    assert "new.txt: No such file" in capsys.readouterr().err


def test_it_runs_without_django(files: list[str]) -> None:
    asked(files, "third line")
    code = (
        "import sys\n"
        "sys.modules['django'] = None\n"
        "from annotations.anchoring.__main__ import main\n"
        f"sys.exit(main({files!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert (done.returncode, json.loads(done.stdout)[0]["status"]) == (0, "shifted"), done.stderr
