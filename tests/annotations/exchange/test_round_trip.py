"""Export, an empty site, import: nothing is lost and nothing is doubled."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import actions
from annotations.exchange.exports import FORMS
from annotations.exchange.imports import bring_in
from annotations.exchange.outgoing import Site
from annotations.models import Annotation, Placement
from articles.models import Article
from kvisa_site.demo import load
from tests.build import TEXT, make_annotation, make_article, make_reply, make_user, revise

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"
SITE = Site("https://old.example/")
KINDS: dict[str, dict[str, str]] = {
    "highlight": {"body": ""},
    "note": {"body": "A *note*."},
    "question": {"body": "Why 为什么？"},
    "evidence": {"body": "See there.", "source": "https://www.gov.cn/"},
    "counterargument": {"claim": "Nobody needs one.", "body": "They do.", "source": "Decree 4, p. 2"},
}


def written(form: str = "jsonld") -> bytes:
    """Everything, private notes too, as the operator exports it."""
    pieces = FORMS[form].write(Annotation.objects.all(), SITE, "https://old.example/export")
    return "".join(pieces).encode()


def snapshot(*, with_places: bool = True) -> list[Any]:
    """What must survive: authors, dates, threads, kinds, words, tags, visibility, places."""
    rows = Annotation.objects.select_related("author", "root", "parent", "article", "revision")
    found = []
    for row in rows.prefetch_related("tagged__tag", "placements__revision"):
        places = sorted(
            (p.revision.number, p.start, p.end, p.status, p.confidence, p.near) for p in row.placements.all()
        )
        found.append(
            [
                row.key, row.kind, row.author_name, row.created_at, row.edited_at, row.withdrawn_at, row.visibility,
                row.article.slug, row.revision and row.revision.number, row.start, row.end, row.exact, row.prefix, row.suffix,
                row.root and row.root.key, row.parent and row.parent.key, row.replies_count,
                row.claim, row.body, row.body_html, row.source, sorted(tagged.tag.name for tagged in row.tagged.all()),
                places if with_places else None,
            ]
        )  # fmt: skip
    return sorted(found)


def forget() -> None:
    """An empty site: the texts are here, what was said about them is not."""
    Annotation.objects.all().delete()


def forget_articles() -> None:
    Article.objects.update(current=None)
    Article.objects.all().delete()


@pytest.fixture
def library():
    """An article in three revisions with every kind of note, threads, tags, private and withdrawn ones."""
    article, author = make_article(file="gate.txt"), make_user("ada", display_name="Ada 签证")
    for kind, words in KINDS.items():
        for visibility in ("public", "private"):
            make_annotation(
                article, QUOTE, author, kind=kind, visibility=visibility, tags=["visa", "签证"], **words
            )
    root = make_annotation(article, "中国推出𠮷K签证🤣", author)
    first = make_reply(root, make_user("bo"), "I *doubt* it.")
    make_reply(first, author, "Why?")
    gone = make_reply(root, author, "Taken back.")
    make_reply(gone, make_user("cy"), "It stood here.")
    actions.withdraw(actor=author, annotation=gone)
    edited = make_annotation(article, "An employer must sign", author, body="Before.")
    actions.edit(actor=author, annotation=edited, body="After.")
    article = revise(
        article,
        TEXT.replace("The first", "The very first").replace("An employer must sign, it says, and pay.", ""),
    )
    article = revise(article, TEXT.replace("nobody needs an invitation", "nobody needs any invitation"))
    make_annotation(article, "The last paragraph doubts it", author)
    return article


def test_everything_comes_back_with_its_authors_dates_threads_kinds_tags_visibility_and_places(library):
    before, file = snapshot(), written()
    forget()
    report = bring_in(actor=None, data=file)
    assert (report.made, report.unchanged, report.refused) == (len(before), 0, [])
    assert snapshot() == before
    assert not Annotation.objects.filter(author__isnull=False).exists(), "names come without accounts"


def test_bringing_it_in_again_changes_nothing(library):
    file = written()
    here = bring_in(actor=None, data=file)
    assert (here.made, here.refused) == (0, []), "where it was exported it is here already"
    forget()
    bring_in(actor=None, data=file)
    before = snapshot()
    again = bring_in(actor=None, data=file)
    assert (again.made, again.unchanged, again.refused) == (0, len(before), [])
    onward = bring_in(actor=None, data=written())
    assert (onward.made, onward.refused) == (0, []), "not even what this site exports in its turn"
    assert snapshot() == before


def test_hypothesis_json_comes_back_too_but_for_what_it_has_no_words_for(library):
    Annotation.objects.filter(withdrawn_at__isnull=False).delete()
    Annotation.objects.filter(replies_count=2).update(replies_count=1)
    before, file = snapshot(with_places=False), written("json")
    forget()
    report = bring_in(actor=None, data=file)
    assert report.refused == []
    assert snapshot(with_places=False) == before
    assert not Placement.objects.filter(revision__number=3, annotation__revision__number=3).exclude(
        status="exact"
    )


def test_the_demo_library_comes_back_whole(samples):
    load(samples)
    before, file = snapshot(), written()
    assert len(before) > 50
    forget()
    assert bring_in(actor=None, data=file).refused == []
    assert snapshot() == before


def test_articles_are_found_by_their_bytes_under_another_address(library):
    before, file = snapshot(), written()
    forget()
    Article.objects.update(slug="another-address")
    assert bring_in(actor=None, data=file).refused == []
    assert [row[8:] for row in snapshot()] == [row[8:] for row in before]


def test_where_a_text_has_no_earlier_revisions_notes_stand_in_the_present_one_or_are_refused(library):
    file = written()
    forget()
    forget_articles()
    make_article(TEXT, file="gate.txt")
    report = bring_in(actor=None, data=file)
    assert report.made > 10
    assert all(row.revision.text[row.start : row.end] == row.exact for row in Annotation.objects.threads())
    assert {refusal.field for refusal in report.refused} <= {"target.selector", "target"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.text(st.characters(exclude_categories=["Cs"]), max_size=60).filter(lambda text: text.strip()),
    tags=st.lists(st.text("签证visa -", min_size=1, max_size=8), max_size=3),
    seconds=st.integers(0, 10**8),
    kind=st.sampled_from(["note", "question", "evidence"]),
    private=st.booleans(),
)
def test_no_words_tags_or_dates_are_lost(body, tags, seconds, kind, private):
    Annotation.objects.all().delete()
    forget_articles()
    article = make_article(file="again.txt")
    try:
        note = make_annotation(
            article, QUOTE, make_user(), kind=kind, body=body, tags=tags, source="A title",
            visibility="private" if private else "public",
        )  # fmt: skip
    except actions.ValidationError:
        return  # words that leave nothing once control characters are gone
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds, microseconds=seconds)
    Annotation.objects.filter(pk=note.pk).update(created_at=moment)
    for form in ("jsonld", "json"):
        before, file = snapshot(), written(form)
        forget()
        assert bring_in(actor=None, data=file).refused == []
        assert snapshot() == before


def test_the_commands_write_and_read_files(library, tmp_path: Path):
    before, file, out = snapshot(), tmp_path / "all.jsonld", StringIO()
    call_command("export_annotations", file, "--with-private", "--site", "https://old.example", stdout=out)
    assert f"{len(before)} annotations" in out.getvalue()
    assert not list(tmp_path.glob("*.part"))
    forget()
    call_command("import_annotations", file, stdout=out)
    assert snapshot() == before
    public = tmp_path / "public.json"
    call_command("export_annotations", public, stdout=out)
    assert "private" not in {row["permissions"]["read"][0] for row in json.loads(public.read_text())["rows"]}
    assert len(json.loads(public.read_text())["rows"]) == sum(row[6] == "public" for row in before)
    with pytest.raises(CommandError, match="must end in"):
        call_command("export_annotations", tmp_path / "all.doc", stdout=out)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_annotations", tmp_path / "none.json", stdout=out)
