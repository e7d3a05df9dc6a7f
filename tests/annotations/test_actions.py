"""What readers and moderators do: it works, then who may, then what is refused."""

from __future__ import annotations

import random
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from annotations import actions
from annotations.models import Annotation, LedgerEntry, Placement, Report, Status, Wording
from annotations.refusals import EditedMeanwhile, PassageRefused
from policy import Role
from tests.build import TEXT, make_annotation, make_article, make_reply, make_user, nobody, revise

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def reader():
    return make_user("reader")


def annotate(article, reader, quote=QUOTE, **fields):
    start = article.current.text.index(quote)
    values = {
        "start": start,
        "end": start + len(quote),
        "exact": quote,
        "kind": "note",
        "body": "Why?",
    } | fields
    return actions.annotate(actor=reader, article=article, revision_id=article.current.pk, **values)


def test_a_note_keeps_its_origin_and_stands_in_place(article, reader):
    note = annotate(article, reader)
    assert article.current.text[note.start : note.end] == note.exact == QUOTE
    assert note.prefix.endswith("says that ")
    place = note.placements.get()
    assert (place.revision, place.start, place.end, place.status) == (
        article.current, note.start, note.end, Status.EXACT,
    )  # fmt: skip


def test_offsets_count_code_points_across_emoji_and_rare_characters(article, reader):
    note = annotate(article, reader, "𠮷K签证🤣，让")
    assert (len(note.exact), len(note.exact.encode("utf-16-le")) // 2) == (7, 9)
    assert article.current.text[note.start : note.end] == "𠮷K签证🤣，让"


def test_a_counterargument_names_claim_reason_and_source(article, reader):
    made = annotate(
        article, reader, kind="counterargument", claim="Nobody needs one.", body="The decree says *may*.",
        source="https://www.gov.cn/",
    )  # fmt: skip
    assert made.claim == "Nobody needs one."
    assert "<em>may</em>" in made.body_html
    assert made.source_address == "https://www.gov.cn/"


def test_the_same_note_sent_twice_is_one_note(article, reader):
    key = uuid.uuid4()
    assert annotate(article, reader, client_key=key) == annotate(article, reader, client_key=key)
    assert Annotation.objects.count() == 1


def test_a_position_a_little_off_is_mended_when_the_words_are_unique(article, reader):
    start = article.current.text.index(QUOTE)
    note = annotate(article, reader, start=start + 3, end=start + 3 + len(QUOTE))
    assert note.start == start


def test_a_note_written_on_an_old_revision_is_carried_to_the_present_one(article, reader):
    old = article.current
    article = revise(article, TEXT.replace("The first", "Now then: the first"))
    start = old.text.index(QUOTE)
    note = actions.annotate(
        actor=reader, article=article, revision_id=old.pk, start=start, end=start + len(QUOTE), exact=QUOTE,
        kind="highlight",
    )  # fmt: skip
    assert note.revision == old
    place = note.placements.get(revision=article.current)
    assert article.current.text[place.start : place.end] == QUOTE


def test_a_passage_that_an_edit_has_removed_is_refused_and_nothing_is_stored(article, reader):
    old = article.current
    article = revise(article, TEXT.replace("The first paragraph says that nobody needs an invitation. ", ""))
    start = old.text.index(QUOTE)
    with pytest.raises(PassageRefused, match="has been revised"):
        actions.annotate(
            actor=reader, article=article, revision_id=old.pk, start=start, end=start + len(QUOTE), exact=QUOTE,
            kind="highlight",
        )  # fmt: skip
    assert not Annotation.objects.exists()
    assert not Placement.objects.exists()


def test_a_hundred_falsified_passages_are_all_refused(article, reader):
    text = article.current.text
    chance = random.Random(7)
    for number in range(100):
        start = chance.randrange(len(text) - 12)
        end = start + chance.randint(3, 12)
        exact = text[start:end]
        lie = exact[:-1] + chance.choice("×§¤龘") if number % 2 else f"¬{exact}"
        with pytest.raises(PassageRefused):
            annotate(article, reader, start=start, end=end, exact=lie)
    for start, end in ((0, 10**9), (len(text), len(text) + 5), (5, 5), (9, 4)):
        with pytest.raises(PassageRefused):
            annotate(article, reader, start=start, end=end, exact="anything")
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("note", {"body": ""}, "body"),
        ("question", {"body": " \n "}, "body"),
        ("evidence", {"source": ""}, "source"),
        ("counterargument", {"claim": "", "body": "Because."}, "claim"),
        ("counterargument", {"claim": "It does.", "body": ""}, "body"),
        ("reply", {}, "kind"),
        ("sermon", {}, "kind"),
        ("note", {"body": "x" * 10_001}, "body"),
    ],
)
def test_what_a_kind_needs_is_asked_for_at_its_field(article, reader, kind, fields, wrong):
    with pytest.raises(ValidationError) as refused:
        annotate(article, reader, kind=kind, **fields)
    assert list(refused.value.message_dict) == [wrong]
    assert not Annotation.objects.exists()


def test_a_highlight_needs_no_words(article, reader):
    assert annotate(article, reader, kind="highlight", body="").body_html == ""


def test_nobody_annotates_signed_out_or_on_a_draft(article, reader):
    with pytest.raises(PermissionDenied):
        annotate(article, nobody)
    with pytest.raises(PermissionDenied):
        annotate(make_article(published=False), reader)


def test_replies_stand_in_their_thread_and_are_counted(article, reader):
    note = make_annotation(article, QUOTE)
    first = make_reply(note, reader)
    second = make_reply(first)
    note.refresh_from_db()
    first.refresh_from_db()
    assert (note.replies_count, first.replies_count) == (1, 1)
    assert second.root == note
    assert second.parent == first
    assert second.get_absolute_url() == f"/annotations/{note.key}/#note-{second.key}"


def test_private_hidden_and_withdrawn_notes_take_no_replies(article, reader):
    private = make_annotation(article, QUOTE, reader, visibility="private")
    hidden = make_annotation(article, QUOTE)
    actions.hide(actor=make_user("m", Role.MODERATOR), annotation=hidden, reason="Insults.")
    withdrawn = make_annotation(article, QUOTE, reader)
    make_reply(withdrawn)
    actions.withdraw(actor=reader, annotation=withdrawn)
    for note in (private, hidden, withdrawn):
        with pytest.raises(PermissionDenied):
            make_reply(note, reader)


def test_an_edit_keeps_the_wording_before(article, reader):
    note = make_annotation(article, QUOTE, reader, body="First.")
    edited = actions.edit(actor=reader, annotation=note, body="Second.")
    assert edited.body == "Second."
    assert edited.edited_at is not None
    assert [wording.body for wording in note.wordings.all()] == ["First."]


def test_an_edit_that_changes_nothing_leaves_no_history(article, reader):
    note = make_annotation(article, QUOTE, reader, body="Same.")
    assert actions.edit(actor=reader, annotation=note, body="Same.").edited_at is None
    assert not Wording.objects.exists()


def test_two_edits_begun_at_once_do_not_overwrite_each_other(article, reader):
    note = make_annotation(article, QUOTE, reader, body="First.")
    actions.edit(actor=reader, annotation=note, body="Here.", begun_at=None)
    with pytest.raises(EditedMeanwhile):
        actions.edit(actor=reader, annotation=note, body="There.", begun_at=None)
    note.refresh_from_db()
    assert note.body == "Here."


def test_a_public_note_with_replies_cannot_be_made_private(article, reader):
    note = make_annotation(article, QUOTE, reader)
    make_reply(note)
    with pytest.raises(ValidationError, match="Others have answered"):
        actions.edit(actor=reader, annotation=note, body="A note.", visibility="private")


def test_a_public_note_whose_replies_were_taken_back_can_be_made_private(article, reader):
    note = annotate(article, reader)
    answer = make_reply(note)
    actions.withdraw(actor=answer.author, annotation=answer)
    assert not actions.edit(actor=reader, annotation=note, body="Why?", visibility="private").is_public


def test_what_was_written_in_private_stays_private_when_the_note_becomes_public(article, reader):
    note = annotate(article, reader, visibility="private", body="First, in private.")
    note = actions.edit(actor=reader, annotation=note, body="Second, in private.")
    assert note.wordings.count() == 1
    note = actions.edit(
        actor=reader, annotation=note, body="In public.", visibility="public", begun_at=note.edited_at
    )
    assert not note.wordings.exists()
    note = actions.edit(actor=reader, annotation=note, body="Again.", begun_at=note.edited_at)
    assert [wording.body for wording in note.wordings.all()] == ["In public."]


def test_a_visibility_that_does_not_exist_is_refused_at_its_field(article, reader):
    with pytest.raises(ValidationError) as refused:
        annotate(article, reader, visibility="secret")
    assert list(refused.value.message_dict) == ["visibility"]
    note = annotate(article, reader)
    with pytest.raises(ValidationError) as refused:
        actions.edit(actor=reader, annotation=note, body="Why?", visibility="secret")
    assert list(refused.value.message_dict) == ["visibility"]


def test_only_its_author_edits_or_withdraws(article):
    note = make_annotation(article, QUOTE)
    for other in (make_user(), make_user("m", Role.MODERATOR), make_user("s", is_superuser=True)):
        with pytest.raises(PermissionDenied):
            actions.edit(actor=other, annotation=note, body="Mine now.")
        with pytest.raises(PermissionDenied):
            actions.withdraw(actor=other, annotation=note)


def test_withdrawing_settles_the_reports_of_what_is_gone(article, reader):
    note = make_annotation(article, QUOTE, reader)
    make_reply(note)
    made = actions.report(actor=make_user(), annotation=note, reason="spam")
    actions.withdraw(actor=reader, annotation=note)
    made.refresh_from_db()
    assert made.settled_at is not None


def test_withdrawing_leaves_a_tombstone_only_while_replies_stand(article, reader):
    note = make_annotation(article, QUOTE, reader, body="Secret regret.")
    actions.edit(actor=reader, annotation=note, body="Secret regret, edited.")
    answer = make_reply(note)
    actions.withdraw(actor=reader, annotation=note)
    seen = Annotation.objects.visible_to(nobody).get(pk=note.pk)
    assert (seen.body, seen.body_html, seen.wordings.count()) == ("", "", 0)
    actions.withdraw(actor=answer.author, annotation=answer)
    assert not Annotation.objects.visible_to(nobody).exists()
    note.refresh_from_db()
    assert note.replies_count == 0


def test_a_report_is_open_until_a_moderator_decides(article, reader):
    note = make_annotation(article, QUOTE)
    first = actions.report(actor=reader, annotation=note, reason="abuse", detail="Look.")
    assert actions.report(actor=reader, annotation=note, reason="spam") == first
    moderator = make_user("m", Role.MODERATOR)
    actions.hide(actor=moderator, annotation=note, reason="It insults.")
    note.refresh_from_db()
    assert note.is_hidden
    assert not Report.objects.filter(settled_at=None).exists()
    assert not Annotation.objects.visible_to(reader).exists()
    actions.restore(actor=moderator, annotation=note, reason="A misreading.")
    assert Annotation.objects.visible_to(reader).get() == note
    assert [entry.decision for entry in LedgerEntry.objects.all()] == ["restore", "hide"]


def test_a_report_can_be_settled_without_hiding(article, reader):
    note = make_annotation(article, QUOTE)
    actions.report(actor=reader, annotation=note, reason="other")
    actions.dismiss(actor=make_user("m", Role.MODERATOR), annotation=note, reason="Mere disagreement.")
    note.refresh_from_db()
    assert not note.is_hidden
    assert not Report.objects.filter(settled_at=None).exists()


def test_a_decision_needs_a_moderator_and_a_reason(article, reader):
    note = make_annotation(article, QUOTE)
    for other in (reader, make_user("e", Role.EDITOR), nobody):
        with pytest.raises(PermissionDenied):
            actions.hide(actor=other, annotation=note, reason="I do not like it.")
    with pytest.raises(ValidationError, match="Give a reason"):
        actions.hide(actor=make_user("m", Role.MODERATOR), annotation=note, reason="  ")
    assert not LedgerEntry.objects.exists()


def test_notes_follow_their_words_into_a_new_revision_or_say_that_they_are_lost(article, reader):
    stays = make_annotation(article, "An employer must sign")
    moves = make_annotation(article, QUOTE)
    dies = make_annotation(article, "有人赞成，有人反对")
    article = revise(
        article, TEXT.replace("有人赞成，有人反对。", "").replace("Work visas", "All work visas")
    )
    here = {place.annotation: place for place in Placement.objects.filter(revision=article.current)}
    for note in (stays, moves):
        assert article.current.text[here[note].start : here[note].end] == note.exact
    assert here[dies].status == Status.ORPHAN
    assert here[dies].start is None
    article = revise(article, TEXT)
    back = Placement.objects.get(revision=article.current, annotation=dies)
    assert article.current.text[back.start : back.end] == dies.exact
