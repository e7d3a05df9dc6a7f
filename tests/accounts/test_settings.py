"""One's own settings."""

import pytest
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(client):
    user = User.objects.create_user("li", display_name="Li")
    client.force_login(user)
    return user


def save(client, **fields):
    return client.post(reverse("settings"), {"display_name": "Li", "bio": ""} | fields)


def test_a_person_changes_the_name_shown_and_the_words_about_oneself(client, li):
    answer = save(client, display_name=" 李  伟 ", bio="Reads.\r\nWrites.")
    assert (answer.status_code, answer["Location"]) == (302, reverse("settings"))
    li.refresh_from_db()
    assert (li.display_name, li.bio) == ("李 伟", "Reads.\nWrites.")
    assert "Your settings have been saved." in client.get(reverse("settings")).content.decode()


def test_the_name_shown_may_be_emptied(client, li):
    save(client, display_name="")
    li.refresh_from_db()
    assert li.shown_name == "li"


def test_other_fields_cannot_be_slipped_in(client, li):
    save(client, username="boss", is_superuser="on", email="x@example.org")
    li.refresh_from_db()
    assert (li.username, li.is_superuser, li.email) == ("li", False, "")


def test_a_refused_form_keeps_what_was_typed_and_saves_nothing(client, li):
    answer = save(client, display_name="Wu \u202eil", bio="Typed for <long>.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "U+202E" in page
    assert "Typed for &lt;long&gt;." in page
    assert 'id="id_display_name_error"' in page
    assert "id_display_name_error" in page.split('name="display_name"')[1].split(">")[0]
    li.refresh_from_db()
    assert (li.display_name, li.bio) == ("Li", "")
    assert answer.wsgi_request.user.display_name == "Li"


@pytest.mark.parametrize(
    ("field", "value"),
    [("display_name", "x" * 81), ("bio", "x" * 501), ("display_name", "Admin"), ("display_name", "WANG")],
)
def test_too_long_reserved_and_borrowed_names_are_refused(client, li, field, value):
    User.objects.create_user("wang")
    answer = save(client, **{field: value})
    assert list(answer.context["form"].errors) == [field]


def test_ones_own_user_name_may_be_the_name_shown(client, li):
    assert save(client, display_name="LI").status_code == 302


def test_the_page_is_never_cached(client, li):
    assert "no-store" in client.get(reverse("settings"))["Cache-Control"]
