"""Putting notes in their place by hand, and telling authors what revisions did to their notes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from annotations.actions import acknowledge, put_in_place
from annotations.anchoring import MAX_QUOTE
from annotations.models import Placement, Status
from annotations.refusals import PassageRefused
from articles.text.passages import PassageAddress
from policy import Role
from tests.build import TEXT, make_annotation, make_article, make_reply, make_user, revise

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"
WITHOUT = TEXT.replace(
    TEXT.split("\n\n")[1], "This paragraph talks about something else entirely; it was put here."
)


@pytest.fixture
def author():
    return make_user("author")


@pytest.fixture
def note(author):
    return make_annotation(make_article(), QUOTE, author)


def lost(note):
    """The note, after a revision that took its passage out."""
    note.article = revise(note.article, WITHOUT)
    return note


def here(note) -> Placement:
    return Placement.objects.select_related("revision").get(annotation=note, revision=note.article.current)


def put(note, actor, words: str | None) -> Placement:
    text = note.article.current.text
    passage = (text.index(words), text.index(words) + len(words)) if words else None
    return put_in_place(actor=actor, annotation=note, revision_id=note.article.current_id, passage=passage)


@pytest.mark.parametrize("role", ["author", "editor"])
def test_an_author_or_an_editor_puts_a_lost_note_in_place(note, author, role):
    lost(note)
    assert here(note).status == Status.ORPHAN
    actor = author if role == "author" else make_user("ed", Role.EDITOR)
    put(note, actor, "about something else")
    place = here(note)
    assert (place.status, place.words, place.placed_by) == (Status.MANUAL, "about something else", actor)


def test_a_place_given_by_hand_lives_on_and_goes_on_saying_so(note, author):
    put(lost(note), author, "about something else")
    note.article = revise(
        note.article, WITHOUT.replace("The last", "Still: the last").replace("This para", "Well, this para")
    )
    assert here(note).words == "about something else"
    assert here(note).status == Status.MANUAL


def test_restored_words_do_not_pull_a_note_from_the_place_a_person_gave_it(note, author):
    put(lost(note), author, "about something else")
    note.article = revise(
        note.article,
        WITHOUT
        + "\n\nThe first paragraph says that nobody needs an invitation. It says so twice, to be sure.\n",
    )
    assert here(note).words == "about something else"


def test_a_note_may_be_said_to_stand_nowhere(note, author):
    put(lost(note), author, "about something else")
    put(note, author, None)
    assert (here(note).status, here(note).start) == (Status.ORPHAN, None)


def test_strangers_and_moderators_do_not_move_notes(note):
    lost(note)
    for actor in (make_user(), make_user("mod", Role.MODERATOR)):
        with pytest.raises(PermissionDenied):
            put(note, actor, "about something else")


def test_words_that_stand_as_they_stood_are_not_moved(note, author):
    with pytest.raises(PermissionDenied):
        put(note, author, "It says so twice")


def test_a_place_in_a_text_that_was_revised_meanwhile_is_refused(note, author):
    lost(note)
    with pytest.raises(PassageRefused):
        put_in_place(actor=author, annotation=note, revision_id=note.revision_id, passage=(0, 5))


@pytest.mark.parametrize("passage", [(0, 0), (5, 3), (-1, 4), (0, 10**7)])
def test_what_is_no_passage_is_refused(note, author, passage):
    lost(note)
    with pytest.raises(PassageRefused):
        put_in_place(actor=author, annotation=note, revision_id=note.article.current_id, passage=passage)
    assert here(note).status == Status.ORPHAN


def test_a_place_is_no_longer_than_a_quote(author):
    note = make_annotation(make_article("A title\n\n" + QUOTE + ".\n"), QUOTE, author)
    note.article = revise(note.article, "A title\n\n" + "Quite another text. " * 400)
    with pytest.raises(PassageRefused):
        put_in_place(
            actor=author, annotation=note, revision_id=note.article.current_id, passage=(0, MAX_QUOTE + 100)
        )


def test_the_page_offers_places_and_puts_the_note_in_the_one_chosen(client: Client, note, author):
    lost(note)
    client.force_login(author)
    page = reverse("placement", args=[note.key])
    assert page in client.get(note.article.get_absolute_url()).content.decode()
    text = note.article.current.text
    start = text.index("about something else")
    address = PassageAddress(note.article.current.number, start, start + 20)
    content = client.get(page, {"p": str(address)}).content.decode()
    assert f'value="{address}" checked' in content
    assert 'value="nowhere"' in content
    answer = client.post(page, {"place": str(address)}, follow=True)
    assert "The note has its place." in answer.content.decode()
    assert "put in its place by hand" in answer.content.decode()


def test_the_page_goes_by_way_of_the_sentence_picker(client: Client, note, author):
    lost(note)
    client.force_login(author)
    blocks = note.article.current.table.blocks
    index = next(i for i, block in enumerate(blocks) if "something else" in block.text)
    picker = f"{reverse('passages', args=[note.article.slug])}?block={index}&note={note.key}"
    assert picker.replace("&", "&amp;") in client.get(reverse("placement", args=[note.key])).content.decode()
    answer = client.get(f"{picker}&from=0")
    address = PassageAddress(2, blocks[index].start, blocks[index].end)
    assert answer.url == f"{reverse('placement', args=[note.key])}?p={address}"


@pytest.mark.parametrize("place", ["", "1:0-5", "rubbish", "2:0-9999999"])
def test_a_choice_that_cannot_be_carried_out_says_why(client: Client, note, author, place):
    lost(note)
    client.force_login(author)
    answer = client.post(reverse("placement", args=[note.key]), {"place": place})
    assert answer.status_code == 409
    assert b'role="alert"' in answer.content
    assert here(note).status == Status.ORPHAN


def test_there_is_no_such_page_for_a_note_in_its_place_or_a_reply(client: Client, note, author):
    client.force_login(author)
    assert client.get(reverse("placement", args=[note.key])).status_code == 404
    answer = make_reply(note, author)
    assert client.get(reverse("placement", args=[answer.key])).status_code == 404


def test_authors_are_told_what_revisions_did_until_they_have_seen_it(client: Client, note, author):
    client.force_login(author)
    assert b"All your notes stand where you wrote them" in client.get(reverse("changed")).content
    lost(note)
    assert "A revision changed the passage of 1 of your notes" in client.get(reverse("mine")).content.decode()
    page = client.get(reverse("changed")).content.decode()
    assert QUOTE in page
    assert "The passage is gone" in page
    assert client.post(reverse("changed")).status_code == 302
    assert "A revision changed" not in client.get(reverse("mine")).content.decode()
    assert QUOTE in client.get(reverse("changed")).content.decode()


def test_one_is_told_of_one_s_own_notes_only(client: Client, note):
    lost(note)
    stranger = make_user("stranger")
    client.force_login(stranger)
    assert QUOTE not in client.get(reverse("changed")).content.decode()
    assert acknowledge(actor=stranger) == 0
    assert here(note).acknowledged_at is None


def test_notes_on_a_text_that_became_a_draft_are_not_counted(client: Client, note, author):
    lost(note)
    note.article.published_at = None
    note.article.save()
    client.force_login(author)
    assert "A revision changed" not in client.get(reverse("mine")).content.decode()


def test_an_old_revision_shows_the_notes_that_stood_in_it(client: Client, note):
    lost(note)
    page = client.get(reverse("revision", args=[note.article.slug, 1])).content.decode()
    assert f'data-notes="{note.key}"' in page
    assert "A note." in page
    assert 'class="pick"' not in page
    current = client.get(note.article.get_absolute_url()).content.decode()
    address = PassageAddress(1, note.start, note.end)
    assert f"{reverse('revision', args=[note.article.slug, 1])}?p={address}#passage" in current


def test_a_lost_note_is_named_beside_the_place_where_its_passage_stood(client: Client, note):
    lost(note)
    page = client.get(note.article.get_absolute_url()).content.decode()
    block = page[page.index('id="b2"') - 200 : page.index('id="b3"')] if 'id="b3"' in page else page
    assert f'data-opens="{note.key}"' in page
    assert "lost its place" in block
    assert f'data-notes="{note.key}"' not in page
