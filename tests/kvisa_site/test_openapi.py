"""The description of the interface for programs says what the addresses do."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import get_resolver, resolve
from django.utils.html import escape

from kvisa_site.openapi import OPERATIONS, describe, routes
from tests.annotations.protocol.client import ProtocolClient, as_w3c
from tests.build import make_annotation, make_article, make_user

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"
METHODS = {"get", "post", "put", "delete"}


@pytest.fixture
def description():
    return Client().get("/api/openapi.json").json()


def references(value) -> set[str]:
    if isinstance(value, dict):
        found = {value["$ref"]} if "$ref" in value else set()
        return found.union(*(references(inner) for inner in value.values()))
    return set().union(*(references(inner) for inner in value)) if isinstance(value, list) else set()


def test_it_is_openapi_3_1_and_whole(description):
    assert description["openapi"] == "3.1.0"
    assert {"title", "version"} <= set(description["info"])
    ids = []
    for path, methods in description["paths"].items():
        assert path.startswith("/")
        assert set(methods) <= METHODS
        for operation in methods.values():
            ids.append(operation["operationId"])
            assert operation["summary"]
            assert operation["responses"]
            named = [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"]
            assert named == re.findall(r"\{(\w+)\}", path)
            assert all(parameter["description"] for parameter in operation["parameters"])
            assert all(answer["description"] for answer in operation["responses"].values())
    assert len(set(ids)) == len(ids) == len(OPERATIONS)
    for reference in references(description):
        assert reference.removeprefix("#/components/schemas/") in description["components"]["schemas"]


def test_every_path_stands_in_the_url_table_under_its_name(description):
    templates = dict(routes(get_resolver().url_patterns))
    assert set(description["paths"]) == {templates[operation.name] for operation in OPERATIONS}
    for operation in OPERATIONS:
        assert resolve(re.sub(r"\{\w+\}", "x", templates[operation.name])).url_name == operation.name


def test_every_address_for_programs_is_described():
    for_programs = {
        name for name, _path in routes(get_resolver().url_patterns)
        if name.endswith(("feed", "export")) or name in ("annotations", "annotation-iri", "article-annotations")
    }  # fmt: skip
    assert {operation.name for operation in OPERATIONS} == for_programs


def test_the_methods_are_those_that_the_addresses_allow(description):
    article, writer = make_article(), ProtocolClient(make_user("writer"))
    note = make_annotation(article, QUOTE)
    for path in ("/annotations/", "/articles/{slug}/annotations/", "/annotations/{key}"):
        allowed = writer.send("OPTIONS", path.format(slug=article.slug, key=note.key))["Allow"]
        told = {method.upper() for method in description["paths"][path]}
        assert set(allowed.split(", ")) - {"HEAD", "OPTIONS"} == told


def test_an_answer_has_the_shape_that_is_described(description):
    article, writer = make_article(), ProtocolClient(make_user("writer"))
    made = writer.send("POST", "/annotations/", as_w3c(article, QUOTE)).json()
    schema = description["components"]["schemas"]["Annotation"]
    assert set(schema["required"]) <= set(made)
    assert made["motivation"] in schema["properties"]["motivation"]["enum"]
    assert made["dcterms:type"] in schema["properties"]["dcterms:type"]["enum"]
    refused = writer.send("POST", "/annotations/", {})
    assert set(description["components"]["schemas"]["Problem"]["required"]) <= set(refused.json())
    assert str(refused.status_code) in description["paths"]["/annotations/"]["post"]["responses"]


def test_people_read_the_same_on_a_page():
    html = Client().get("/api/").content.decode()
    for path, methods in describe("https://a.example/")["paths"].items():
        for method, operation in methods.items():
            assert f"{method.upper()} {path}" in html
            assert escape(operation["summary"]) in html
