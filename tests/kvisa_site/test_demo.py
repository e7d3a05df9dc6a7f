"""The demo: loaded once or ten times, it is the same."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from annotations.models import Annotation, Kind, Visibility
from articles.models import Article, Revision
from kvisa_site.demo.data import DemoError, PersonPlan, read_discussion
from kvisa_site.demo.people import make_people, password_for
from policy import Role

pytestmark = pytest.mark.django_db

STAFF = {"editor", "moderator", "admin"}
DISCUSSION = {
    "readers": [
        {"username": "lin", "display_name": "林", "bio": "Reads.", "role": "reader"},
        {"username": "okafor", "display_name": "Okafor", "role": "moderator"},
    ],
    "annotations": [
        {
            "file": "lantern.md",
            "quote": "twelve lanterns",
            "kind": "counterargument",
            "author": "lin",
            "visibility": "public",
            "claim": "That there were twelve.",
            "body": "The list names *nine*.",
            "source": "The harbour list",
            "replies": [
                {
                    "author": "okafor",
                    "body": "Which list?",
                    "replies": [{"author": "lin", "body": "The second."}],
                },
                {"author": "okafor", "body": "I count ten."},
            ],
        },
        {
            "file": "lantern.md",
            "quote": "harbour",
            "kind": "highlight",
            "author": "okafor",
            "visibility": "private",
        },
    ],
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lantern.md").write_text(
        "---\ntitle: Lanterns\n---\n\nThey hung twelve lanterns over the harbour.\n\nNobody counted them again.\n"
    )
    (tmp_path / "hidden.md").write_text(
        "---\ntitle: Not yet\ndraft: true\n---\n\nThis is still being written.\n"
    )
    write(tmp_path, DISCUSSION)
    return tmp_path


def write(folder, data):
    (folder / "discussion.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def changed(index, **fields):
    data = json.loads(json.dumps(DISCUSSION))
    data["annotations"][index] |= fields
    return data


def demo(folder, *options):
    out = StringIO()
    call_command("demo", "--samples", str(folder), *options, stdout=out)
    return out.getvalue()


def counts():
    return {
        "articles": Article.objects.count(),
        "revisions": Revision.objects.count(),
        "people": User.objects.count(),
        "annotations": Annotation.objects.count(),
        "passwords": sorted(User.objects.values_list("password", flat=True)),
    }


def test_documents_are_published_and_drafts_stay_drafts(folder):
    demo(folder)
    assert Article.objects.get(title="Lanterns").is_published
    assert not Article.objects.get(title="Not yet").is_published


def test_the_discussion_stands_at_its_passages(folder):
    demo(folder)
    note = Annotation.objects.get(kind=Kind.COUNTERARGUMENT)
    assert note.revision is not None
    assert note.author is not None
    assert note.exact == "twelve lanterns"
    assert note.revision.text[note.start : note.end] == "twelve lanterns"
    assert (note.claim, note.source, note.author.username) == (
        "That there were twelve.",
        "The harbour list",
        "lin",
    )
    answers = Annotation.objects.filter(root=note).order_by("pk")
    assert list(answers.values_list("author__username", "body")) == [
        ("okafor", "Which list?"),
        ("lin", "The second."),
        ("okafor", "I count ten."),
    ]
    assert answers[1].parent == answers[0]
    assert Annotation.objects.get(kind=Kind.HIGHLIGHT).visibility == Visibility.PRIVATE


def test_a_second_run_changes_nothing_and_says_so(folder):
    demo(folder)
    before = counts()
    out = demo(folder)
    assert counts() == before
    assert "nothing was changed" in out


def test_what_editors_and_authors_changed_stays_changed(folder):
    demo(folder)
    Article.objects.update(published_at=None)
    Annotation.objects.filter(kind=Kind.HIGHLIGHT).update(withdrawn_at="2026-01-01T00:00Z")
    before = counts()
    demo(folder)
    assert counts() == before
    assert not Article.objects.published().exists()


def test_every_role_has_somebody(folder):
    demo(folder)
    roles = {user.username: user.roles for user in User.objects.all()}
    assert roles == {
        "lin": frozenset(),
        "okafor": {Role.MODERATOR},
        "editor": {Role.EDITOR},
        "moderator": {Role.MODERATOR},
        "admin": frozenset(Role),
    }


def test_the_sign_in_data_that_is_told_works(folder, client):
    out = demo(folder)
    for name in ("lin", "okafor", *STAFF):
        line = next(line for line in out.splitlines() if line.split()[:1] == [name])
        answer = client.post(reverse("account_login"), {"login": name, "password": line.split()[1]})
        assert answer.status_code == 302, name
        assert client.session["_auth_user_id"] == str(User.objects.get(username=name).pk)
        client.logout()


def test_the_sign_in_data_is_told_again_after_people_have_signed_in(folder, client):
    first = demo(folder)
    client.login(username="lin", password=password_for("lin"))
    second = demo(folder)
    assert first.split("Sign in with:")[1] == second.split("Sign in with:")[1]


def test_a_password_that_its_owner_changed_is_not_told(folder):
    demo(folder)
    lin = User.objects.get(username="lin")
    lin.set_password("paper-comet-77")
    lin.save()
    before = counts()
    out = demo(folder)
    assert password_for("lin") not in out
    assert "paper-comet-77" not in out
    assert "(changed by its owner)" in next(line for line in out.splitlines() if line.split()[:1] == ["lin"])
    assert counts() == before


def test_the_stored_password_is_quick_to_check_until_its_owner_signs_in(folder, client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    person = make_people([PersonPlan("lin")])[-1].user
    assert person.password.startswith("pbkdf2_sha256$1000$")
    make_people([PersonPlan("lin")])
    person.refresh_from_db()
    assert person.password.startswith("pbkdf2_sha256$1000$")  # looking at it stores nothing
    assert client.login(username="lin", password=password_for("lin"))
    person.refresh_from_db()
    assert int(person.password.split("$")[1]) >= 1_000_000
    assert make_people([PersonPlan("lin")])[-1].password == password_for("lin")


def test_passwords_depend_on_the_secret_key(settings):
    first = password_for("lin")
    settings.SECRET_KEY = "another"
    assert password_for("lin") != first


def test_an_account_that_the_demo_did_not_make_is_neither_changed_nor_spoken_for(folder):
    User.objects.create_user("lin", password="lantern-orbit-42", display_name="The real Lin")
    with pytest.raises(CommandError, match="'lin' belongs to an account that the demo did not make"):
        demo(folder)
    assert not Annotation.objects.exists()
    assert User.objects.get(username="lin").display_name == "The real Lin"


def test_an_admin_who_was_there_before_keeps_password_and_rights(folder):
    User.objects.create_user("admin", password="lantern-orbit-42")
    out = demo(folder)
    admin = User.objects.get(username="admin")
    assert admin.check_password("lantern-orbit-42")
    assert not admin.is_superuser
    assert password_for("admin") not in out


def test_quiet_says_nothing(folder):
    assert demo(folder, "--quiet") == ""


@pytest.mark.parametrize("quote", ["thirteen lanterns", "e"])
def test_a_quote_that_does_not_stand_there_once_is_told_with_file_and_nothing_is_said(folder, quote):
    write(folder, changed(1, quote=quote))
    with pytest.raises(CommandError) as refusal:
        demo(folder)
    message = str(refusal.value)
    assert f"“{quote}”" in message
    assert "lantern.md" in message
    assert "discussion.json: annotations[1]" in message
    assert not Annotation.objects.exists()


def test_what_readers_could_not_write_the_demo_cannot_either(folder):
    write(folder, changed(0, claim=""))
    with pytest.raises(CommandError, match=r"discussion\.json: annotations\[0\]: "):
        demo(folder)
    assert not Annotation.objects.exists()


def test_a_document_that_is_not_there_is_told(folder):
    write(folder, changed(0, file="lost.md"))
    with pytest.raises(CommandError, match=r"annotations\[0\]: there is no document lost\.md"):
        demo(folder)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "the file: an object is expected"),
        ({"readers": "none"}, "readers: a list is expected"),
        ({"readers": [{"username": ""}]}, r"readers\[0\]\.username: is missing"),
        ({"readers": [{"username": "a1"}, {"username": "a1"}]}, "twice"),
        ({"readers": [{"username": "lin", "role": "king"}]}, r"readers\[0\]\.role: 'king' is not one of"),
        ({"annotations": "none"}, "annotations: a list is expected"),
        ({"annotations": ["none"]}, r"annotations\[0\]: an object is expected"),
        (changed(0, author="stranger"), r"annotations\[0\]\.author: 'stranger' is none of the readers"),
        (changed(0, kind="rant"), r"annotations\[0\]\.kind: 'rant' is not one of highlight"),
        (changed(0, body=7), r"annotations\[0\]\.body: a text is expected, not 7"),
        (changed(0, replies=[{"author": "lin"}]), r"annotations\[0\]\.replies\[0\]\.body: is missing"),
    ],
)
def test_a_wrong_data_file_is_told_with_the_place(tmp_path, data, message):
    write(tmp_path, data)
    with pytest.raises(DemoError, match=message) as refusal:
        read_discussion(tmp_path / "discussion.json")
    assert "discussion.json" in str(refusal.value)


def test_a_data_file_that_is_broken_or_missing_saves_nothing(folder):
    (folder / "discussion.json").write_text("{")
    with pytest.raises(CommandError, match="is not JSON"):
        demo(folder)
    (folder / "discussion.json").unlink()
    with pytest.raises(CommandError, match="cannot be read"):
        demo(folder)
    assert not Article.objects.exists()
    assert not User.objects.exists()


def test_the_samples_of_the_project_load_twice(samples):
    demo(samples)
    before = counts()
    assert Article.objects.published().count() >= 6
    assert Article.objects.filter(published_at=None).count() == 1
    assert Annotation.objects.filter(kind=Kind.COUNTERARGUMENT).count() >= 8
    out = demo(samples)
    assert counts() == before
    assert "nothing was changed" in out
