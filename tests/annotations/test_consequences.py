"""The edit that confesses: what a text will do to the notes, what the editor wants, and that this is what happens."""

from __future__ import annotations

import pytest

from annotations.consequences import MOST, consequences, field_of
from annotations.models import Annotation, Placement, Status
from articles.actions import import_document
from articles.importing.parse import parse_document
from articles.models import Article
from policy import Role
from tests.build import TEXT, make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db
STAYS, EDITED, GONE = "An employer must sign", "nobody needs an invitation", "有人赞成，有人反对"
NEW = (
    TEXT.replace("nobody needs an invitation", "nobody needs any invitation")
    .replace("有人赞成，有人反对。", "")
    .replace("The last paragraph", "The last paragraph of it")
)


@pytest.fixture
def editor():
    return make_user("editor", Role.EDITOR)


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def notes(article) -> dict[str, Annotation]:
    return {quote: make_annotation(article, quote) for quote in (STAYS, EDITED, GONE)}


def text_of(source: str, article: Article) -> str:
    return parse_document(source.encode(), file=article.file_name).table.text


def ask(editor, article, source=NEW, decisions=None):
    return consequences(
        actor=editor, article=article, text=text_of(source, article), decisions=decisions or {}
    )


def publish(editor, article, source=NEW, decisions=None) -> Article:
    data = source.encode()
    document = parse_document(data, file=article.file_name)
    import_document(actor=editor, document=document, data=data, decisions=decisions)
    return Article.objects.select_related("current").get(pk=article.pk)


def place_of(note: Annotation, article: Article) -> Placement:
    return Placement.objects.select_related("revision").get(annotation=note, revision=article.current)


def test_the_editor_sees_what_becomes_of_every_note(editor, article, notes):
    told = ask(editor, article)
    assert dict(told.counts) == {Status.SHIFTED: 1, Status.EDITED: 1, Status.ORPHAN: 1}
    assert [item.annotation for item in told.changed] == [notes[EDITED], notes[GONE]]
    edited, gone = told.changed
    assert edited.before[1] == EDITED
    assert edited.after[1] == "nobody needs any invitation"
    assert [(run.old, run.new) for run in edited.runs if run.op != "equal"] == [("an", "any")]
    assert gone.after is None


def test_what_the_preview_says_is_what_happens(editor, article, notes):
    told = ask(editor, article)
    article = publish(editor, article)
    happened = {
        place.annotation_id: place.status for place in Placement.objects.filter(revision=article.current)
    }
    assert {item.annotation.pk: item.status for item in told.changed}.items() <= happened.items()
    assert sorted(happened.values()) == sorted(
        status for status, number in told.counts for _ in range(number)
    )


def test_a_note_can_be_kept_on_the_old_revision(editor, article, notes):
    decisions = {field_of(notes[EDITED]): "keep"}
    assert dict(ask(editor, article, decisions=decisions).counts)[Status.ORPHAN] == 2
    place = place_of(notes[EDITED], publish(editor, article, decisions=decisions))
    assert (place.status, place.start, place.placed_by) == (Status.ORPHAN, None, editor)


def test_a_note_can_be_put_on_other_words_by_quoting_them(editor, article, notes):
    field = field_of(notes[GONE])
    decisions = {field: "quote", f"{field}-quote": "让许多人议论纷纷"}
    assert ask(editor, article, decisions=decisions).problems == 0
    place = place_of(notes[GONE], publish(editor, article, decisions=decisions))
    assert (place.status, place.words, place.placed_by) == (Status.MANUAL, "让许多人议论纷纷", editor)


def test_a_place_that_is_offered_can_be_taken(editor, article, notes):
    (gone,) = [item for item in ask(editor, article).changed if item.annotation == notes[GONE]]
    offer = gone.offers[0]
    place = place_of(notes[GONE], publish(editor, article, decisions={gone.field: offer.value}))
    assert (place.status, place.words) == (Status.MANUAL, offer.words)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (("quote", ""), "Copy the words"),
        (("quote", "words that are nowhere"), "do not stand in the new text"),
        (("quote", "it"), "more than once"),
        (("5-3", ""), "not in the new text"),
        (("0-99999", ""), "not in the new text"),
        (("rubbish", ""), "not in the new text"),
        (("-", ""), "not in the new text"),
    ],
)
def test_a_decision_that_cannot_be_carried_out_says_why_and_changes_nothing(
    editor, article, notes, answer, why
):
    field = field_of(notes[GONE])
    decisions = {field: answer[0], f"{field}-quote": answer[1]}
    told = ask(editor, article, decisions=decisions)
    assert told.problems == 1
    (gone,) = [item for item in told.changed if item.annotation == notes[GONE]]
    assert why in gone.decision.problem
    assert gone.decision.quote == answer[1]
    assert place_of(notes[GONE], publish(editor, article, decisions=decisions)).status == Status.ORPHAN


def test_a_note_that_simply_stays_is_not_moved_by_a_forged_decision(editor, article, notes):
    article = publish(editor, article, decisions={field_of(notes[STAYS]): "0-10"})
    assert place_of(notes[STAYS], article).words == STAYS


def test_private_notes_are_carried_along_and_never_told(editor, article, notes):
    before = ask(editor, article)
    private = make_annotation(article, GONE, visibility="private", body="A secret.")
    assert ask(editor, article) == before
    own = consequences(actor=private.author, article=article, text=text_of(NEW, article), decisions={})
    assert own is not None
    assert private in [item.annotation for item in own.changed]
    assert place_of(private, publish(editor, article)).status == Status.ORPHAN


def test_a_private_note_is_not_moved_by_a_guessed_name(editor, article, notes):
    private = make_annotation(article, GONE, visibility="private")
    field = field_of(private)
    article = publish(editor, article, decisions={field: "quote", f"{field}-quote": "让许多人议论纷纷"})
    assert place_of(private, article).status == Status.ORPHAN


def test_the_token_changes_with_what_would_happen(editor, article, notes):
    token = ask(editor, article).token
    assert ask(editor, article).token == token
    assert ask(editor, article, decisions={field_of(notes[EDITED]): "keep"}).token != token
    make_annotation(article, STAYS)
    assert ask(editor, article).token == token
    make_annotation(article, GONE)
    assert ask(editor, article).token != token


def test_there_is_nothing_to_tell_without_notes(editor):
    article = make_article(file="lonely.txt")
    assert ask(editor, article) is None


def test_a_long_list_is_cut_and_says_so(editor, article):
    author = make_user()
    for _ in range(MOST + 3):
        make_annotation(article, GONE, author)
    told = ask(editor, article)
    assert (len(told.changed), told.left_out) == (MOST, 3)
