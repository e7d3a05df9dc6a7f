"""The import desk: look, correct, confirm; nothing lost, nothing half done, nothing twice."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import panels, uploads
from articles.batches import KEPT, State
from articles.models import Article, Batch, Revision, Upload
from policy import Role
from tests.build import make_article, make_user, revise

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 30
IMPORT = reverse("admin:articles_article_import")
MARKDOWN = """---
title: A visa of one's own
draft: {draft}
custom: kept
---
# Part one

Ann: Who asked for it?

Ben: Nobody I know.

Ann: Then why is it here?

![A door](pictures/door.png)
"""
PLAIN = """A question of visas

The first paragraph says that nobody needs an invitation.

Who pays

The last paragraph doubts it. An employer must sign, it says, and pay 25,4019 of them.
"""


@pytest.fixture
def editor():
    return make_user("editor", Role.EDITOR)


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


def file(name: str, content: str | bytes, kind: str = "text/plain") -> SimpleUploadedFile:
    return SimpleUploadedFile(
        name, content.encode() if isinstance(content, str) else content, content_type=kind
    )


def upload(desk: Client, *files: SimpleUploadedFile, **values: str) -> str:
    answer = desk.post(IMPORT, {"files": list(files), **values})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def fields(page) -> dict[str, object]:
    """The form of a document's page as a browser would send it."""
    sheet, handling = page.context["sheet"], page.context["handling"]
    values: dict[str, object] = {"seen": page.context["candidate"].seen}
    for form in [handling, sheet.form, *(row.form for row in sheet.rows)]:
        for bound in form:
            value = bound.value()
            if value not in (None, False):
                values[bound.html_name] = value
    return values


def confirm(desk: Client, address: str, **values: object):
    """Confirm a whole batch as its page offers it."""
    page = desk.get(address)
    return desk.post(
        address,
        {"seen": page.context["seen"], "publication": "as-file", "note": "", "confirm": "1", **values},
        follow=True,
    )


# Looking ---------------------------------------------------------------------------------------------------


def test_an_editor_sees_everything_before_anything_is_saved(desk):
    page = desk.get(upload(desk, file("one.md", MARKDOWN.format(draft="true"))))
    html = page.content.decode()
    assert "Would make a new article" in html
    assert "custom" in html
    assert "This field is not known" in html
    assert "a name and a colon, again and again" in html
    assert "pictures/door.png" in html  # not uploaded
    assert not Article.objects.exists()


def test_a_text_can_be_pasted_and_the_same_text_again_changes_nothing(desk):
    address = upload(desk, text=PLAIN)
    page = desk.get(address)
    assert page.context["candidate"].document.metadata.title == "A question of visas"
    desk.post(address, fields(page) | {"confirm": "1"})
    assert Article.objects.count() == 1
    page = desk.get(upload(desk, text=PLAIN))
    assert "nothing would be saved" in page.content.decode()


def test_nothing_at_all_is_refused_with_a_sentence(desk):
    answer = desk.post(IMPORT, {"text": " \n "})
    assert answer.status_code == 422
    assert "Choose files or paste a text" in answer.content.decode()


def test_a_warning_leads_to_its_block_and_the_block_back_to_it(desk):
    html = desk.get(upload(desk, file("a.txt", PLAIN))).content.decode()
    assert 'id="w1"' in html
    assert 'href="#b2"' in html
    assert 'href="#w1"' in html


def test_the_outline_is_narrowed_to_guesses_and_paged(desk):
    text = "\n\n".join(["# Long", *(f"Paragraph {number} of many." for number in range(7_000))])
    address = upload(desk, file("long.md", text))
    page = desk.get(address)
    assert len(page.context["sheet"].rows) == 100
    assert "Page 1 of 70" in page.content.decode()
    last = desk.get(address, {"page": "70"})
    assert last.context["sheet"].rows[-1].block.text == "Paragraph 6999 of many."
    assert desk.get(address, {"show": "guesses"}).context["sheet"].rows == []
    answer = desk.post(address, fields(page) | {"way": "show=all&page=2"})
    assert answer.url.endswith("?show=all&page=2")
    assert desk.post(address, fields(page) | {"way": "//elsewhere.example\n"}).url == address


# Correcting ------------------------------------------------------------------------------------------------


def test_an_editor_corrects_guesses_and_imports(desk):
    address = upload(
        desk,
        file("one.md", MARKDOWN.format(draft="false")),
        file("door.png", PNG, "image/png"),
    )
    page = desk.get(address)
    values = fields(page) | {
        "title": "A door of one's own",
        "b1-kind": "paragraph",
        "b2-speaker": "Benjamin",
        "b3-lang": "zh-Hant",
        "note": "At first.",
    }
    report = desk.post(address, values | {"confirm": "1"}, follow=True)
    assert "new article" in report.content.decode()
    article = Article.objects.get()
    assert article.title == "A door of one's own"
    blocks = article.current.table.blocks
    assert (blocks[1].kind.value, blocks[1].text) == ("paragraph", "Ann: Who asked for it?")
    assert blocks[2].speaker == "Benjamin"
    assert blocks[3].lang == "zh-Hant"
    assert article.current.corrections["title"] == "A door of one's own"
    assert article.current.note == "At first."
    assert article.current.images.count() == 1
    assert Upload.objects.get(state=State.DONE).data == b""


def test_corrections_stay_when_the_browser_is_closed(desk, editor):
    address = upload(desk, file("one.md", MARKDOWN.format(draft="false")))
    values = fields(desk.get(address)) | {"title": "Typed with care", "b1-agreed": "on"}
    kept = desk.post(address, values, headers={"accept": "application/json"})
    assert kept.json() == {"kept": True, "same": True}
    unfinished = desk.post(address, values | {"b0-kind": "turn"}, headers={"accept": "application/json"})
    assert unfinished.json() == {"kept": False, "same": False}
    again = Client()
    again.force_login(editor)
    assert "1 waits for you" in again.get(IMPORT).content.decode()
    page = again.get(address)
    assert "Typed with care" in page.content.decode()
    assert page.context["candidate"].document.table.blocks[1].guess == ""
    assert page.context["sheet"].counts["corrected"] == 1


def test_what_is_set_back_is_no_correction_any_more(desk):
    address = upload(desk, file("one.md", MARKDOWN.format(draft="false")))
    values = fields(desk.get(address))
    desk.post(address, values | {"b1-kind": "paragraph", "title": "Other"})
    assert Upload.objects.get().corrections == {"title": "Other", "blocks": {"1": {"kind": "paragraph"}}}
    desk.post(address, values)
    assert Upload.objects.get().corrections == {}


def test_a_wrong_correction_is_explained_and_nothing_is_lost(desk):
    address = upload(desk, file("one.md", MARKDOWN.format(draft="false")))
    values = fields(desk.get(address)) | {"title": "Typed with care", "date": "not a day"}
    page = desk.post(address, values | {"confirm": "1"})
    assert page.status_code == 422
    assert "Typed with care" in page.content.decode()
    assert not Article.objects.exists()
    values |= {"date": "2025-10-01", "b0-kind": "turn"}
    page = desk.post(address, values | {"confirm": "1"})
    assert page.status_code == 422
    assert "A turn needs a speaker" in page.content.decode()
    assert Upload.objects.count() == 1


def test_another_format_and_encoding_can_be_chosen_and_the_corrections_come_along(desk):
    text = "# 標題\n\n第一段說明這件事。\n\n* 第二段不同意。\n"
    address = upload(desk, file("a.md", text.encode("big5")))
    page = desk.get(address)
    last = len(page.context["sheet"].rows) - 1
    values = fields(page) | {"encoding": "big5hkscs", f"b{last}-kind": "quote"}
    desk.post(address, values)
    page = desk.get(address)
    document = page.context["candidate"].document
    assert (document.encoding, document.metadata.title) == ("big5hkscs", "標題")
    desk.post(address, fields(page) | {"format": "text", "b0-kind": "quote"})
    document = desk.get(address).context["candidate"].document
    assert document.format == "text"
    assert [block.kind.value for block in document.table.blocks if block.text == "第一段說明這件事。"] == [
        "quote"
    ]
    values = fields(desk.get(address)) | {"encoding": "utf-8"}
    assert desk.post(address, values, follow=True).context["candidate"].problem.startswith("a.md:1: Byte 2")


# Choosing the article ---------------------------------------------------------------------------------------


def test_a_new_revision_is_shown_with_what_would_change(desk):
    article = make_article(PLAIN, file="a.txt")
    changed = PLAIN.replace("nobody needs", "few need").replace("A question", "The question")
    page = desk.get(upload(desk, file("a.txt", changed)))
    html = page.content.decode()
    assert "Would make a new revision of" in html
    assert "<del>nobody needs</del><ins>few need</ins>" in html
    assert "<del>A question of visas</del> <ins>The question of visas</ins>" in html
    assert "1 block changed" in html
    assert article.revisions.count() == 1


def test_the_editor_chooses_another_article_or_a_new_one(desk):
    known, other = make_article(PLAIN, file="a.txt"), make_article(file="b.txt")
    address = upload(desk, file("a.txt", PLAIN + "\nMore.\n"))
    values = fields(desk.get(address))
    found = desk.post(address, values | {"q": "hold them", "search": "1"}, follow=True)
    assert f"a revision of “{other.title}”" in found.content.decode()
    desk.post(address, values | {"target": str(other.pk)})
    page = desk.get(address)
    assert page.context["candidate"].plan.article == other
    desk.post(address, fields(page) | {"target": "new"})
    page = desk.get(address)
    assert page.context["candidate"].plan.article is None
    desk.post(address, fields(page) | {"confirm": "1"})
    assert Article.objects.count() == 3
    assert known.revisions.count() == other.revisions.count() == 1


def test_a_file_that_looks_like_another_article_is_told(desk):
    make_article(PLAIN, file="old/a.txt")
    other = PLAIN.replace("nobody needs", "all need").replace(
        "The last paragraph doubts it.", "Nothing else."
    )
    page = desk.get(
        upload(
            desk, file("a.txt", "Another title\n\n" + other.partition("\n\n")[2][:40] + "\n\nEnd of it.\n")
        )
    )
    codes = [notice.warning.code for notice in page.context["sheet"].notices]
    assert codes[:1] == ["same-sign"]
    assert "old/a.txt" in page.content.decode() or "A question of visas" in page.content.decode()


def test_the_same_file_with_the_same_corrections_is_unchanged(desk):
    for _ in range(2):
        address = upload(desk, file("a.txt", PLAIN))
        desk.post(address, fields(desk.get(address)) | {"b1-kind": "paragraph"})
        page = desk.get(address)
        desk.post(address, fields(page) | {"confirm": "1"})
    assert page.context["candidate"].plan.outcome == "unchanged"
    assert Revision.objects.count() == 1


def test_those_above_tell_and_ask_in_the_preview_of_a_revision(desk, monkeypatch):
    asked: list[dict[str, str]] = []

    def maker(*, actor, article, document, decisions):
        asked.append(decisions)
        problem = "There is no such place." if decisions.get("seat-1") == "roof" else ""
        told = f"{Article.objects.count()}"
        return panels.Panel(
            f"Beside {article.title}", "admin/articles/article/_found.html", {}, told, problem
        )

    monkeypatch.setattr(panels, "_makers", {})
    panels.register_panel("seat-", maker)
    make_article(PLAIN, file="a.txt")
    assert "Beside A question" not in desk.get(upload(desk, file("c.txt", PLAIN))).content.decode()
    address = upload(desk, file("a.txt", PLAIN + "\nMore.\n"))
    page = desk.get(address)
    assert "Beside A question" in page.content.decode()
    values = fields(page)
    assert (
        "no such place"
        in desk.post(address, values | {"seat-1": "roof", "confirm": "1"}, follow=True).content.decode()
    )
    make_article(PLAIN, file="d.txt")
    answer = desk.post(address, values | {"seat-1": "floor", "confirm": "1"}, follow=True)
    assert "Something has changed since you looked" in answer.content.decode()
    assert Revision.objects.count() == 2
    desk.post(address, fields(desk.get(address)) | {"seat-1": "floor", "confirm": "1"})
    assert asked[-1] == {"seat-1": "floor"}
    assert Revision.objects.count() == 3


# Confirming ------------------------------------------------------------------------------------------------


def test_a_batch_is_confirmed_as_a_whole_and_reports_each_file(desk):
    address = upload(
        desk,
        file("bad.md", "---\ntitle: [\n---\nx\n"),
        file("good.txt", PLAIN),
        file("one.md", MARKDOWN.format(draft="true")),
    )
    page = desk.get(address)
    assert "cannot be read" in page.content.decode()
    report = confirm(desk, address)
    html = report.content.decode()
    assert html.count("new article") >= 2
    assert "refused" in html
    assert Article.objects.count() == 2
    assert Article.objects.published().count() == 1


def test_confirming_twice_imports_once(desk):
    address = upload(desk, file("a.txt", PLAIN))
    values = fields(desk.get(address)) | {"confirm": "1"}
    desk.post(address, values)
    assert desk.post(address, values).status_code == 302
    batch = Batch.objects.get()
    desk.post(batch.get_absolute_url(), {"seen": "", "publication": "publish", "confirm": "1"})
    desk.post(reverse("admin:articles_article_import_progress", args=[batch.key]))
    assert Revision.objects.count() == 1


def test_an_article_that_changed_meanwhile_is_told_and_asked_about_again(desk, editor):
    article = make_article(PLAIN, file="a.txt")
    address = upload(desk, file("a.txt", PLAIN + "\nMore.\n"))
    values = fields(desk.get(address))
    revise(article, PLAIN + "\nSomething else.\n")
    page = desk.post(address, values | {"confirm": "1"}, follow=True)
    assert "Something has changed since you looked" in page.content.decode()
    assert article.revisions.count() == 2
    # Changed after the confirmation, before its turn:
    batch = Batch.objects.get()
    uploads.confirm(actor=editor, batch=batch)
    revise(article, PLAIN + "\nA third thing.\n")
    uploads.import_some(actor=editor, batch=batch)
    held = Upload.objects.get()
    assert (held.state, held.problem[:23]) == (State.READY, "The library has changed")
    assert "The library has changed" in desk.get(batch.get_absolute_url()).content.decode()
    assert article.revisions.count() == 3


def test_the_list_that_was_seen_is_what_is_confirmed(desk):
    address = upload(desk, file("a.txt", PLAIN), file("b.txt", PLAIN.replace("question", "matter")))
    seen = desk.get(address).context["seen"]
    first = Upload.objects.first()
    desk.post(first.get_absolute_url(), fields(desk.get(first.get_absolute_url())) | {"publication": "draft"})
    answer = desk.post(address, {"seen": seen, "publication": "publish", "confirm": "1"})
    assert answer.status_code == 409
    assert not Article.objects.exists()
    confirm(desk, address, publication="publish")
    assert Article.objects.published().count() == 1


def test_a_document_that_cannot_be_saved_leaves_nothing_and_the_others_go_on(desk, monkeypatch):
    address = upload(desk, file("a.txt", PLAIN), file("b.txt", PLAIN.replace("question", "matter")))
    real = uploads.import_document

    def fail_for_one(**values):
        made = real(**values)
        if values["document"].file == "a.txt":
            raise DatabaseError("the disk is full")
        return made

    monkeypatch.setattr(uploads, "import_document", fail_for_one)
    page = confirm(desk, address)
    assert [article.file_name for article in Article.objects.all()] == ["b.txt"]
    assert "could not be saved" in page.content.decode()
    monkeypatch.undo()
    confirm(desk, address)
    assert Article.objects.count() == 2


def test_long_work_goes_on_in_slices_where_it_stopped(desk, monkeypatch):
    monkeypatch.setattr(
        uploads.time, "monotonic", iter(range(10_000)).__next__
    )  # every look at the clock a second
    many = [file(f"{number}.txt", PLAIN.replace("A question", f"Question {number}")) for number in range(7)]
    address = upload(desk, *many)
    progress = reverse("admin:articles_article_import_progress", args=[Batch.objects.get().key])
    page = desk.get(address)
    assert "Go on" in page.content.decode()
    assert "Import" not in page.content.decode().split('name="discard"')[0].rsplit("<button", 1)[0][-200:]
    steps = [desk.post(progress, headers={"accept": "application/json"}).json() for _ in range(6)]
    assert steps[-1] == {"done": 0, "whole": 0, "left": 0}
    assert [step["left"] for step in steps] == sorted((step["left"] for step in steps), reverse=True)
    page = confirm(desk, address)
    assert 0 < Article.objects.count() < 7
    assert "Go on" in page.content.decode()
    while desk.post(progress, headers={"accept": "application/json"}).json()["left"]:
        pass
    assert Article.objects.count() == 7
    assert "What was imported" in desk.get(address).content.decode()


def test_a_batch_of_many_is_listed_page_by_page(desk):
    many = [file(f"{number}.txt", PLAIN.replace("A question", f"Question {number}")) for number in range(120)]
    address = upload(desk, *many)
    batch = Batch.objects.get()
    uploads.read_some(batch, seconds=60)
    page = desk.get(address, {"page": "3"})
    assert len(page.context["files"]) == 20
    assert "Page 3 of 3" in page.content.decode()


def test_only_the_uploader_sees_a_batch_and_it_can_be_discarded(desk):
    address = upload(desk, file("a.txt", PLAIN), file("b.txt", PLAIN))
    one = Upload.objects.first().get_absolute_url()
    other = Client()
    other.force_login(make_user("other", Role.EDITOR))
    assert other.get(address).status_code == other.get(one).status_code == 404
    assert other.post(address, {"discard": "1"}).status_code == 404
    assert desk.post(one, {"remove": "1"}).url == address
    asked = desk.post(address, {"discard": "1"})
    assert "1 file waits" in asked.content.decode()
    assert Upload.objects.count() == 1
    assert desk.post(address, {"discard": "1", "sure": "1"}).status_code == 302
    assert desk.get(address).status_code == 404
    assert not Upload.objects.exists()


def test_what_nobody_came_back_for_is_forgotten(desk):
    upload(desk, file("a.txt", PLAIN))
    Batch.objects.update(made_at=timezone.now() - KEPT - datetime.timedelta(days=1))
    upload(desk, file("b.txt", PLAIN))
    assert [found.file_name for found in Upload.objects.all()] == ["b.txt"]


def test_a_file_that_is_too_large_is_named_and_the_others_go_on(desk):
    address = upload(desk, file("big.txt", b"x" * 2_000_001), file("good.txt", PLAIN))
    html = desk.get(address).content.decode()
    assert "big.txt: The file has 2,000,001 bytes" in html
    assert "A question of visas" in html


def zipped(**members: str | bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_an_archive_is_the_files_in_it_with_their_folders(desk):
    members = {
        "posts/one.md": MARKDOWN.format(draft="false"),
        "posts/pictures/door.png": PNG,
        "../out.md": "# Out\n\nText.\n",
        "bad.md": "---\ntitle: [\n---\nx\n",
        "notes.exe": b"MZ",
    }
    address = upload(desk, file("all.zip", zipped(**members)), file("good.txt", PLAIN))
    html = desk.get(address).content.decode()
    assert "leads out of the archive" in html
    assert "bad.md:3" in html
    one = Upload.objects.get(file_name="posts/one.md")
    assert "was not uploaded" not in desk.get(one.get_absolute_url()).content.decode()
    confirm(desk, address)
    assert Article.objects.count() == 2
    assert Article.objects.get(title="A visa of one's own").current.images.count() == 1
    refused = Upload.objects.get(file_name="../out.md")
    assert "leads out" in desk.get(refused.get_absolute_url()).content.decode()


def test_a_damaged_or_endless_archive_is_refused_and_the_others_go_on(desk, settings):
    settings.IMPORT_MAX_BYTES = 3_000_000
    large = zipped(**{f"{number}.txt": "x" * 900_000 for number in range(5)})
    address = upload(
        desk, file("bad.zip", b"PK\x03\x04" + b"\0" * 50), file("large.zip", large), file("good.txt", PLAIN)
    )
    html = desk.get(address).content.decode()
    assert "The archive is damaged" in html
    assert "more than 3,000,000 bytes" in html
    assert "A question of visas" in html


def test_too_many_files_at_once_are_refused_by_number(desk, settings):
    settings.IMPORT_MAX_FILES = 20
    answer = desk.post(IMPORT, {"files": [file(f"{number}.txt", "x") for number in range(21)]})
    assert answer.status_code == 422
    assert "21 files are too many" in answer.content.decode()
    settings.IMPORT_MAX_BYTES = 10
    answer = desk.post(IMPORT, {"files": [file("a.txt", PLAIN)]})
    assert "Together the files are too large" in answer.content.decode()


# Editing ---------------------------------------------------------------------------------------------------


def test_an_article_is_edited_as_its_source(desk, editor):
    article = make_article(MARKDOWN.format(draft="false"), file="one.md")
    address = reverse("admin:articles_article_edit", args=[article.pk])
    page = desk.get(address)
    assert page.context["form"]["text"].value() == MARKDOWN.format(draft="false")
    edited = MARKDOWN.format(draft="false").replace("Nobody I know", "Somebody I knew")
    answer = desk.post(address, {"text": edited.replace("\n", "\r\n")})
    page = desk.get(answer.url)
    assert "<del>Nobody" in page.content.decode()
    again = desk.get(f"{address}?upload={Upload.objects.get().pk}")
    assert again.context["form"]["text"].value() == edited
    desk.post(answer.url, fields(page) | {"confirm": "1", "note": "A name was wrong.", "is_minor": "on"})
    article.refresh_from_db()
    assert article.current.is_minor
    assert (article.current.number, article.current.note) == (2, "A name was wrong.")
    assert bytes(article.current.source).decode() == edited
    assert article.current.created_by == editor


def test_corrections_of_the_last_revision_are_carried_into_an_edit(desk):
    address = upload(desk, file("a.txt", PLAIN))
    values = fields(desk.get(address)) | {"b1-kind": "paragraph", "title": "Corrected", "confirm": "1"}
    desk.post(address, values)
    article = Article.objects.get()
    edited = PLAIN.replace("The first paragraph", "A new one.\n\nThe first paragraph")
    answer = desk.post(reverse("admin:articles_article_edit", args=[article.pk]), {"text": edited})
    document = desk.get(answer.url).context["candidate"].document
    assert document.metadata.title == "Corrected"
    assert [block.kind.value for block in document.table.blocks if block.text == "Who pays"] == ["paragraph"]


def test_an_edit_of_somebody_else_is_not_there(desk):
    article = make_article(PLAIN, file="a.txt")
    other = Client()
    other.force_login(make_user("other", Role.EDITOR))
    address = reverse("admin:articles_article_edit", args=[article.pk])
    other.post(address, {"text": PLAIN + "\nMore.\n"})
    assert desk.get(f"{address}?upload={Upload.objects.get().pk}").status_code == 404


def test_a_hostile_edit_is_refused_with_its_reason_and_can_be_mended(desk):
    article = make_article(MARKDOWN.format(draft="false"), file="one.md")
    address = reverse("admin:articles_article_edit", args=[article.pk])
    answer = desk.post(address, {"text": "# T\n\n" + "[" * 8_000})
    page = desk.get(answer.url)
    assert "brackets of links are left open" in page.content.decode()
    assert article.revisions.count() == 1
