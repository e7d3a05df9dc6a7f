"""Tokens: made once, shown once, kept as digests, limited to what they were made for."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts import tokens
from accounts.models import Token
from accounts.tokens import make_token, revoke_token
from tests.annotations.protocol.client import ProtocolClient, as_w3c
from tests.build import make_article, make_user, nobody

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"


@pytest.fixture
def reader():
    return make_user("reader")


@pytest.fixture
def signed_in(reader):
    client = Client()
    client.force_login(reader)
    return client


def test_a_token_is_shown_once_and_only_its_digest_is_kept(reader, signed_in):
    page = signed_in.post(reverse("tokens"), {"name": "My library", "may_write": "on"})
    secret = page.context["secret"]
    assert secret.startswith("kvr_")
    assert secret in page.content.decode()
    kept = Token.objects.get()
    assert (kept.user, kept.name, kept.may_write, kept.last_used_at) == (reader, "My library", True, None)
    assert secret not in [str(value) for value in Token.objects.values_list().get()]
    assert secret not in signed_in.get(reverse("tokens")).content.decode()
    assert page["Cache-Control"].startswith("max-age=0")


def test_a_token_says_when_it_was_used_and_for_whom_it_speaks(reader):
    program = ProtocolClient(reader)
    made = program.send("POST", "/annotations/", as_w3c(make_article(), QUOTE))
    assert made.json()["creator"]["nickname"] == "reader"
    assert Token.objects.get().last_used_at is not None


def test_a_token_that_may_only_read_does_not_write(reader):
    program = ProtocolClient(reader, may_write=False)
    answer = program.send("POST", "/annotations/", as_w3c(make_article(), QUOTE))
    assert answer.status_code == 403
    assert "insufficient_scope" in answer["WWW-Authenticate"]
    assert program.get("/annotations/").status_code == 200


def test_a_token_that_does_not_hold_is_refused_even_for_reading(reader, signed_in):
    program = ProtocolClient(reader)
    assert revoke_token(actor=reader, pk=Token.objects.get().pk)
    for answer in (
        program.get("/annotations/"),
        signed_in.get("/annotations/", headers={"authorization": "Bearer no"}),
    ):
        assert answer.status_code == 401
        assert "invalid_token" in answer["WWW-Authenticate"]


def test_the_token_of_a_closed_account_does_not_hold(reader):
    program = ProtocolClient(reader)
    reader.is_active = False
    reader.save()
    assert program.get("/annotations/").status_code == 401


def test_a_token_opens_no_page_for_people(reader):
    program = ProtocolClient(reader)
    assert program.get(reverse("tokens")).status_code == 302
    assert program.get(reverse("settings")).status_code == 302


def test_people_revoke_their_own_tokens_only(reader, signed_in):
    make_token(actor=make_user("other"), name="theirs", may_write=True)
    theirs = Token.objects.get()
    assert signed_in.post(reverse("token-revocation", args=[theirs.pk])).status_code == 404
    make_token(actor=reader, name="mine", may_write=False)
    mine = Token.objects.get(name="mine")
    assert signed_in.post(reverse("token-revocation", args=[mine.pk])).status_code == 302
    assert list(Token.objects.all()) == [theirs]
    assert "theirs" not in signed_in.get(reverse("tokens")).content.decode()


def test_tokens_are_bounded_and_named(reader, signed_in, monkeypatch):
    monkeypatch.setattr(tokens, "MOST", 1)
    assert signed_in.post(reverse("tokens"), {"name": " "}).status_code == 422
    assert signed_in.post(reverse("tokens"), {"name": "one"}).status_code == 200
    assert signed_in.post(reverse("tokens"), {"name": "two"}).status_code == 422
    with pytest.raises(PermissionDenied):
        make_token(actor=nobody, name="x", may_write=False)
    with pytest.raises(ValidationError):
        make_token(actor=make_user(), name="\u202e", may_write=False)
