"""Out and in again: byte for byte where nobody changed anything, and the same article everywhere else."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from articles import actions
from articles.actions import Publication, import_document
from articles.exporting.body import canonical
from articles.exporting.rows import document_of, is_as_its_file, with_everything
from articles.importing.corrections import correct
from articles.importing.parse import parse_document
from articles.importing.states import LIST
from articles.matching import AS_NEW
from articles.models import Article, Entity, EntityKind, ListedEntity, Speaker, Tag, TaggedArticle
from tests.articles.exporting.generated import documents

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 30
TEXT = """---
title: A visa of one's own
tags: [visas, "🤣"]
people: [Ada]
date: 2025-10-01
custom: kept
draft: true
---
## Part one

Ann: Who asked for it? **K visa** (K visa: a visa that nobody asked for).

Ben: Nobody I know.

Ann: Then why is it here?

![A door](pictures/door.png)
"""


def run(name: str, *arguments: object, **options: object) -> str:
    out = StringIO()
    call_command(name, *map(str, arguments), stdout=out, stderr=out, **options)
    return out.getvalue()


def everything(article: Article) -> dict[str, Any]:
    """What makes two articles the same, comparable across databases."""
    document = document_of(with_everything(Article.objects.filter(pk=article.pk)).get())
    metadata = document.metadata
    return {
        "metadata": replace(metadata, raw="", raw_format="", projects=tuple(sorted(metadata.projects))),
        "blocks": canonical(document.table.blocks),
        "speakers": document.speakers,
        "lang": document.lang,
        "slug": document.slug,
        "former": document.former_slugs,
        "pictures": {picture.path: bytes(picture.data) for picture in article.current.images.all()},
    }


def library() -> dict[str, dict[str, Any]]:
    return {article.slug: everything(article) for article in Article.objects.select_related("current")}


def forget_everything() -> None:
    Article.objects.update(current=None)  # which protects the revision
    Article.objects.all().delete()
    Tag.objects.all().delete()
    Entity.objects.all().delete()
    Speaker.objects.all().delete()


def out_and_in(folder: Path, *options: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The library before an export, and after everything was lost and imported again."""
    before = library()
    run("export_documents", "--to", folder, *options)
    forget_everything()
    run("import_documents", folder)
    return before, library()


def take(text: str | bytes, file: str, **options: Any) -> Article:
    data = text.encode() if isinstance(text, str) else text
    document = parse_document(data, file=file)
    if corrections := options.get("corrections"):
        document = correct(document, corrections)
    return import_document(actor=None, document=document, data=data, **options).article


@pytest.mark.parametrize("how", ["--as-file", "--publish", "--draft"])
@pytest.mark.parametrize("options", [(), ("--as-markdown",)])
def test_samples_go_out_and_in(samples, tmp_path, how, options):
    run("import_documents", samples, how)
    before, after = out_and_in(tmp_path / "out", *options)
    assert len(before) == 7
    assert after == before


@pytest.mark.parametrize("how", ["--as-file", "--publish", "--draft"])
@pytest.mark.parametrize("options", [(), ("--as-markdown",)])
def test_seeds_go_out_and_in_byte_for_byte(seeds, tmp_path, how, options):
    paths = sorted(seeds.glob("0*.txt"))
    run("import_documents", *paths, how)
    before, after = out_and_in(tmp_path, *options)
    assert after == before
    if not options:
        assert [(tmp_path / path.name).read_bytes() for path in paths] == [
            path.read_bytes() for path in paths
        ]


@pytest.mark.parametrize(
    "data",
    [
        "标题\n\n这是一段不算短的中文文字，用来看看编码。签证的门槛降低了，大家议论纷纷。\n\n第二段也是中文。\n".encode(
            "gb18030"
        ),
        "T\r\n\r\nOne paragraph.\r\n\r\nTwo.\r\n".encode("utf-16"),
        b"\xef\xbb\xbf# T\n\nText.\n\n\n\n",
        b"+++\ntitle = 'T'\ndraft = true\n+++\nText.",
    ],
)
def test_bytes_stay_as_they_came_in_any_encoding(tmp_path, data):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "text.txt").write_bytes(data)
    run("import_documents", tmp_path / "in")
    before, after = out_and_in(tmp_path / "out")
    assert (tmp_path / "out" / "text.txt").read_bytes() == data
    assert after == before
    forget_everything()
    run("import_documents", tmp_path / "in")
    before, after = out_and_in(tmp_path / "markdown", "--as-markdown")
    assert after == before


def test_what_editors_corrected_at_the_import_survives(tmp_path):
    corrections = {
        "title": "Another title",
        "date": "2024-02-29",
        "lang": "en",
        "blocks": {
            "1": {"kind": "paragraph"},
            "2": {"speaker": "Benjamin"},
            "0": {"kind": "heading", "level": 4},
        },
    }
    take(TEXT, "text.md", corrections=corrections)
    before, after = out_and_in(tmp_path)
    assert after == before
    (found,) = after.values()
    assert found["metadata"].title == "Another title"
    assert [block.speaker for block in found["blocks"]] == ["", "", "Benjamin", "Ann", ""]
    assert "title: Another title" in (tmp_path / "text.md").read_text()


def test_what_editors_changed_at_the_desk_survives(tmp_path, client):
    article = take(TEXT, "2025/text.md", images={"pictures/door.png": PNG})
    article.refresh_from_db()
    actions.change_address(actor=None, article=article, slug="my-own-visa")
    actions.publish(actor=None, articles=Article.objects.all())
    article.refresh_from_db()
    article.title, article.summary, article.series, article.lang = "签证", "Two\nlines: yes", "no", "zh-Hans"
    article.save()
    article.tags.add("new: tag")
    Speaker.objects.filter(name="Ben").update(alias="Benjamin Ng")
    ada = Entity.objects.create(name="Ada Lovelace")
    ListedEntity.objects.create(article=article, entity=ada, kind=EntityKind.MEDIUM)
    before, after = out_and_in(tmp_path)
    assert after == before
    assert client.get("/articles/a-visa-of-ones-own/")["Location"] == "/articles/my-own-visa/"
    assert (tmp_path / "2025" / "pictures" / "door.png").read_bytes() == PNG


def test_one_file_of_an_export_alone_says_everything_when_it_is_markdown(tmp_path):
    article = take(TEXT, "text.md")
    actions.change_address(actor=None, article=article, slug="my-own-visa")
    before = library()
    run("export_documents", "my-own-visa", "--to", tmp_path, "--as-markdown")
    forget_everything()
    run("import_documents", tmp_path / "text.md")
    assert library() == before


def test_publication_and_address_alone_leave_the_file_as_it_came(tmp_path):
    article = take(TEXT, "text.md")
    actions.publish(actor=None, articles=Article.objects.all())
    actions.change_address(actor=None, article=article, slug="my-own-visa")
    before, after = out_and_in(tmp_path)
    assert (tmp_path / "text.md").read_bytes() == TEXT.encode()
    assert after == before
    assert Article.objects.get().is_published


def test_importing_an_export_over_its_own_library_changes_nothing(tmp_path):
    take(TEXT, "text.md")
    take("Other\n\nOne paragraph.\n\nTwo.\n", "other.txt", corrections={"title": "Corrected"})
    run("export_documents", "--to", tmp_path)
    report = run("import_documents", tmp_path, "--json", tmp_path / "report.json")
    outcomes = {row["slug"]: row["outcome"] for row in json.loads((tmp_path / "report.json").read_text())}
    assert outcomes == {"a-visa-of-ones-own": "unchanged", "other": "revision"}, report
    assert Article.objects.count() == 2
    assert Article.objects.get(slug="other").file_name == "other.txt"


def test_articles_that_want_one_place_get_two(tmp_path):
    for number in range(3):
        take(
            f"# T{number}\n\n![x](a.png)\n\nText {number}.\n", "same.md",
            target=AS_NEW, images={"a.png": PNG + bytes([number])},
        )  # fmt: skip
    before, after = out_and_in(tmp_path)
    assert len(after) == 3
    assert after == before


@pytest.mark.parametrize(
    "name", ["../../evil.md", "/etc/evil.md", ".hidden/.evil.md", "x" * 290 + ".md", LIST]
)
def test_names_from_strangers_stay_below_the_folder(tmp_path, name):
    take("# T\n\nText.\n", name)
    run("export_documents", "--to", tmp_path / "out")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 2
    assert all(path.is_relative_to(tmp_path / "out") for path in written)
    assert not any(path.name.startswith(".") for path in written)


@pytest.mark.parametrize(("option", "count"), [("--published", 1), ("--drafts", 1), ("--all", 2)])
def test_what_is_asked_for_is_written(tmp_path, option, count):
    take(TEXT, "draft.md")
    take("# T\n\nText.\n", "public.md")
    run("export_documents", "--to", tmp_path, option)
    assert len(list(tmp_path.glob("*.md"))) == count


def test_nothing_of_anybody_else_is_written_over(tmp_path):
    take(TEXT, "text.md")
    (tmp_path / "text.md").write_text("mine")
    with pytest.raises(CommandError, match="not an empty folder") as error:
        run("export_documents", "--to", tmp_path)
    assert error.value.returncode == 2
    assert (tmp_path / "text.md").read_text() == "mine"
    run("export_documents", "--to", tmp_path / "own")
    run("export_documents", "--to", tmp_path / "own")


def test_an_address_that_nobody_has_is_named(tmp_path):
    with pytest.raises(CommandError, match="no article nobody") as error:
        run("export_documents", "nobody", "--to", tmp_path)
    assert error.value.returncode == 2


def test_a_spoiled_list_is_named_with_its_line(tmp_path):
    (tmp_path / "a.md").write_text("# T\n\nText.\n")
    (tmp_path / LIST).write_text("{}\n")
    with pytest.raises(CommandError, match=f"{LIST}:1") as error:
        run("import_documents", tmp_path)
    assert error.value.returncode == 2


def test_the_list_speaks_of_the_bytes_that_were_written_only(tmp_path):
    article = take("# T\n\nText.\n", "a.md")
    actions.change_address(actor=None, article=article, slug="elsewhere")
    run("export_documents", "--to", tmp_path)
    (tmp_path / "a.md").write_text("# U\n\nQuite another text.\n")
    forget_everything()
    run("import_documents", tmp_path)
    assert Article.objects.get().slug == "u"


def test_an_article_more_costs_no_query_more(tmp_path):
    costs = []
    for number in range(3):
        for _ in range(1 + 3 * number):
            take(TEXT.replace("visa", f"visa {Article.objects.count()}"), f"{Article.objects.count()}.md")
        with CaptureQueriesContext(connection) as queries:
            run("export_documents", "--to", tmp_path / str(number))
        costs.append(len(queries) - Article.objects.count())  # each article's pictures are asked for
    assert costs[0] == costs[1] == costs[2]


def test_a_tag_known_in_another_case_is_no_edit():
    take(TEXT.replace("visas", "Visas"), "a.md")
    second = take(TEXT.replace("own", "other"), "b.md")
    assert is_as_its_file(with_everything(Article.objects.filter(pk=second.pk)).get())
    TaggedArticle.objects.filter(content_object=second).delete()
    assert not is_as_its_file(with_everything(Article.objects.filter(pk=second.pk)).get())


@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(documents())
def test_any_article_goes_out_and_in(tmp_path, document):
    forget_everything()
    import_document(
        actor=None,
        document=document,
        data=b"lost",
        publication=Publication.AS_FILE,
        corrections={"title": "x"},
    )
    before, after = out_and_in(tmp_path / "out", "--as-markdown")
    assert after == before
