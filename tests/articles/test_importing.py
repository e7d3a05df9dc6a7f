"""From files to rows: the command, the actions and the admin's import pages."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from articles import actions
from articles.actions import Outcome, Publication
from articles.importing.parse import parse_document
from articles.models import Article, Entity, Revision, Speaker, Tag
from policy import Role
from tests.build import make_article, make_user, nobody

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 30
MARKDOWN = """---
title: A visa of one's own
draft: {draft}
tags: [visas, "🤣"]
people: [Ada]
media_books: [Ada]
date: 2025-10-01
custom: kept
---
# Part one

Ann: Who asked for it?

Ben: Nobody I know.

Ann: Then why is it here?

![A door](pictures/door.png)
"""


def counts(report: str) -> dict[str, str]:
    """The table at the end of what the command says."""
    lines = report.splitlines()
    at = next(index for index, line in enumerate(lines) if line.split()[:2] == ["files", "new"])
    return dict(zip(lines[at].split(), lines[at + 1].split(), strict=True))


def run(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command("import_documents", *map(str, arguments), stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "door.png").write_bytes(PNG)
    (tmp_path / "one.md").write_text(MARKDOWN.format(draft="false"))
    (tmp_path / "two.md").write_text(MARKDOWN.format(draft="true").replace("one's", "two's"))
    return tmp_path


@pytest.fixture
def editor():
    return make_user("editor", Role.EDITOR)


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


def test_a_folder_is_imported_with_its_pictures_and_a_second_run_changes_nothing(folder):
    report = run(folder)
    table = counts(report)
    assert (table["files"], table["new"], table["refused"]) == ("2", "2", "0")
    article = Article.objects.get(title="A visa of one's own")
    assert article.is_published
    assert not Article.objects.get(title="A visa of two's own").is_published
    assert article.current is not None
    assert bytes(article.current.images.get(path="pictures/door.png").data) == PNG
    assert {tag.name for tag in article.tags.all()} == {"visas", "🤣"}
    assert all(tag.slug for tag in Tag.objects.all())
    assert Entity.objects.filter(name="Ada").count() == 1
    assert article.listed_entities.count() == 2
    assert [str(speaker) for speaker in Speaker.objects.all()] == ["Ann", "Ben"]
    assert article.extra == {"custom": "kept"}
    assert bytes(article.current.source) == (folder / "one.md").read_bytes()
    assert "custom: kept" in article.current.front_matter
    table = counts(run(folder))
    assert (table["new"], table["revised"], table["unchanged"]) == ("0", "0", "2")
    assert Revision.objects.count() == 2


@pytest.mark.parametrize(("option", "published"), [("--publish", 2), ("--draft", 0), ("--as-file", 1)])
def test_the_command_publishes_as_it_is_told(folder, option, published):
    run(folder, option)
    assert Article.objects.published().count() == published


def test_a_changed_file_is_a_new_revision_at_the_same_address(folder):
    run(folder / "one.md")
    before = Article.objects.get()
    (folder / "one.md").write_text(MARKDOWN.format(draft="true").replace("Nobody I know", "Somebody I knew"))
    assert counts(run(folder / "one.md"))["revised"] == "1"
    after = Article.objects.get()
    assert (after.pk, after.slug) == (before.pk, before.slug)
    assert after.is_published  # a file never unpublishes what readers already read
    assert [revision.number for revision in after.revisions.all()] == [2, 1]
    assert "Somebody" in after.current.text


def test_a_dry_run_saves_nothing(folder):
    assert counts(run(folder, "--dry-run"))["new"] == "2"
    assert not Article.objects.exists()


def test_a_refused_file_is_named_with_its_line_and_the_others_go_on(folder):
    (folder / "bad.md").write_text("---\ntitle: a\ntitle: b\n---\nx\n")
    out = StringIO()
    report = folder / "report.json"
    with pytest.raises(CommandError, match="1 of 3 files were refused"):
        call_command("import_documents", str(folder), "--json", str(report), stdout=out, stderr=out)
    assert "bad.md:3: title: This field stands there twice." in out.getvalue()
    assert Article.objects.count() == 2
    outcomes = {Path(row["file"]).name: row["outcome"] for row in json.loads(report.read_text())}
    assert outcomes == {"bad.md": "refused", "one.md": "new", "two.md": "new"}


def test_a_path_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="there is no such file or folder"):
        run(tmp_path / "nothing")


def test_pictures_elsewhere_on_the_machine_stay_there(tmp_path):
    (tmp_path / "secret.png").write_bytes(PNG)
    home = tmp_path / "docs"
    home.mkdir()
    (home / "a.md").write_text(f"# T\n\n![x](../secret.png)\n\n![y]({tmp_path}/secret.png)\n\nText.\n")
    run(home)
    assert not Article.objects.get().current.images.exists()


def test_only_editors_import_and_publish(editor):
    document = parse_document(b"# T\n\nText.\n", file="t.md")
    for actor in (nobody, make_user(), make_user("m", Role.MODERATOR)):
        with pytest.raises(PermissionDenied):
            actions.import_document(actor=actor, document=document, data=b"# T\n\nText.\n")
        with pytest.raises(PermissionDenied):
            actions.publish(actor=actor, articles=Article.objects.all())
    made = actions.import_document(actor=editor, document=document, data=b"# T\n\nText.\n")
    assert made.outcome is Outcome.NEW
    assert made.revision.created_by == editor


def test_addresses_are_readable_and_never_the_same():
    slugs = [
        make_article(f"{title}\n\nText one.\n\nText two.\n", file=f"{n}.txt").slug
        for n, title in enumerate(["中国签证", "中国签证", "🤣", "The visa"])
    ]
    assert slugs[:2] == ["zhong-guo-qian-zheng", "zhong-guo-qian-zheng-2"]
    assert slugs[2].startswith("article-")
    assert slugs[3] == "the-visa"


def test_a_revision_cannot_be_changed():
    revision = make_article().current
    revision.text = "Another history."
    with pytest.raises(TypeError, match="immutable"):
        revision.save()


# The admin: its import desk has tests of its own -------------------------------------------------------------


def test_articles_are_published_and_unpublished_in_the_list(desk):
    made = [make_article(published=False), make_article(published=False)]
    form = {"_selected_action": [article.pk for article in made]}
    page = desk.post(
        reverse("admin:articles_article_changelist"), form | {"action": "publish_selected"}, follow=True
    )
    assert "2 articles were published" in page.content.decode()
    assert Article.objects.published().count() == 2
    desk.post(reverse("admin:articles_article_changelist"), form | {"action": "unpublish_selected"})
    assert not Article.objects.published().exists()


def test_the_source_comes_back_byte_for_byte(desk):
    article = make_article()
    answer = desk.get(reverse("admin:articles_revision_source", args=[article.pk, 1]))
    assert answer.content == bytes(article.current.source)
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("publication", list(Publication))
def test_the_seeds_import_with_their_drafts_as_told(seeds, publication):
    run(*sorted(seeds.glob("0*.txt")), f"--{publication.value}")
    published = {"as-file": 3, "publish": 5, "draft": 0}[publication.value]
    assert (Article.objects.count(), Article.objects.published().count()) == (5, published)


def test_entities_and_tags_of_the_seeds_are_shared(seeds):
    run(*sorted(seeds.glob("0*.txt")))
    assert Tag.objects.count() == 8
    assert Entity.objects.count() == 22
    article = Article.objects.get(author="夸克说")
    assert article.listed_entities.count() == 23
    assert article.projects.count() == 3
