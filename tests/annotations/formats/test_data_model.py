"""The rules of the W3C Web Annotation Data Model, each a sentence, over every kind of annotation that leaves this site.

Sections are those of https://www.w3.org/TR/annotation-model/. A rule that begins with MUST holds for each annotation; of
those with SHOULD each annotation keeps all but three, as the best of the implementations reported to the W3C do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from annotations import actions
from annotations.anchoring.graphemes import edge_after, edge_before
from annotations.exchange.imports import bring_in
from annotations.exchange.outgoing import Site, as_record, with_context
from annotations.formats.webannotation import CONTEXT, MOTIVATIONS, dump, load
from annotations.models import Annotation, Kind
from tests.annotations.protocol.client import ProtocolClient
from tests.build import TEXT, make_annotation, make_article, make_reply, make_user, revise

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"
ONTOLOGY = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking",
    "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MEDIA_TYPE = re.compile(r"(application|audio|image|multipart|text|video)/[\w.+-]+(;.*)?")
Json = dict[str, Any]
Rule = tuple[str, str, Callable[[Json], bool]]


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def is_iri(value: Any) -> bool:
    return isinstance(value, str) and bool(urlsplit(value).scheme) and not re.search(r"\s", value)


def is_date(value: Any) -> bool:
    return isinstance(value, str) and bool(DATE.fullmatch(value)) and bool(datetime.fromisoformat(value))


def bodies(note: Json) -> list[Any]:
    return many(note.get("body"))


def targets(note: Json) -> list[Any]:
    return many(note.get("target"))


def objects(note: Json) -> list[Json]:
    """Bodies and targets that are described, not only named."""
    return [found for found in bodies(note) + targets(note) if isinstance(found, dict)]


def textual(note: Json) -> list[Json]:
    return [found for found in objects(note) if "value" in found]


def specific(note: Json) -> list[Json]:
    return [found for found in objects(note) if "source" in found]


def selectors(note: Json, kind: str = "") -> list[Json]:
    found = [selector for resource in specific(note) for selector in many(resource.get("selector"))]
    return [selector for selector in found if not kind or selector.get("type") == kind]


def states(note: Json) -> list[Json]:
    return [state for resource in specific(note) for state in many(resource.get("state"))]


def agents(note: Json) -> list[Any]:
    places = [note, *objects(note)]
    return [agent for place in places for name in ("creator", "generator") for agent in many(place.get(name))]


def every(found: list[Any], rule: Callable[[Any], bool]) -> bool:
    return all(rule(value) for value in found)


def whole_number(value: Any) -> bool:
    return type(value) is int and value >= 0


MUST: list[Rule] = [
    ("3.1", "has @context, and anno.jsonld is a value of it", lambda n: CONTEXT in many(n.get("@context"))),
    ("3.1", "has exactly one id, an IRI", lambda n: is_iri(n.get("id"))),
    ("3.1", "has a type, and Annotation is one", lambda n: "Annotation" in many(n.get("type"))),
    ("3.1", "has one or more targets", lambda n: len(targets(n)) >= 1),
    ("3.2", "every target is an IRI or a resource with an id or source", lambda n: every(targets(n), lambda t: is_iri(t) or (isinstance(t, dict) and ("id" in t) != ("source" in t)))),
    ("3.2", "every body is an IRI or one kind of resource", lambda n: every(bodies(n), lambda b: is_iri(b) or sum(name in b for name in ("id", "value", "source")) == 1)),
    ("3.2.5", "has not both body and bodyValue", lambda n: not {"body", "bodyValue"} <= set(n)),
    ("3.2.1", "formats are media types", lambda n: every([f for o in objects(n) for f in many(o.get("format"))], lambda f: bool(MEDIA_TYPE.fullmatch(f)))),
    ("3.2.1", "languages are tags of BCP 47", lambda n: every([v for o in objects(n) for v in many(o.get("language"))], lambda v: bool(LANGUAGE.fullmatch(v)))),
    ("3.2.1", "textDirection is ltr, rtl or auto", lambda n: every([o["textDirection"] for o in objects(n) if "textDirection" in o], lambda v: v in ("ltr", "rtl", "auto"))),
    ("3.2.4", "a textual body has exactly one value, a text", lambda n: every(textual(n), lambda b: isinstance(b["value"], str))),
    ("3.2.4", "a target is no textual body", lambda n: every(targets(n), lambda t: not isinstance(t, dict) or "value" not in t)),
    ("3.3.1", "created is at most one date in UTC", lambda n: every([o["created"] for o in [n, *objects(n)] if "created" in o], is_date)),
    ("3.3.1", "generated is at most one date in UTC", lambda n: every([o["generated"] for o in [n, *objects(n)] if "generated" in o], is_date)),
    ("3.3.1", "modified is at most one date in UTC", lambda n: every([o["modified"] for o in [n, *objects(n)] if "modified" in o], is_date)),
    ("3.3.1", "it was not modified before it was created", lambda n: n.get("modified", "") >= n.get("created", "")),
    ("3.3.2", "agents are IRIs or objects", lambda n: every(agents(n), lambda a: is_iri(a) or isinstance(a, dict))),
    ("3.3.2", "ids of agents are IRIs", lambda n: every([a["id"] for a in agents(n) if isinstance(a, dict) and "id" in a], is_iri)),
    ("3.3.2", "names of agents are texts", lambda n: every([v for a in agents(n) if isinstance(a, dict) for v in many(a.get("name"))], lambda v: isinstance(v, str) and bool(v))),
    ("3.3.3", "an audience has an IRI and a class of schema.org", lambda n: every(many(n.get("audience")), lambda a: is_iri(a["id"]) and a["type"].startswith("schema:"))),
    ("3.3.5", "motivations are of the model", lambda n: set(many(n.get("motivation"))) <= ONTOLOGY),
    ("3.3.5", "purposes are of the model", lambda n: {p for o in objects(n) for p in many(o.get("purpose"))} <= ONTOLOGY),
    ("3.3.5", "a resource with an id has no purpose", lambda n: every(objects(n), lambda o: not ("id" in o and "purpose" in o))),
    ("3.3.6", "rights are IRIs", lambda n: every(many(n.get("rights")), is_iri)),
    ("3.3.7", "canonical is at most one IRI", lambda n: "canonical" not in n or is_iri(n["canonical"])),
    ("3.3.7", "via are IRIs", lambda n: every(many(n.get("via")), is_iri)),
    ("4", "a specific resource has exactly one source, an IRI", lambda n: every(specific(n), lambda r: is_iri(r["source"]))),
    ("4", "a specific resource has a purpose, selector or state", lambda n: every(specific(n), lambda r: not {"purpose", "selector", "state"}.isdisjoint(r))),
    ("4.2", "selectors have exactly one known type", lambda n: every(selectors(n), lambda s: s.get("type") in ("TextPositionSelector", "TextQuoteSelector"))),
    ("4.2.4", "a quote has exactly one exact, a text", lambda n: every(selectors(n, "TextQuoteSelector"), lambda s: isinstance(s["exact"], str) and bool(s["exact"]))),
    ("4.2.4", "a quote has at most one prefix and suffix", lambda n: every(selectors(n, "TextQuoteSelector"), lambda s: all(isinstance(s.get(name, ""), str) for name in ("prefix", "suffix")))),
    ("4.2.5", "a position has exactly one start and end, whole and not negative", lambda n: every(selectors(n, "TextPositionSelector"), lambda s: whole_number(s["start"]) and whole_number(s["end"]))),
    ("4.2.5", "the start is before the end", lambda n: every(selectors(n, "TextPositionSelector"), lambda s: s["start"] < s["end"])),
    ("4.3", "states have exactly one known type", lambda n: every(states(n), lambda s: s.get("type") == "TimeState")),
    ("4.3.1", "a time state has sourceDate or its start and end, as dates", lambda n: every(states(n), lambda s: is_date(s["sourceDate"]) and "sourceDateStart" not in s)),
    ("4.3.1", "cached copies are IRIs", lambda n: every([c for s in states(n) for c in many(s.get("cached"))], is_iri)),
]  # fmt: skip


def one_agent(place: Json, name: str) -> Json:
    found = many(place.get(name))
    return found[0] if len(found) == 1 and isinstance(found[0], dict) else {}


SHOULD: list[Rule] = [
    ("3.1", "has one or more bodies", lambda n: bool(bodies(n)) or "bodyValue" in n),
    ("3.2.1", "a body has one format", lambda n: any(isinstance(b.get("format"), str) for b in bodies(n) if isinstance(b, dict))),
    ("3.2.1", "a body has one language", lambda n: any(isinstance(b.get("language"), str) for b in bodies(n) if isinstance(b, dict))),
    ("3.2.1", "a target has one format", lambda n: any(isinstance(t, dict) and isinstance(t.get("format"), str) for t in targets(n))),
    ("3.2.1", "a target has one language", lambda n: any(isinstance(t, dict) and isinstance(t.get("language"), str) for t in targets(n))),
    ("3.2.4", "textual bodies are TextualBody", lambda n: every(textual(n), lambda b: b.get("type") == "TextualBody")),
    ("3.3.1", "has exactly one creator", lambda n: len(many(n.get("creator"))) == 1),
    ("3.3.1", "has created", lambda n: "created" in n),
    ("3.3.1", "a body has one creator", lambda n: any(len(many(b.get("creator"))) == 1 for b in bodies(n) if isinstance(b, dict))),
    ("3.3.1", "a body has created", lambda n: any("created" in b for b in bodies(n) if isinstance(b, dict))),
    ("3.3.1", "a target has created", lambda n: any(isinstance(t, dict) and "created" in t for t in targets(n))),
    ("3.3.2", "the creator has an IRI", lambda n: "id" in one_agent(n, "creator")),
    ("3.3.2", "the creator has a type", lambda n: one_agent(n, "creator").get("type") in ("Person", "Organization", "Software")),
    ("3.3.2", "the creator has exactly one name", lambda n: len(many(one_agent(n, "creator").get("name"))) == 1),
    ("3.3.2", "the creator has a nickname", lambda n: "nickname" in one_agent(n, "creator")),
    ("3.3.2", "the generator has an IRI", lambda n: "id" in one_agent(n, "generator")),
    ("3.3.2", "the generator is software", lambda n: one_agent(n, "generator").get("type") == "Software"),
    ("3.3.2", "the generator has exactly one name", lambda n: len(many(one_agent(n, "generator").get("name"))) == 1),
    ("3.3.2", "the generator has a nickname", lambda n: "nickname" in one_agent(n, "generator")),
    ("3.3.5", "has exactly one motivation", lambda n: isinstance(n.get("motivation"), str)),
    ("3.3.5", "a textual body has one purpose", lambda n: every(textual(n), lambda b: isinstance(b.get("purpose"), str))),
    ("4", "specific resources say that they are", lambda n: every(specific(n), lambda r: r.get("type") == "SpecificResource")),
    ("4.2.4", "quotes have a prefix and a suffix", lambda n: every(selectors(n, "TextQuoteSelector"), lambda s: {"prefix", "suffix"} <= set(s))),
    ("4.3.1", "time states have a cached copy", lambda n: every(states(n), lambda s: "cached" in s)),
]  # fmt: skip


@pytest.fixture
def library() -> list[Annotation]:
    """Every kind, public and private, tagged or not, edited, withdrawn, answered, imported, without its author."""
    article = make_article("---\ntitle: 签证\nauthor: The desk\n---\n\n" + TEXT, file="gate.md")
    author = make_user("ada", display_name="Ada 签证")
    words = {"claim": "Nobody needs one.", "body": "They *do*.", "source": "https://www.gov.cn/"}
    for kind in Kind.values:
        for visibility in ("public", "private"):
            for more in ({"source": "Decree 4"}, {"tags": ["visa", "签证"]}):
                if kind != Kind.REPLY:
                    make_annotation(
                        article, QUOTE, author, kind=kind, visibility=visibility, **(words | more)
                    )
    make_annotation(article, "中国推出𠮷K签证🤣", author, kind="highlight", body="")
    root = make_annotation(article, "An employer must sign", make_user("gone"), body="Before.")
    actions.edit(actor=root.author, annotation=root, body="After.")
    reply = make_reply(root, author)
    make_reply(reply)
    actions.withdraw(actor=author, annotation=reply)
    root.author.delete()
    revise(article, "---\ntitle: 签证\n---\n\n" + TEXT.replace(QUOTE, "nobody needs any invitation"))
    foreign = b"""[{"type": "Annotation", "id": "https://a.example/1", "canonical": "urn:a:1", "via": ["urn:b:1", "urn:c:1"],
        "creator": {"name": "Eve"}, "bodyValue": "From elsewhere.", "motivation": "commenting", "created": "2020-01-01T00:00:00+02:00",
        "target": {"source": "/articles/gate/", "selector": {"type": "TextQuoteSelector", "exact": "doubts it"}}}]"""
    assert bring_in(actor=None, data=foreign).made == 1
    return list(with_context(Annotation.objects.all(), every_placement=True))


@pytest.fixture
def notes(library) -> list[Json]:
    site = Site("https://room.example/")
    return [dump(as_record(row, site), site=site.root) for row in library]


@pytest.mark.parametrize(("section", "sentence", "rule"), MUST, ids=[f"{rule[0]} {rule[1]}" for rule in MUST])
def test_every_annotation_keeps_what_it_must(notes, section, sentence, rule):
    assert len(notes) > 20
    assert [note["id"] for note in notes if not rule(note)] == []


def test_every_annotation_keeps_what_it_should_but_for_three_at_most(notes):
    for note in notes:
        missed = [f"{section} {sentence}" for section, sentence, rule in SHOULD if not rule(note)]
        # A reply's target is an annotation, which is named and not described.
        allowed = {
            "3.2.1 a target has one format",
            "3.2.1 a target has one language",
            "3.3.1 a target has created",
        }
        is_reply = note["dcterms:type"] == "reply"
        imported = (
            {"3.3.2 the creator has an IRI"} if one_agent(note, "creator").get("name") == "Eve" else set()
        )
        assert set(missed) <= (allowed if is_reply else set()) | imported, note


def test_the_rules_can_fail(notes):
    """Each rule refuses something: a note broken for it."""
    note = next(note for note in notes if note["dcterms:type"] == "counterargument" and "audience" in note)
    breaks: list[Json] = [
        {"@context": "https://a.example/"}, {"id": "no iri"}, {"type": "Note"}, {"target": []}, {"target": {}}, {"body": [{}]},
        {"bodyValue": "x"}, {"body": {"value": "x", "format": "markdown"}}, {"body": {"value": "x", "language": "中文"}},
        {"body": {"value": "x", "textDirection": "up"}}, {"body": {"value": 7}}, {"target": {"id": "urn:a", "value": "x"}},
        {"created": "2020-01-01"}, {"generated": "2020-01-01T00:00:00+00:00"}, {"modified": ["x", "y"]}, {"modified": "2000-01-01T00:00:00Z"},
        {"creator": 7}, {"creator": {"id": "x y"}}, {"creator": {"name": ""}}, {"audience": {"id": "urn:a", "type": "Audience"}},
        {"motivation": "arguing"}, {"body": {"value": "x", "purpose": "arguing"}}, {"body": {"id": "urn:a", "purpose": "linking"}},
        {"rights": "free"}, {"canonical": "x y"}, {"via": ["x y"]}, {"target": {"source": 7, "purpose": "linking"}},
        {"target": {"source": "urn:a"}}, {"target": {"source": "urn:a", "selector": {"type": "Selector"}}},
        {"target": {"source": "urn:a", "selector": {"type": "TextQuoteSelector", "exact": ""}}},
        {"target": {"source": "urn:a", "selector": {"type": "TextQuoteSelector", "exact": "x", "prefix": ["y"]}}},
        {"target": {"source": "urn:a", "selector": {"type": "TextPositionSelector", "start": -1, "end": 1.5}}},
        {"target": {"source": "urn:a", "selector": {"type": "TextPositionSelector", "start": 2, "end": 2}}},
        {"target": {"source": "urn:a", "state": {"type": "State", "sourceDate": "2020-01-01T00:00:00Z"}}},
        {"target": {"source": "urn:a", "state": {"type": "TimeState", "sourceDate": "yesterday"}}},
        {"target": {"source": "urn:a", "state": {"type": "TimeState", "sourceDate": "2020-01-01T00:00:00Z", "cached": "x y"}}},
    ]  # fmt: skip
    assert len(breaks) == len(MUST)
    for change, (_section, sentence, rule) in zip(breaks, MUST, strict=True):
        assert not rule(note | change), sentence
    assert sum(rule({"target": "urn:a", "body": {"value": "x"}}) for _section, _sentence, rule in SHOULD) < 6


def test_positions_count_code_points_of_normalised_text_and_split_no_character(library, notes):
    """Sections 4.2.4 and 4.2.5."""
    by_id = {note["id"].rpartition("/")[2]: note for note in notes}
    for row in library:
        if row.revision is None:
            continue
        text = row.revision.text
        (position,) = selectors(by_id[row.key], "TextPositionSelector")
        (quote,) = selectors(by_id[row.key], "TextQuoteSelector")
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert (edge_before(text, start), edge_after(text, end)) == (start, end)


def test_what_is_written_is_read_back_the_same(library, notes):
    site = Site("https://room.example/")
    for row, note in zip(library, notes, strict=True):
        record, again = as_record(row, site), load(note)
        for name in ("kind", "iri", "created", "withdrawn", "claim", "body", "source", "tags", "is_private", "parent", "places", "canonical", "via"):  # fmt: skip
            assert getattr(again, name) == getattr(record, name), (name, note)
        assert (again.passage and again.passage.exact) == (record.passage and record.passage.exact)


def test_every_kind_has_a_motivation_of_the_model():
    assert set(Kind.values) <= set(MOTIVATIONS)
    assert len(set(MOTIVATIONS.values())) == len(MOTIVATIONS)


def test_collections_and_pages_keep_their_rules(library):
    """Sections 5 and 5.1."""
    client = ProtocolClient()
    prefer = 'return=representation;include="http://www.w3.org/ns/oa#PreferContainedDescriptions"'
    collection = client.get("/annotations/", prefer=prefer).json()
    assert CONTEXT in collection["@context"]
    assert is_iri(collection["id"])
    assert "AnnotationCollection" in collection["type"]
    assert isinstance(collection["label"], str)
    assert whole_number(collection["total"])
    assert is_iri(collection["last"])
    seen = 0
    page = collection["first"]
    while True:
        assert page["@context"] == CONTEXT
        assert is_iri(page["id"])
        assert page["type"] == "AnnotationPage"
        assert page["partOf"] == {
            "id": collection["id"],
            "type": "AnnotationCollection",
            "total": collection["total"],
        }
        assert page["startIndex"] == seen
        assert len(page["items"]) >= 1
        assert all(rule(item) for item in page["items"] for _section, _sentence, rule in MUST)
        seen += len(page["items"])
        if "next" not in page:
            break
        page = client.get(page["next"]).json()
    assert page["id"] == collection["last"]
    assert seen == collection["total"]
