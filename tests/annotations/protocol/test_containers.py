"""What the suite of the W3C leaves out: preferences, conditions, names, rights, refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations import actions
from annotations.models import Annotation
from annotations.protocol import incoming
from articles.actions import unpublish
from articles.models import Article
from policy import Role
from tests.annotations.protocol.client import HOST, ProtocolClient, as_w3c
from tests.build import TEXT, make_annotation, make_article, make_reply, make_user, revise

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"
SITE = "/annotations/"
PREFER = 'return=representation;include="{}"'
MINIMAL = "http://www.w3.org/ns/ldp#PreferMinimalContainer"
IRIS = "http://www.w3.org/ns/oa#PreferContainedIRIs"
DESCRIPTIONS = "http://www.w3.org/ns/oa#PreferContainedDescriptions"


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def author():
    return make_user("author")


@pytest.fixture
def note(article, author):
    return make_annotation(article, QUOTE, author, body="Why?")


@pytest.fixture
def anyone():
    return ProtocolClient()


@pytest.fixture
def writer(author):
    return ProtocolClient(author)


def iri(note) -> str:
    return f"{HOST}{SITE}{note.key}"


# Reading -----------------------------------------------------------------------------------------------------


def test_contained_iris_come_with_a_page_of_addresses(note, anyone):
    answer = anyone.get(SITE, prefer=PREFER.format(IRIS))
    data = answer.json()
    assert data["first"]["items"] == [iri(note)]
    assert data["first"]["startIndex"] == 0
    assert data["id"] == answer["Content-Location"] == f"{HOST}{SITE}?iris=1"
    assert anyone.get(data["id"]).json()["id"] == data["id"]


def test_contained_descriptions_come_with_a_page_of_annotations(note, anyone):
    data = anyone.get(SITE, prefer=PREFER.format(DESCRIPTIONS)).json()
    assert data["first"]["items"] == [anyone.get(iri(note)).json()]
    assert data["id"] == f"{HOST}{SITE}?iris=0"


def test_a_minimal_container_links_pages_of_the_kind_preferred(note, anyone):
    data = anyone.get(SITE, prefer=PREFER.format(f"{MINIMAL} {IRIS}")).json()
    assert anyone.get(data["first"]).json()["items"] == [iri(note)]
    data = anyone.get(SITE, prefer=PREFER.format(f"{IRIS} {DESCRIPTIONS}")).json()
    assert isinstance(data["first"], str), "contradictory preferences are as good as none"


def test_an_empty_container_has_no_pages(anyone):
    data = anyone.get(SITE).json()
    assert data["total"] == 0
    assert not {"first", "last", "modified"} & set(data)
    assert anyone.get(f"{SITE}?page=0").status_code == 404


@pytest.mark.parametrize("page", ["1", "-1", "x", "", "9" * 30, "１"])
def test_a_page_that_is_not_there_is_not_found(note, anyone, page):
    assert anyone.get(f"{SITE}?page={page}").status_code == 404


def test_people_are_led_to_pages_and_programs_get_data(note, anyone, article):
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = anyone.get(iri(note), accept=browser)
    assert (answer.status_code, answer["Location"]) == (303, note.get_absolute_url())
    assert "Accept" in answer["Vary"]
    assert anyone.get(SITE, accept=browser)["Location"] == "/discussion/"
    assert anyone.get(f"{article.get_absolute_url()}annotations/", accept=browser).status_code == 302
    for accept in ("application/json", "application/ld+json;q=0.9, text/html;q=0.5", "text/html;q=0.5, */*"):
        assert anyone.get(iri(note), accept=accept).status_code == 200
    for accept in ("text/turtle", "image/png", "application/ld+json;q=0"):
        assert anyone.get(iri(note), accept=accept).status_code == 406
        assert anyone.get(SITE, accept=accept).status_code == 406


def test_other_sites_may_read_it_and_learn_what_they_need(note, anyone):
    for url in (SITE, iri(note)):
        answer = anyone.send("OPTIONS", url, origin="https://example.org")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert {"ETag", "Link", "Location"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
        assert {"Prefer", "If-Match", "Authorization"} <= set(
            answer["Access-Control-Allow-Headers"].split(", ")
        )
    assert "profile" in anyone.get(SITE)["Accept-Post"]


def test_what_is_unchanged_is_not_sent_again(note, anyone):
    for url in (SITE, f"{SITE}?page=0", iri(note)):
        tag = anyone.get(url)["ETag"]
        answer = anyone.get(url, if_none_match=tag)
        assert answer.status_code == 304
        assert not answer.content
        assert answer["ETag"] == tag
    tag = anyone.get(SITE)["ETag"]
    make_reply(note)
    assert anyone.get(SITE, if_none_match=tag).status_code == 200


def test_an_article_says_where_it_is_annotated(article):
    answer = Client().get(article.get_absolute_url())
    container = f"{article.get_absolute_url()}annotations/"
    assert f'<{container}>; rel="http://www.w3.org/ns/oa#annotationService"' in answer["Link"]
    assert 'rel="http://www.w3.org/ns/oa#annotationService"' in answer.content.decode()


def test_a_container_holds_what_everybody_may_read_whoever_asks(article, author, writer):
    public = make_annotation(article, QUOTE, author)
    private = make_annotation(article, QUOTE, author, visibility="private")
    hidden = make_annotation(article, QUOTE, author)
    actions.hide(actor=make_user("m", Role.MODERATOR), annotation=hidden, reason="Rude.")
    withdrawn = make_annotation(article, QUOTE, author)
    answer = make_reply(withdrawn)
    actions.withdraw(actor=author, annotation=withdrawn)
    draft = make_article(published=True)
    kept = make_annotation(draft, QUOTE, author)
    unpublish(actor=None, articles=Article.objects.filter(pk=draft.pk))
    moderator = ProtocolClient(make_user("both", Role.MODERATOR, Role.EDITOR))
    for client in (ProtocolClient(), writer, moderator):
        items = client.get(SITE, prefer=PREFER.format(IRIS)).json()["first"]["items"]
        assert items == [iri(public), iri(answer)]
        for note in (private, hidden, kept):
            assert client.get(iri(note)).status_code == 404
        assert client.get(iri(withdrawn)).status_code == 410
        assert client.get(
            f"{draft.get_absolute_url()}annotations/", accept="application/ld+json"
        ).status_code in (200, 404)
    assert ProtocolClient().get(f"{draft.get_absolute_url()}annotations/").status_code == 404


def test_reading_costs_the_same_number_of_queries_for_1_and_20_notes(article, author, anyone):
    urls = [SITE, f"{SITE}?page=0", f"{article.get_absolute_url()}annotations/?page=0"]
    tagged = make_annotation(article, QUOTE, author, tags=["one", "two"])
    make_reply(tagged)
    before = [queries(anyone, url) for url in urls]
    for number in range(18):
        make_annotation(article, QUOTE, author, tags=[f"tag {number}"])
    assert [queries(anyone, url) for url in urls] == before
    assert max(before) <= 6


def queries(client, url) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


# Writing -----------------------------------------------------------------------------------------------------


def test_a_name_from_elsewhere_becomes_via_and_never_the_address(article, writer):
    sent = as_w3c(article, QUOTE, id="https://elsewhere.example/a/1", via="https://first.example/1")
    made = writer.send("POST", SITE, sent).json()
    assert made["via"] == ["https://first.example/1", "https://elsewhere.example/a/1"]
    assert made["id"].startswith(HOST)
    assert made["creator"]["nickname"] == "author"


@pytest.mark.parametrize("field", ["canonical", "via"])
def test_names_that_are_set_cannot_be_changed(article, writer, field):
    made = writer.send("POST", SITE, as_w3c(article, QUOTE, **{field: "urn:example:1"})).json()
    for change in ({field: "urn:example:2"}, {field: None}):
        answer = writer.send("PUT", made["id"], made | change)
        assert answer.status_code == 422
        assert answer.json()["field"] == field


def test_a_slug_is_honoured_when_it_is_free_and_never_twice(article, writer):
    first = writer.send("POST", SITE, as_w3c(article, QUOTE), slug='"My_first-note"').json()
    assert first["id"] == f"{HOST}{SITE}my-first-note"
    second = writer.send("POST", SITE, as_w3c(article, QUOTE), slug="my-first-note").json()
    assert second["id"] != first["id"]
    writer.send("DELETE", first["id"])
    third = writer.send("POST", SITE, as_w3c(article, QUOTE), slug="my-first-note").json()
    assert third["id"] not in (first["id"], second["id"])
    assert writer.get(first["id"]).status_code == 410


@pytest.mark.parametrize("slug", ["preview", "x", "../up", "a" * 90, "签证", "a/b", "-a-", ""])
def test_a_slug_that_cannot_be_an_address_is_passed_over(article, writer, slug):
    answer = writer.send("POST", SITE, as_w3c(article, QUOTE), slug=slug.encode().decode("latin-1"))
    assert answer.status_code == 201
    assert answer["Location"].removeprefix(HOST + SITE) not in (slug, "")


def test_an_outdated_change_is_refused_and_a_current_one_taken(note, writer):
    read = writer.get(iri(note))
    data = read.json()
    data["body"]["value"] = "First."
    assert writer.send("PUT", iri(note), data, if_match=read["ETag"]).status_code == 200
    data["body"]["value"] = "Second."
    assert writer.send("PUT", iri(note), data, if_match=read["ETag"]).status_code == 412
    assert writer.send("DELETE", iri(note), if_match=read["ETag"]).status_code == 412
    note.refresh_from_db()
    assert note.body == "First."
    assert note.wordings.get().body == "Why?"
    assert writer.send("DELETE", iri(note), if_match=writer.get(iri(note))["ETag"]).status_code == 204


def test_a_change_keeps_passage_kind_and_address(note, writer):
    data = writer.get(iri(note)).json()
    lies = [
        ({"motivation": "questioning", "dcterms:type": "question"}, "motivation"),
        ({"id": "https://elsewhere.example/1"}, "id"),
        ({"target": "https://elsewhere.example/1"}, "target"),
    ]
    for lie, field in lies:
        answer = writer.send("PUT", iri(note), data | lie)
        assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_a_passage_is_believed_only_where_it_stands(article, writer):
    sent = as_w3c(article, QUOTE)
    sent["target"]["selector"][0] = {"type": "TextPositionSelector", "start": 0, "end": 9}
    made = writer.send("POST", SITE, sent).json()
    start = article.current.text.index(QUOTE)
    assert made["target"]["selector"][0] == {
        "type": "TextPositionSelector",
        "start": start,
        "end": start + len(QUOTE),
    }
    sent["target"]["selector"] = [{"type": "TextQuoteSelector", "exact": "words that stand nowhere"}]
    answer = writer.send("POST", SITE, sent)
    assert answer.status_code == 409
    assert answer.json()["current_revision"] == f"{HOST}{article.get_absolute_url()}revisions/1/"


def test_a_quote_alone_must_stand_in_the_text_once(article, writer):
    sent = as_w3c(article, QUOTE)
    sent["target"]["selector"] = {"type": "TextQuoteSelector", "exact": "𠮷K签证🤣"}
    selector = writer.send("POST", SITE, sent).json()["target"]["selector"][0]
    assert selector["end"] - selector["start"] == len("𠮷K签证🤣")
    sent["target"]["selector"] = {"type": "TextQuoteSelector", "exact": "paragraph"}
    answer = writer.send("POST", SITE, sent)
    assert (answer.status_code, answer.json()["code"]) == (409, "ambiguous")


def test_a_note_on_an_old_revision_is_carried_into_the_present_one(article, writer):
    old = as_w3c(article, QUOTE)
    article = revise(article, TEXT.replace("The first", "The very first"))
    old["target"]["state"] = {
        "type": "TimeState",
        "cached": f"{HOST}{article.get_absolute_url()}revisions/1/",
    }
    made = writer.send("POST", SITE, old).json()
    assert made["target"]["state"]["cached"].endswith("/revisions/1/")
    (place,) = made["urn:reading-room:placements"]
    assert place["cached"].endswith("/revisions/2/")
    assert (place["status"], place["start"]) == ("shifted", made["target"]["selector"][0]["start"] + 5)
    old["target"]["source"] = f"{HOST}{article.get_absolute_url()}revisions/1/"
    del old["target"]["state"]
    assert writer.send("POST", SITE, old).status_code == 201


def test_a_counterargument_and_a_reply_come_in_the_models_words(article, writer, author):
    bodies = [
        {"type": "TextualBody", "purpose": "describing", "value": "Nobody needs one."},
        {"type": "TextualBody", "purpose": "assessing", "value": "The decree says *may*."},
        {"type": "SpecificResource", "purpose": "linking", "source": "https://www.gov.cn/"},
        {"type": "TextualBody", "purpose": "tagging", "value": "Visas"},
    ]
    made = writer.send("POST", SITE, as_w3c(article, QUOTE, motivation="assessing", body=bodies)).json()
    row = Annotation.objects.get(kind="counterargument")
    assert (row.claim, row.body, row.source) == (
        "Nobody needs one.",
        "The decree says *may*.",
        "https://www.gov.cn/",
    )
    assert [tag.name for tag in row.tags.all()] == ["Visas"]
    reply = {"type": "Annotation", "motivation": "replying", "bodyValue": "I doubt it.", "target": made["id"]}
    answer = writer.send("POST", f"{article.get_absolute_url()}annotations/", reply)
    assert answer.status_code == 201
    assert answer.json()["target"] == made["id"]
    assert Annotation.objects.get(kind="reply").parent == row
    assert [body["purpose"] for body in made["body"]] == ["describing", "assessing", "linking", "tagging"]


def test_what_cannot_be_taken_is_named_by_its_field(article, writer):
    good = as_w3c(article, QUOTE)
    selector = good["target"]["selector"]
    lies: list[tuple[dict[str, Any], str]] = [
        ({"type": "Note"}, "type"),
        ({"@context": "https://example.org/other"}, "@context"),
        ({"bodyValue": "x"}, "bodyValue"),
        ({"body": {"type": "Image"}}, "body"),
        ({"body": {"type": "TextualBody", "value": 7}}, "body.value"),
        ({"body": {"type": "TextualBody", "value": "<b>x</b>", "format": "text/html"}}, "body.format"),
        ({"target": []}, "target"),
        ({"target": ["https://a.example/", "https://b.example/"]}, "target"),
        ({"target": "https://elsewhere.example/page"}, "target.source"),
        ({"target": good["target"] | {"selector": selector[:1]}}, "target.selector"),
        (
            {"target": good["target"] | {"selector": [selector[0] | {"end": 10**30}]}},
            "target.selector[0].end",
        ),
        (
            {"target": good["target"] | {"selector": [selector[0] | {"start": True}]}},
            "target.selector[0].start",
        ),
        (
            {
                "target": good["target"]
                | {"state": {"cached": f"{HOST}{article.get_absolute_url()}revisions/9/"}}
            },
            "target.state.cached",
        ),
        ({"motivation": "replying", "target": f"{HOST}{SITE}none2345abcd"}, "target"),
        ({"audience": "urn:reading-room:only-its-author"}, "audience"),
        ({"created": "yesterday"}, "created"),
        ({"canonical": "no iri"}, "canonical"),
    ]
    for change, field in lies:
        answer = writer.send("POST", SITE, good | change)
        assert (answer.status_code, answer.json().get("field")) == (422, field), answer.content
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b" ", 422), (b"{", 422), (b"\xff", 422), (b"null", 422), (b"[]", 422), (b'"x"', 422), (b"NaN", 422),
        (b"[" * 60_000, 422), (b"1" * 60_000, 422), (b" " * 70_000, 413),
    ],
)  # fmt: skip
def test_no_body_breaks_the_container(writer, body, status):
    assert writer.send("POST", SITE, body).status_code == status


def test_words_that_break_a_rule_are_refused_by_the_forms_own_rules(article, writer):
    answer = writer.send(
        "POST", SITE, as_w3c(article, QUOTE, body={"type": "TextualBody", "value": "x" * 10_001})
    )
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["body"]
    answer = writer.send("POST", SITE, as_w3c(article, QUOTE), content_type="text/turtle")
    assert answer.status_code == 415


def test_an_article_takes_only_its_own_notes(article, writer):
    other = make_article()
    answer = writer.send("POST", f"{other.get_absolute_url()}annotations/", as_w3c(article, QUOTE))
    assert (answer.status_code, answer.json()["field"]) == (422, "target.source")


def test_haste_is_slowed(article, writer, monkeypatch):
    monkeypatch.setattr(incoming, "MOST_A_MINUTE", 1)
    assert writer.send("POST", SITE, as_w3c(article, QUOTE)).status_code == 201
    answer = writer.send("POST", SITE, as_w3c(article, QUOTE))
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


# Rights ------------------------------------------------------------------------------------------------------


def test_nobody_writes_and_nobody_changes_the_words_of_others(article, note, anyone):
    stranger = ProtocolClient(make_user("stranger", Role.MODERATOR))
    data = anyone.get(iri(note)).json()
    for client, status in ((anyone, 401), (stranger, 403)):
        assert client.send("PUT", iri(note), data).status_code == status
        assert client.send("DELETE", iri(note)).status_code == status
    answer = anyone.send("POST", SITE, as_w3c(article, QUOTE))
    assert (answer.status_code, answer["WWW-Authenticate"].split(" ")[0]) == (401, "Bearer")
    assert Annotation.objects.get().body == "Why?"


def test_a_browser_proves_its_form_and_a_program_shows_its_token(article, author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    body = json.dumps(as_w3c(article, QUOTE))
    options = {"content_type": "application/ld+json"}
    assert client.post(SITE, body, **options).status_code == 403
    client.get("/me/tokens/")
    token = client.cookies["csrftoken"].value
    assert client.post(SITE, body, headers={"x-csrftoken": token}, **options).status_code == 201
    form = client.post(f"{article.get_absolute_url()}annotations/", {"kind": "note"})
    assert form.status_code == 403, "the form of a page is checked as ever"


def test_drafts_and_private_notes_cannot_be_reached_by_writing(article, writer, author):
    draft = make_article(published=False)
    answer = writer.send("POST", SITE, as_w3c(draft, QUOTE))
    assert (answer.status_code, answer.json()["field"]) == (422, "target.source")
    private = make_annotation(article, QUOTE, make_user(), visibility="private")
    reply = {"type": "Annotation", "motivation": "replying", "bodyValue": "x", "target": iri(private)}
    assert (
        writer.send("POST", SITE, reply).json()
        == writer.send("POST", SITE, reply | {"target": f"{HOST}{SITE}none2345abcd"}).json()
    )
    for method in ("PUT", "DELETE", "GET"):
        seen = writer.send(method, iri(private))
        missing = writer.send(method, f"{HOST}{SITE}none2345abcd")
        assert (seen.status_code, seen.content) == (missing.status_code, missing.content)
