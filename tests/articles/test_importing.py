"""From files to rows: the command, the actions and the admin's import pages."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from articles import actions
from articles.actions import Outcome, Publication
from articles.importing.parse import parse_document
from articles.models import Article, Entity, Revision, Speaker, Tag, Upload
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
    assert "2 files: 2 new, 0 revision, 0 unchanged, 0 refused" in report
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
    assert "0 new, 0 revision, 2 unchanged" in run(folder)
    assert Revision.objects.count() == 2


@pytest.mark.parametrize(("option", "published"), [("--publish", 2), ("--draft", 0), ("--as-file", 1)])
def test_the_command_publishes_as_it_is_told(folder, option, published):
    run(folder, option)
    assert Article.objects.published().count() == published


def test_a_changed_file_is_a_new_revision_at_the_same_address(folder):
    run(folder / "one.md")
    before = Article.objects.get()
    (folder / "one.md").write_text(MARKDOWN.format(draft="true").replace("Nobody I know", "Somebody I knew"))
    assert "1 revision" in run(folder / "one.md")
    after = Article.objects.get()
    assert (after.pk, after.slug) == (before.pk, before.slug)
    assert after.is_published  # a file never unpublishes what readers already read
    assert [revision.number for revision in after.revisions.all()] == [2, 1]
    assert "Somebody" in after.current.text


def test_a_dry_run_saves_nothing(folder):
    assert "(nothing was saved)" in run(folder, "--dry-run")
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


# The admin ------------------------------------------------------------------------------------------------


def upload(desk: Client, *files: SimpleUploadedFile) -> str:
    answer = desk.post(reverse("admin:articles_article_import"), {"files": list(files)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def fields(page) -> dict[str, object]:
    """The forms of a preview page as a browser would send them."""
    values: dict[str, object] = {"publication": "as-file", "note": ""}
    for sheet in page.context["sheets"]:
        for form in [sheet.form, *(row.form for row in sheet.rows)] if sheet.form else []:
            values |= {bound.html_name: bound.value() if bound.value() is not None else "" for bound in form}
    return values


def test_an_editor_sees_everything_before_anything_is_saved(desk):
    page = desk.get(upload(desk, SimpleUploadedFile("one.md", MARKDOWN.format(draft="true").encode())))
    html = page.content.decode()
    assert "Would make a new article" in html
    assert "custom" in html
    assert "This field is not known" in html
    assert "a name and a colon, again and again" in html
    assert "pictures/door.png" in html  # not uploaded
    assert not Article.objects.exists()


def test_an_editor_corrects_guesses_and_imports(desk):
    address = upload(
        desk,
        SimpleUploadedFile("one.md", MARKDOWN.format(draft="false").encode()),
        SimpleUploadedFile("door.png", PNG, content_type="image/png"),
    )
    page = desk.get(address)
    values = fields(page)
    prefix = page.context["sheets"][0].form.prefix
    values |= {
        f"{prefix}-title": "A door of one's own",
        f"{prefix}-b1-kind": "paragraph",
        f"{prefix}-b2-speaker": "Benjamin",
    }
    report = desk.post(address, values | {"confirm": "1"})
    assert report.status_code == 200
    article = Article.objects.get()
    assert article.title == "A door of one's own"
    blocks = article.current.table.blocks
    assert (blocks[1].kind.value, blocks[1].text) == ("paragraph", "Ann: Who asked for it?")
    assert blocks[2].speaker == "Benjamin"
    assert article.current.corrections["title"] == "A door of one's own"
    assert article.current.images.count() == 1
    assert not Upload.objects.exists()


def test_a_wrong_correction_is_explained_and_nothing_is_lost(desk):
    address = upload(desk, SimpleUploadedFile("one.md", MARKDOWN.format(draft="false").encode()))
    values = fields(desk.get(address))
    prefix = next(name for name in values if name.endswith("-title")).removesuffix("-title")
    values |= {f"{prefix}-title": "Typed with care", f"{prefix}-date": "not a day"}
    page = desk.post(address, values | {"confirm": "1"})
    assert page.status_code == 422
    assert "Typed with care" in page.content.decode()
    assert not Article.objects.exists()
    values |= {f"{prefix}-date": "2025-10-01", f"{prefix}-b0-kind": "turn"}
    page = desk.post(address, values | {"confirm": "1"})
    assert page.status_code == 422
    assert "A turn needs a speaker" in page.content.decode()
    assert Upload.objects.count() == 1


def test_a_refused_file_is_shown_with_its_reason_beside_the_good_one(desk):
    address = upload(
        desk,
        SimpleUploadedFile("bad.md", b"---\ntitle: [\n---\nx\n"),
        SimpleUploadedFile(
            "good.txt", b"A short line\n\nA longer paragraph that stands under it, with a full stop.\n"
        ),
    )
    page = desk.get(address)
    assert "bad.md" in page.content.decode()
    assert "cannot be read" in page.content.decode()
    report = desk.post(address, fields(page) | {"confirm": "1"}).content.decode()
    assert "refused" in report
    assert Article.objects.get().title == "A short line"


def test_a_batch_can_be_discarded_and_is_its_uploaders_only(desk):
    address = upload(desk, SimpleUploadedFile("a.txt", b"One.\n\nTwo.\n"))
    other = Client()
    other.force_login(make_user("other", Role.EDITOR))
    assert other.get(address).status_code == 404
    assert desk.post(address, {"discard": "1"}).status_code == 302
    assert desk.get(address).status_code == 404
    assert not Article.objects.exists()


def test_too_much_at_once_is_refused_by_name(desk):
    answer = desk.post(
        reverse("admin:articles_article_import"), {"files": [SimpleUploadedFile("big.txt", b"x" * 2_000_001)]}
    )
    assert answer.status_code == 422
    assert "“big.txt” has 2000001 bytes" in answer.content.decode().replace(",", "").replace("\xa0", "")
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(21)]
    answer = desk.post(reverse("admin:articles_article_import"), {"files": many})
    assert "21 files are too many" in answer.content.decode()


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


def test_a_very_long_document_is_previewed_and_imported(desk):
    text = "\n\n".join(["# Long", *(f"Paragraph {number} of many." for number in range(7_000))])
    address = upload(desk, SimpleUploadedFile("long.md", text.encode()))
    page = desk.get(address)
    assert "1000 blocks that needed no guess are not listed" in page.content.decode().replace(",", "")
    assert desk.post(address, fields(page) | {"confirm": "1"}).status_code == 200
    assert len(Article.objects.get().current.table.blocks) == 7_000
