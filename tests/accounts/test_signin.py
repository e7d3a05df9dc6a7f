"""Signing in and out, and getting back in."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "lantern-orbit-42"


@pytest.fixture
def li():
    return User.objects.create_user("Li.Wei", "li@example.org", PASSWORD)


def sign_in(client, login="Li.Wei", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password} | more)


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["Li.Wei", "li.wei", "Ｌi.Wei", "li@example.org", "LI@example.org"])
def test_one_signs_in_by_user_name_or_email_address(client, li, login):
    answer = sign_in(client, login)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(li.pk)


def test_signing_in_leads_back_to_the_page_one_came_from(client, li):
    assert sign_in(client, next="/articles/?q=K签证")["Location"] == "/articles/?q=K%E7%AD%BE%E8%AF%81"


@pytest.mark.parametrize(
    "next_page",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https://localhost/",  # an allowed host, but not the one that was asked
        "http:///evil.example",
    ],
)
def test_an_unsafe_next_page_is_ignored(client, li, next_page):
    assert sign_in(client, next=next_page)["Location"] == "/"


def test_signing_out_takes_a_post(client, li):
    client.force_login(li)
    page = client.get(reverse("account_logout"))
    assert page.status_code == 200
    assert signed_in(client)
    assert client.post(reverse("account_logout")).status_code == 302
    assert not signed_in(client)


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, li):
    answers = [sign_in(client, "Li.Wei", "wrong"), sign_in(client, "nobody.here", "wrong")]
    assert not signed_in(client)
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].context["form"].errors == answers[1].context["form"].errors
    assert "not correct" in answers[0].content.decode()
    assert 'role="alert"' in answers[0].content.decode()


def test_an_inactive_person_does_not_get_in(client, li):
    User.objects.update(is_active=False)
    sign_in(client)
    assert not signed_in(client)


def test_after_five_wrong_passwords_even_the_right_one_must_wait(client, li):
    for _ in range(5):
        sign_in(client, password="wrong")
    answer = sign_in(client)
    assert not signed_in(client)
    assert "Too many failed attempts" in answer.content.decode()


def test_too_many_requests_are_answered_429_with_a_message(client, li, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    codes = [sign_in(client, password="wrong").status_code for _ in range(2)]
    answer = sign_in(client)
    assert (codes, answer.status_code) == ([200, 200], 429)
    assert "Please wait a few minutes" in answer.content.decode()
    assert not signed_in(client)


def test_a_reset_mail_leads_to_a_new_password(client, li):
    answer = client.post(reverse("account_reset_password"), {"email": "li@example.org"})
    assert answer["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == [["li@example.org"]]
    link = re.search(r"http://testserver(/\S+/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert link
    page = client.get(link[1], follow=True)
    assert "Choose a new password" in page.content.decode()
    new = {"password1": "paper-comet-77", "password2": "paper-comet-77"}
    client.post(page.redirect_chain[-1][0], new)
    li.refresh_from_db()
    assert li.check_password("paper-comet-77")


def test_a_reset_for_an_unknown_address_looks_the_same(client, li):
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("li@example.org", "nobody@example.org")
    ]
    assert [answer.redirect_chain for answer in answers] == [
        [(reverse("account_reset_password_done"), 302)]
    ] * 2
    csrf = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    pages = [
        csrf.sub("", answer.content.decode()).replace(email, "")
        for answer, email in zip(answers, ("li@example.org", "nobody@example.org"), strict=True)
    ]
    assert pages[0] == pages[1]
    to_li, to_nobody = (message.body for message in mail.outbox)
    assert "password/reset/key" in to_li
    assert "password/reset/key" not in to_nobody


def test_a_wrong_reset_link_says_so(client, li):
    page = client.get(reverse("account_reset_password_from_key", args=["1", "set-password-of-nobody"]))
    assert "not valid any more" in page.content.decode()


@pytest.mark.parametrize(
    "name",
    ["account_change_password", "account_email", "account_reauthenticate", "account_logout", "settings"],
)
def test_the_pages_of_an_account_are_printed_for_its_owner(client, li, name):
    client.force_login(li)
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1>") == 1
    assert "<script src" not in page.split("<main")[1].split("</main>")[0]
    assert " style=" not in page
    assert " onclick=" not in page


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
        "account_email_verification_sent",
    ],
)
def test_the_pages_at_the_door_are_printed_for_everyone(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1>") == 1


@pytest.mark.parametrize("name", ["account_change_password", "account_email", "settings"])
def test_the_pages_of_an_account_ask_nobody_to_sign_in(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{reverse('account_login')}?next=")


def test_an_address_is_added_confirmed_and_used_for_signing_in(client, li):
    client.force_login(li)
    sign_in(client)
    client.post(reverse("account_email"), {"action_add": "", "email": "second@example.org"})
    link = re.search(r"http://testserver(/\S+/confirm-email/\S+)", str(mail.outbox[-1].body))
    assert link
    assert "second@example.org" in client.get(link[1]).content.decode()
    client.post(link[1])
    assert li.emailaddress_set.get(email="second@example.org").verified


def test_a_password_is_changed_with_the_current_one(client, li):
    client.force_login(li)
    form = {"oldpassword": "wrong", "password1": "paper-comet-77", "password2": "paper-comet-77"}
    client.post(reverse("account_change_password"), form)
    li.refresh_from_db()
    assert li.check_password(PASSWORD)
    client.post(reverse("account_change_password"), form | {"oldpassword": PASSWORD})
    li.refresh_from_db()
    assert li.check_password("paper-comet-77")
