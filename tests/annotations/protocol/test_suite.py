"""The 45 subtests of the W3C's own suite (web-platform-tests, annotation-protocol/server), stricter.

There a missing header passes four checks, the type link passes for the link of the constraints, and five checks on
pages and deletion can never fail, because nobody waits for them. Here every check can fail. Numbers follow the suite.
"""

from __future__ import annotations

import re
import uuid

import pytest

from tests.annotations.protocol.client import HOST, ProtocolClient, as_w3c
from tests.build import make_annotation, make_article, make_reply, make_user

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"
SITE = "/annotations/"
MINIMAL = 'return=representation;include="http://www.w3.org/ns/ldp#PreferMinimalContainer"'
CONSTRAINED_BY = '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"'


@pytest.fixture
def article():
    made = make_article()
    author = make_user("author")
    for number in range(44):
        note = make_annotation(made, QUOTE, author, body=f"Note {number}.")
    make_reply(note)
    return made


@pytest.fixture(params=["the site", "an article"])
def container(request, article):
    return SITE if request.param == "the site" else f"{article.get_absolute_url()}annotations/"


@pytest.fixture
def anyone():
    return ProtocolClient()


@pytest.fixture
def reader():
    return ProtocolClient(make_user("reader"))


def allow(answer) -> set[str]:
    return set(answer["Allow"].split(", "))


def links(answer) -> list[str]:
    return re.split(r",\s*(?=<)", answer["Link"])


def test_1_the_container_ends_in_a_slash(container):
    assert container.endswith("/")


def test_2_to_4_the_container_allows_get_head_options_and_post(container, anyone):
    for method in ("GET", "HEAD", "OPTIONS"):
        assert {"GET", "HEAD", "OPTIONS", "POST"} <= allow(anyone.send(method, container))


def test_5_and_6_the_container_is_json_ld_also_by_default(container, anyone):
    for headers in ({}, {"accept": "application/ld+json"}, {"accept": "*/*"}):
        answer = anyone.get(container, **headers)
        assert answer["Content-Type"].startswith("application/ld+json")
        assert 'profile="http://www.w3.org/ns/anno.jsonld"' in answer["Content-Type"]


def test_7_and_8_the_container_is_a_basic_container_and_an_annotation_collection(container, anyone):
    assert {"BasicContainer", "AnnotationCollection"} <= set(anyone.get(container).json()["type"])


def test_9_to_13_the_container_has_its_links_a_validator_and_varies_by_accept(container, anyone):
    answer = anyone.get(container)
    assert '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"' in links(answer)
    assert CONSTRAINED_BY in links(answer)
    assert re.fullmatch(r'"[^"]+"', answer["ETag"])
    assert "Accept" in answer["Vary"].split(", ")


def test_14_the_constraints_are_linked_by_their_own_relation(container, anyone):
    for method in ("GET", "HEAD", "OPTIONS"):
        assert CONSTRAINED_BY in links(anyone.send(method, container))


def test_15_and_16_head_and_options_answer_200(container, anyone):
    read = anyone.get(container)
    head = anyone.send("HEAD", container)
    assert head.status_code == 200
    assert not head.content
    assert (head["ETag"], head["Content-Location"]) == (read["ETag"], read["Content-Location"])
    assert anyone.send("OPTIONS", container).status_code == 200


def test_17_and_18_the_content_location_is_there_and_is_the_id(container, anyone):
    answer = anyone.get(container)
    assert answer["Content-Location"] == answer.json()["id"]
    assert answer.json()["id"].startswith(HOST + container)


def test_19_to_21_pages_name_their_container_and_their_neighbours(container, anyone):
    data = anyone.get(container).json()
    first, last = (anyone.get(data[name]).json() for name in ("first", "last"))
    assert first["type"] == last["type"] == "AnnotationPage"
    assert first["partOf"]["id"] == last["partOf"]["id"] == data["id"]
    assert "prev" not in first
    assert "next" not in last
    second = anyone.get(first["next"]).json()
    assert second["prev"] == first["id"]
    assert anyone.get(last["prev"]).json()["next"] == last["id"]


def test_22_to_28_an_annotation_has_its_methods_type_links_and_validator(container, anyone):
    answer = anyone.get(anyone.get(anyone.get(container).json()["first"]).json()["items"][0]["id"])
    assert {"GET", "HEAD", "OPTIONS"} <= allow(answer)
    assert answer["Content-Type"].startswith("application/ld+json")
    assert '<http://www.w3.org/ns/ldp#Resource>; rel="type"' in links(answer)
    assert re.fullmatch(r'"[^"]+"', answer["ETag"])
    assert "Accept" in answer["Vary"].split(", ")


def test_29_and_30_an_annotation_answers_head_and_options_with_200(container, anyone):
    url = anyone.get(anyone.get(container).json()["first"]).json()["items"][0]["id"]
    assert anyone.send("HEAD", url).status_code == 200
    assert anyone.send("HEAD", url)["ETag"] == anyone.get(url)["ETag"]
    assert anyone.send("OPTIONS", url).status_code == 200


def test_31_to_37_an_annotation_is_made_changed_and_deleted(container, article, reader):
    sent = as_w3c(article, QUOTE, canonical=f"urn:uuid:{uuid.uuid4()}")
    made = reader.send("POST", container, sent)
    assert made.status_code == 201
    new = made.json()
    assert new["id"].startswith(HOST + SITE)
    assert "/" not in new["id"].removeprefix(HOST + SITE)
    assert new["canonical"] == sent["canonical"]
    assert made["Location"] == new["id"]
    new["body"]["value"] = "I doubt this page."
    changed = reader.send("PUT", new["id"], new)
    assert changed.status_code == 200
    assert changed.json()["body"]["value"] == "I doubt this page."
    assert changed.json()["target"] == new["target"]
    assert reader.get(new["id"]).json() == changed.json()
    total = reader.get(container).json()["total"]
    assert reader.send("DELETE", new["id"]).status_code == 204
    assert reader.get(new["id"]).status_code == 410
    assert reader.get(container).json()["total"] == total - 1


def test_38_behind_tls_every_address_is_https(container, anyone, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    data = anyone.get(container, x_forwarded_proto="https").json()
    assert data["id"].startswith("https://")
    assert data["first"].startswith("https://")


def test_39_pages_of_a_minimal_container_hold_whole_annotations_with_their_context(container, anyone):
    first = anyone.get(anyone.get(container, prefer=MINIMAL).json()["first"]).json()
    assert first["items"]
    for item in first["items"]:
        assert item["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert {"id", "type", "body", "target"} <= set(item)


def test_40_to_45_a_minimal_container_counts_and_links_but_holds_nothing(container, anyone):
    answer = anyone.get(container, prefer=MINIMAL)
    data = answer.json()
    assert data["total"] == 45
    assert isinstance(data["first"], str)
    assert isinstance(data["last"], str)
    assert not {"items", "ldp:contains", "contains"} & set(data)
    assert "Prefer" in answer["Vary"].split(", ")
    assert "Prefer" not in answer
