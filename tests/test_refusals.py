"""What is refused is refused clearly, never with a broken page, and gives back what was typed."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from annotations import actions
from annotations.models import Annotation
from kvisa_site.door import only_utf_8
from kvisa_site.wsgi import application
from policy import Role
from tests.build import PASSWORD, TEXT, make_annotation, make_article, make_user, revise

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"
TYPED = "Typed with care, for an hour."


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def reader():
    return make_user("reader")


@pytest.fixture
def signed_in(reader):
    return signed(reader)


def signed(user, **options) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def form_of(page) -> dict[str, str]:
    """The hidden fields of the last form of a page, as a browser without a script would send them."""
    last = page.content.decode().split("<form")[-2]  # the very last is the one of the languages
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', last))


def passage(article, quote=QUOTE) -> dict[str, object]:
    start = article.current.text.index(quote)
    place = {"revision": article.current_id, "start": start, "end": start + len(quote), "exact": quote}
    return place | {"kind": "note", "visibility": "public"}


def picker(article, quote=QUOTE) -> str:
    start = article.current.text.index(quote)
    query = f"?revision={article.current_id}&start={start}&end={start + len(quote)}"
    return reverse("article-annotations", args=[article.slug]) + query


# What cannot be read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "charset", ["hex", "rot13", "utf-7", "utf-16", "punycode", "unicode_escape", "latin-1", '"utf-7"']
)
@pytest.mark.parametrize("kind", ["text/html", "multipart/form-data; boundary=x"])
def test_another_charset_than_utf_8_is_refused_at_the_door(kind, charset):
    told: list[str] = []
    body = application(
        {"CONTENT_TYPE": f"{kind}; charset={charset}"}, lambda status, headers: told.append(status)
    )
    assert (told, list(body)) == (["400 Bad Request"], [b"Only UTF-8 is understood here."])


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "no-such-codec", "a\x00b", ""])
def test_utf_8_by_any_name_and_what_django_ignores_come_in(charset):
    inside = only_utf_8(lambda environ, start_response: [b"inside"])
    assert inside({"CONTENT_TYPE": f"text/html; charset={charset}"}, print) == [b"inside"]


PATHS = (
    "/articles/a{}b/",
    "/annotations/a{}b/",
    "/people/a{}/",
    "/articles/text/images/{}",
    "/admin/{}/",
    "/{}",
)
QUERIES = (
    "/articles/?q={0}&tag={0}&lang={0}&page={0}",
    "/me/?kind={0}&visibility={0}&page={0}",
    "/people/reader/?page={0}",
    "/moderation/?page={0}",
    "/accounts/login/?next={0}",
    "/admin/articles/article/?q={0}",
    "/admin/articles/article/?category={0}",
    "/admin/annotations/annotation/?q={0}&kind={0}",
)


@pytest.mark.parametrize("sign", ["%00", "%ED%A0%80", "%FF", "%E2%80%AE", "9" * 40, "-1"])
@pytest.mark.parametrize("address", PATHS + QUERIES)
def test_no_address_breaks_the_house(address, sign):
    client = signed(make_user("all", Role.EDITOR, Role.MODERATOR))
    make_user("reader")
    assert client.get(address.format(sign)).status_code < 500


FIELDS = {
    "article-annotations": ("kind", "claim", "body", "source", "visibility", "revision", "start", "end", "exact", "client_key"),
    "replies": ("body", "client_key"),
    "wording": ("body", "visibility", "begun_at"),
    "reports": ("reason", "detail"),
    "preview": ("body",),
    "settings": ("display_name", "bio"),
    "account_login": ("login", "password"),
    "account_signup": ("username", "email", "password1"),
    "account_reset_password": ("email",),
}  # fmt: skip


@pytest.mark.parametrize(
    "value", ["\x00", "a\x00b", "\u202e", "\ufffe", "9" * 5000, "x" * 1_000_000, "\U0010ffff", "\r"]
)
@pytest.mark.parametrize("page", FIELDS)
def test_no_value_in_a_form_breaks_the_house(article, reader, signed_in, page, value):
    note = make_annotation(article, QUOTE, reader if page == "wording" else None)
    where = {
        "article-annotations": [article.slug],
        "replies": [note.key],
        "wording": [note.key],
        "reports": [note.key],
    }
    client = Client() if page.startswith("account_") else signed_in
    for name in FIELDS[page]:
        usual = passage(article) | {"body": "Why?", "reason": "other", "begun_at": ""}
        answer = client.post(reverse(page, args=where.get(page, [])), usual | {name: value})
        assert answer.status_code < 500, name


def test_a_form_of_megabytes_is_refused_with_a_page(signed_in, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
    answer = signed_in.post(reverse("preview"), {"body": "x" * 1_000_001})
    assert answer.status_code == 400
    assert "too large or broken" in answer.content.decode()


# What was typed is given back -----------------------------------------------------------------------------------


def test_a_form_from_before_a_sign_in_gives_its_words_back(article, reader):
    client = signed(reader, enforce_csrf_checks=True)
    answer = client.post(
        reverse("article-annotations", args=[article.slug]), passage(article) | {"body": TYPED}
    )
    assert answer.status_code == 403
    assert TYPED in answer.content.decode()


def test_a_password_is_never_given_back(reader):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("account_login"), {"login": "reader", "password": PASSWORD})
    assert answer.status_code == 403
    assert PASSWORD not in answer.content.decode()


def test_a_reply_to_what_was_withdrawn_meanwhile_gives_its_words_back(article, signed_in):
    author = make_user()
    note = make_annotation(article, QUOTE, author)
    actions.withdraw(actor=author, annotation=note)
    answer = signed_in.post(reverse("replies", args=[note.key]), {"body": TYPED})
    assert answer.status_code == 404
    assert TYPED in answer.content.decode()


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "</textarea><b>"])
def test_what_is_given_back_is_words_and_no_markup(signed_in, words):
    answer = signed_in.post("/annotations/none2345abcd/replies/", {"body": words})
    assert words not in answer.content.decode()


@pytest.mark.parametrize(
    ("page", "typed", "role"),
    [
        ("wording", {"body": TYPED, "visibility": "public", "begun_at": ""}, None),
        ("hiding", {"reason": TYPED}, Role.MODERATOR),
    ],
)
def test_an_edit_or_decision_survives_a_sign_out(article, page, typed, role):
    person = make_user("somebody", *([role] if role else []))
    note = make_annotation(article, QUOTE, None if role else person)
    client = Client()
    asked = client.post(reverse(page, args=[note.key]), typed)
    assert asked.url.startswith(reverse("account_login"))
    back = client.post(asked.url, {"login": "somebody", "password": PASSWORD})
    form = client.get(back.url).context["form"]
    assert {name: form[name].value() for name in typed} == typed


def test_settings_survive_a_sign_out(reader):
    client = Client()
    asked = client.post(reverse("settings"), {"display_name": "梅", "bio": TYPED})
    back = client.post(asked.url, {"login": "reader", "password": PASSWORD})
    assert client.get(back.url).context["form"]["bio"].value() == TYPED


def test_words_on_a_passage_that_is_gone_wait_for_another_passage(article, signed_in):
    seen = passage(article)
    article = revise(article, TEXT.replace(f"says that {QUOTE}", "keeps silent"))
    claim = {"kind": "counterargument", "claim": "It is false.", "body": TYPED, "source": "A report"}
    refused = signed_in.post(reverse("article-annotations", args=[article.slug]), seen | claim)
    assert refused.status_code == 409
    assert TYPED in refused.content.decode()
    form = signed_in.get(picker(article, "An employer must sign"))
    assert "could not save" in form.content.decode()
    values = {name: form.context["form"][name].value() for name in claim}
    assert values == claim
    sent = form_of(form) | claim | {"visibility": "public"}
    signed_in.post(reverse("article-annotations", args=[article.slug]), sent)
    note = Annotation.objects.get()
    assert (note.exact, note.body) == ("An employer must sign", TYPED)
    assert TYPED not in signed_in.get(picker(article, "An employer must sign")).content.decode()


@pytest.mark.parametrize("lie", [{"start": "-1"}, {"end": "many"}, {"revision": ""}, {"exact": "\x00"}])
def test_nonsense_for_a_place_is_said_on_the_page_too(article, signed_in, lie):
    where = reverse("article-annotations", args=[article.slug])
    page = signed_in.post(where, passage(article) | {"body": TYPED} | lie)
    assert page.status_code == 422
    assert "The place of the passage is missing or is no number." in page.content.decode()
    assert TYPED in page.content.decode()


# Sent twice ------------------------------------------------------------------------------------------------------


def test_a_form_without_a_script_sent_twice_is_one_note(article, signed_in):
    sent = form_of(signed_in.get(picker(article))) | {"kind": "note", "visibility": "public", "body": "Once."}
    where = reverse("article-annotations", args=[article.slug])
    assert signed_in.post(where, sent).url == signed_in.post(where, sent).url
    assert Annotation.objects.count() == 1


@pytest.mark.parametrize("page", ["replies", "annotation"])
def test_a_reply_sent_twice_is_one_reply(article, signed_in, page):
    note = make_annotation(article, QUOTE)
    sent = form_of(signed_in.get(reverse(page, args=[note.key]))) | {"body": "Once."}
    where = reverse("replies", args=[note.key])
    assert signed_in.post(where, sent).url == signed_in.post(where, sent).url
    assert Annotation.objects.filter(kind="reply").count() == 1


def test_whoever_goes_back_and_writes_something_else_loses_nothing(article, signed_in):
    note = make_annotation(article, QUOTE)
    sent = form_of(signed_in.get(reverse("replies", args=[note.key])))
    for words in ("First.", "Second."):
        signed_in.post(reverse("replies", args=[note.key]), sent | {"body": words})
    assert set(Annotation.objects.filter(kind="reply").values_list("body", flat=True)) == {
        "First.",
        "Second.",
    }
    first = form_of(signed_in.get(picker(article))) | {"kind": "note", "visibility": "public"}
    for words in ("Third.", "Fourth."):
        signed_in.post(reverse("article-annotations", args=[article.slug]), first | {"body": words})
    assert Annotation.objects.filter(kind="note", author__username="reader").count() == 2
