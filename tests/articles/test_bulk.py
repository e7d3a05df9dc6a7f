"""Many files at once: each on its own, in one process or several, until it is done or stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from articles.bulk import Bulk, Told, import_files
from articles.gathering import gather
from articles.importing import reading_ahead
from articles.importing.reading_ahead import Job, Refusal, read_ahead
from articles.models import Article, Revision
from articles.signals import revision_published

pytestmark = pytest.mark.django_db
HEAD = "---\ntitle: Text {n}\ntags: [a, b]\npeople: [Ann, 李明]\nproject: [p]\n---\n"
BODY = "Ann: One {n}.\n\nBen: Two.\n\nAnn: Three.\n"


def write(folder: Path, count: int) -> Path:
    for n in range(count):
        path = folder / f"{n // 5}" / f"text-{n:02}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((HEAD + BODY).format(n=n), encoding="utf-8")
    return folder


def take(folder: Path, **options: object) -> list[Told]:
    return [report.outcome for report in import_files(gather([folder]), Bulk(actor=None, **options))]


def test_a_folder_is_walked_in_order_without_what_is_hidden(tmp_path):
    write(tmp_path, 6)
    for name in (".git/a.md", "._b.md", "c.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    names = [file.name for file in gather([tmp_path])]
    assert names == [*(f"0/text-0{n}.md" for n in range(5)), "1/text-05.md"]


def test_files_are_known_by_the_folders_in_which_they_differ(tmp_path):
    for name in ("post1/index.md", "post2/index.md", "post1/other.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    one, two, other = tmp_path / "post1/index.md", tmp_path / "post2/index.md", tmp_path / "post1/other.md"
    assert [file.name for file in gather([one, two])] == ["post1/index.md", "post2/index.md"]
    assert [file.name for file in gather([one])] == ["post1/index.md"]
    assert [file.name for file in gather([one.parent])] == ["post1/index.md", "other.md"]
    assert [file.name for file in gather([other])] == ["other.md"]
    assert [file.name for file in gather([one.parent, two.parent])] == [
        "post1/index.md",
        "post1/other.md",
        "post2/index.md",
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_second_run_over_a_library_changes_nothing_and_parses_nothing(tmp_path, workers, monkeypatch):
    write(tmp_path, 7)
    assert take(tmp_path, workers=workers) == [Told.NEW] * 7
    monkeypatch.setattr(reading_ahead, "parse_document", None)
    assert take(tmp_path) == [Told.UNCHANGED] * 7
    assert Revision.objects.count() == 7


def test_a_document_more_costs_the_same_few_queries(tmp_path):
    write(tmp_path, 12)
    costs = []
    reports = import_files(gather([tmp_path]), Bulk(actor=None))
    next(reports)
    for _ in range(11):
        with CaptureQueriesContext(connection) as queries:
            next(reports)
        costs.append(len(queries))
    assert max(costs[1:]) == min(costs[1:]) <= 17, costs
    again = import_files(gather([tmp_path]), Bulk(actor=None))
    with CaptureQueriesContext(connection) as queries:
        next(again)
    assert len(queries) == 1


def test_an_error_of_the_database_stops_one_document_only(tmp_path):
    write(tmp_path, 4)

    def refuse(revision: Revision, **kwargs: object) -> None:
        if "One 2" in revision.text:
            raise DatabaseError("the disk is full")

    revision_published.connect(refuse)
    try:
        reports = list(import_files(gather([tmp_path]), Bulk(actor=None)))
    finally:
        revision_published.disconnect(refuse)
    assert [report.outcome for report in reports] == [Told.NEW, Told.NEW, Told.REFUSED, Told.NEW]
    assert "the disk is full" in reports[2].message
    assert Article.objects.count() == Revision.objects.count() == 3
    assert all(article.tags.count() == 2 for article in Article.objects.all())


def test_a_parser_that_fails_unforeseen_refuses_one_document(monkeypatch):
    monkeypatch.setattr(reading_ahead, "parse_document", lambda data, **options: 1 // 0)
    ((_job, answer),) = read_ahead([Job("a", b"x", "a.md")], 1)
    assert isinstance(answer, Refusal)
    assert "a.md: The document cannot be read (ZeroDivisionError" in answer.message


def test_workers_answer_in_order_and_carry_refusals_with_their_line():
    jobs = [
        Job(n, b"---\ntitle: a\ntitle: b\n---\nx" if n == 3 else b"# T\n\nText.", f"{n}.md") for n in range(9)
    ]
    jobs.insert(5, Job("nothing", None))
    answers = list(read_ahead(jobs, 2))
    assert [job.key for job, _ in answers] == [0, 1, 2, 3, 4, "nothing", 5, 6, 7, 8]
    assert (answers[3][1].line, answers[3][1].name) == (3, "title")
    assert answers[5][1] is None
    assert answers[6][1].metadata.title == "T"


def test_equal_documents_of_one_batch_are_articles_of_their_own(tmp_path):
    for name in ("a/post.md", "post.md", "b/post.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HEAD.format(n=1) + "source: x\n" + BODY)
    assert take(tmp_path) == [Told.NEW] * 3
    assert take(tmp_path) == [Told.UNCHANGED] * 3


def test_the_report_is_json_with_a_row_for_every_document(tmp_path):
    write(tmp_path / "in", 2)
    (tmp_path / "in" / "bad.md").write_text("---\ntitle: [\n---\nx")
    report = tmp_path / "report.json"
    with pytest.raises(CommandError) as error:
        call_command(
            "import_documents",
            str(tmp_path / "in"),
            "--json",
            str(report),
            stdout=StringIO(),
            stderr=StringIO(),
        )
    assert error.value.returncode == 1
    rows = json.loads(report.read_text())
    assert [row["outcome"] for row in rows] == ["refused", "new", "new"]
    assert rows[0]["line"] > 0
    assert [rows[1][name] for name in ("slug", "title", "published")] == ["text-0", "Text 0", True]


@pytest.mark.parametrize(
    "arguments", [["/nowhere/at/all"], [".", "--json", "/nowhere/at/all/x.json"], [".", "--jobs", "0"]]
)
def test_wrong_usage_has_a_status_of_its_own(arguments):
    with pytest.raises(CommandError) as error:
        call_command("import_documents", *arguments, stdout=StringIO(), stderr=StringIO())
    assert error.value.returncode == 2 or "expected" in str(error.value)
    assert not Article.objects.exists()


# Processes ------------------------------------------------------------------------------------------------


def command(*arguments: str) -> subprocess.Popen[bytes]:
    """``manage.py`` in a process of its own, on the database of this test."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "kvisa_site.settings"}
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - nothing else runs here
    )


def _heed_interrupts() -> None:
    """Tests that run in the background hand on that interrupts are ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_import_one_library_at_once_make_every_article_once(tmp_path):
    write(tmp_path, 20)
    both = [command("import_documents", str(tmp_path)) for _ in range(2)]
    for process in both:
        _out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
    assert Article.objects.count() == Revision.objects.count() == 20
    assert all(article.listed_entities.count() == 2 for article in Article.objects.all())


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_interrupted_leaves_whole_documents_and_goes_on_where_it_stopped(tmp_path):
    write(tmp_path, 400)
    process = command("import_documents", str(tmp_path), "--json", str(tmp_path / "report.json"))
    deadline = time.monotonic() + 60
    while not Article.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _out, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors.decode()
    done = Article.objects.count()
    assert 0 < done < 400
    assert Revision.objects.count() == done
    assert not Article.objects.filter(current__isnull=True).exists()
    assert len(json.loads((tmp_path / "report.json").read_text())) == done
    assert all(article.listed_entities.count() == 2 for article in Article.objects.all())
    assert take(tmp_path).count(Told.UNCHANGED) == done
