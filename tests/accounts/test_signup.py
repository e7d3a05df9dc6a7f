"""Signing up."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "lantern-orbit-42"


def sign_up(client, **fields):
    data = {"username": "li.wei", "email": "", "password1": PASSWORD} | fields
    return client.post(reverse("account_signup"), data)


def errors(answer):
    return answer.context["form"].errors


def test_a_reader_signs_up_with_a_user_name_and_a_password_and_is_signed_in(client):
    answer = sign_up(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    user = User.objects.get(username="li.wei")
    assert user.check_password(PASSWORD)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_chinese_user_name_is_stored_in_its_plain_form(client):
    sign_up(client, username="李伟２")
    assert User.objects.get().username == "李伟2"


def test_the_form_says_what_the_email_address_is_for_and_links_help_to_the_field(client):
    page = client.get(reverse("account_signup")).content.decode()
    assert "a forgotten password cannot be reset" in page
    assert 'aria-describedby="id_email_helptext"' in page
    assert 'id="id_email_helptext"' in page
    assert "placeholder" not in page


def test_signing_up_leads_back_to_the_page_one_came_from(client):
    answer = sign_up(client, next="/articles/")
    assert answer["Location"] == "/articles/"


@pytest.mark.parametrize("name", ["li.wei", "LI.WEI", "ｌｉ.wei"])
def test_a_taken_user_name_is_refused_whatever_its_case_and_width(client, name):
    User.objects.create_user("Li.Wei")
    answer = sign_up(client, username=name)
    assert errors(answer)["username"] == ["This user name is taken."]
    assert User.objects.count() == 1


def test_a_refused_form_keeps_what_was_typed_but_not_the_password(client):
    answer = sign_up(client, username="no good", email="li@example.org")
    page = answer.content.decode()
    assert 'value="no good"' in page
    assert 'value="li@example.org"' in page
    assert PASSWORD not in page
    assert 'aria-describedby="id_username_helptext id_username_error"' in page
    assert 'id="id_username_error"' in page


@pytest.mark.parametrize("name", ["admin", "Moderator", "管理员", "x", "a" * 41, "a b", "<b>x</b>", ".."])
def test_reserved_and_malformed_user_names_are_refused(client, name):
    assert "username" in errors(sign_up(client, username=name))
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["short", "password1", "8264937105", "li.wei.li"])
def test_a_weak_password_is_refused(client, password):
    assert "password1" in errors(sign_up(client, password1=password))
    assert not User.objects.exists()


def test_a_name_that_was_taken_a_moment_ago_shows_the_form_again_and_saves_nothing(client, monkeypatch):
    User.objects.create_user("Li.Wei")
    # The rival's row is not there yet when the form looks.
    monkeypatch.setattr(
        "allauth.account.internal.userkit.filter_users_by_username", lambda *names: User.objects.none()
    )
    answer = sign_up(client, email="li@example.org")
    page = answer.content.decode()
    assert "This user name is taken." in page
    assert 'value="li@example.org"' in page
    assert User.objects.count() == 1


def test_an_error_that_is_not_about_names_is_not_called_one(client, monkeypatch):
    def broken(self, *args, **kwargs):
        raise RuntimeError("disk")

    monkeypatch.setattr(User, "save", broken)
    with pytest.raises(RuntimeError, match="disk"):
        sign_up(client)


def test_the_database_itself_refuses_a_second_name():
    User.objects.create_user("li")
    with pytest.raises(IntegrityError):
        User.objects.create_user("LI")
