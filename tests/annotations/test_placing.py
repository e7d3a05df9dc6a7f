"""What an editor is shown before publishing is what happens."""

from __future__ import annotations

import pytest

from annotations.anchoring import Reason
from annotations.models import Annotation, Placement, Status
from annotations.placing import plan_placements
from tests.build import TEXT, make_annotation, make_article, revise

pytestmark = pytest.mark.django_db
GONE = "有人赞成，有人反对。"


@pytest.fixture
def article():
    return make_article()


def plan_for(article, text):
    return plan_placements(article=article, previous=article.current, text=text, with_candidates=True)


def test_the_plan_is_what_the_publication_saves(article):
    for quote in ("An employer must sign", GONE, "nobody needs", "K签证", "The last"):
        make_annotation(article, quote)
    previous = article.current
    revised = revise(article, TEXT.replace(GONE, "").replace("nobody", "not everybody"))
    plans = plan_placements(article=article, previous=previous, text=revised.current.text)
    saved = Placement.objects.filter(revision=revised.current).order_by("annotation_id")
    assert [
        (plan.annotation_id, plan.new_range or (None, None), plan.status, plan.confidence, plan.near)
        for plan in plans
    ] == [(row.annotation_id, (row.start, row.end), row.status, row.confidence, row.near) for row in saved]
    assert len(plans) == 5


def test_a_plan_shows_old_and_new_words(article):
    note = make_annotation(article, "says that nobody needs an invitation")
    text = article.current.text.replace("an invitation", "a formal invitation")
    (plan,) = plan_for(article, text)
    assert (plan.annotation_id, plan.status, plan.old_status) == (note.pk, Status.EDITED, Status.EXACT)
    assert plan.old_text == "says that nobody needs an invitation"
    assert plan.new_text == "says that nobody needs a formal invitation"
    assert plan.old_range == (note.start, note.end)
    assert text[slice(*plan.new_range)] == plan.new_text


def test_a_note_that_loses_its_place_remembers_where_it_stood_and_is_offered_others(article):
    make_annotation(article, GONE)
    text = article.current.text.replace(GONE, "")
    near = article.current.text.index(GONE)
    (plan,) = plan_for(article, text)
    assert (plan.status, plan.new_range, plan.new_text, plan.near) == (Status.ORPHAN, None, "", near)
    assert plan.old_text == GONE
    assert Reason.WHERE_IT_STOOD in plan.candidates[0].reasons
    elsewhere = text + "\n后来有人赞成，也有人反对。"
    (plan,) = plan_for(article, elsewhere)
    if plan.new_range is None:
        assert Reason.SIMILAR_WORDS in plan.candidates[0].reasons


def test_a_passage_edited_step_by_step_comes_home_whole_when_it_is_restored(article):
    note = make_annotation(article, "The last paragraph doubts it. An employer must sign, it says, and pay.")
    for text in (
        TEXT.replace(" An employer must sign, it says, and pay.", ""),
        TEXT.replace("The last paragraph doubts it.", "It is doubted."),
        TEXT.replace("The last paragraph doubts it. An employer must sign, it says, and pay.", "End."),
        TEXT,
    ):
        article = revise(article, text)
    place = Placement.objects.get(annotation=note, revision=article.current)
    assert article.current.text[place.start : place.end] == note.exact
    assert place.confidence == 1.0


def test_fifty_revisions_do_not_make_a_note_drift(article):
    note = make_annotation(article, "says that nobody needs an invitation. It says so twice")
    for number in range(50):
        article = revise(article, f"{TEXT}\nLine {number}.\n".replace("nobody", f"nobody of {number}"))
    place = Placement.objects.get(annotation=note, revision=article.current)
    words = article.current.text[place.start : place.end]
    assert words == "says that nobody of 49 needs an invitation. It says so twice"
    article = revise(article, TEXT)
    place = Placement.objects.get(annotation=note, revision=article.current)
    assert (place.start, place.end) == (note.start, note.end)


def test_a_place_given_by_hand_is_the_home_from_then_on(article):
    note = make_annotation(article, GONE)
    article = revise(article, TEXT.replace(GONE, ""))
    text = article.current.text
    start = text.index("An employer must sign")
    Placement.objects.filter(annotation=note, revision=article.current).update(
        start=start, end=start + len("An employer must sign"), status=Status.MANUAL
    )
    article = revise(article, "New first line of the document, which is long enough.\n\n" + TEXT)
    place = Placement.objects.get(annotation=note, revision=article.current)
    assert article.current.text[place.start : place.end] == "An employer must sign"


@pytest.mark.parametrize("count", [1, 200])
def test_a_plan_asks_the_database_a_fixed_number_of_times(article, count, django_assert_num_queries):
    first = make_annotation(article, "nobody needs an invitation")
    rows = [
        Annotation(
            article=article,
            author=first.author,
            kind=first.kind,
            revision=first.revision,
            start=first.start,
            end=first.end,
            exact=first.exact,
        )
        for _ in range(count - 1)
    ]
    rows = [first, *Annotation.objects.bulk_create(rows)]
    Placement.objects.bulk_create(
        Placement(annotation=row, revision=first.revision, start=row.start, end=row.end, status=Status.EXACT)
        for row in rows[1:]
    )
    with django_assert_num_queries(4):
        plans = plan_placements(
            article=article, previous=article.current, text=article.current.text.replace("nobody", "no one")
        )
    assert len(plans) == count
