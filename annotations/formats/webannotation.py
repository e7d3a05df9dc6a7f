"""W3C Web Annotation JSON in and out (https://www.w3.org/TR/annotation-model/); docs/standards.md tells the mapping."""

from __future__ import annotations

from typing import Any

from annotations.formats.reading import Part
from annotations.formats.record import NOBODY_IRI, Author, Passage, Place, Record, stamp
from annotations.markup import check_address
from articles.text.language import language_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
LDP_CONTEXT = "http://www.w3.org/ns/ldp.jsonld"
PLACEMENTS = "urn:reading-room:placements"
ONLY_ITS_AUTHOR = "urn:reading-room:only-its-author"

# Our kinds in the words of the model's own list. The kind itself travels beside it as ``dcterms:type``.
MOTIVATIONS = {
    "highlight": "highlighting",
    "note": "commenting",
    "question": "questioning",
    "evidence": "linking",
    "counterargument": "assessing",
    "correction": "editing",
    "reply": "replying",
}
_KINDS = {motivation: kind for kind, motivation in MOTIVATIONS.items()}
_OA = "http://www.w3.org/ns/oa#"
_WORDS = ("text/plain", "text/markdown", "")


# Out -----------------------------------------------------------------------------------------------------------


def dump(record: Record, *, site: str) -> dict[str, Any]:
    """The W3C description of ``record``; ``site`` is the address of this site, which is named as its generator."""
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "id": record.iri,
        "type": "Annotation",
        "motivation": MOTIVATIONS.get(record.kind, "commenting"),
        "dcterms:type": record.kind,
        "creator": _agent(record.author),
        "generator": {
            "id": site, "type": "Software", "name": "Reading room", "nickname": "reading-room", "homepage": site,
        },
    }  # fmt: skip
    if record.created:
        found["created"] = stamp(record.created)
        found["generated"] = stamp(record.created)
    if latest := record.modified or record.created:
        found["modified"] = stamp(latest)
    bodies = _bodies(record)
    found["body"] = bodies[0] if len(bodies) == 1 else bodies
    found["target"] = _target(record.passage) if record.passage else record.parent
    if record.is_private:
        found["audience"] = {"id": ONLY_ITS_AUTHOR, "type": "schema:Audience"}
    if record.withdrawn:
        found["as:deleted"] = stamp(record.withdrawn)
    if record.canonical:
        found["canonical"] = record.canonical
    if record.via:
        found["via"] = record.via[0] if len(record.via) == 1 else list(record.via)
    if record.places:
        found[PLACEMENTS] = [_place(place) for place in record.places]
    return found


def _agent(author: Author) -> dict[str, str]:
    if not author.name:
        return {"id": NOBODY_IRI, "type": "Person", "name": "A former reader", "nickname": "former-reader"}
    agent = {"type": "Person", "name": author.name, "nickname": author.nickname or author.name}
    return {"id": author.iri, **agent} if author.iri else agent


def _bodies(record: Record) -> list[dict[str, Any]]:
    """What it says, each part with its purpose. A highlight without words says so: an empty body in no language."""
    bodies = []
    if record.claim:
        bodies.append(_textual(record, record.claim, "describing", "text/plain"))
    if record.body:
        purpose = MOTIVATIONS.get(record.kind, "commenting")
        bodies.append(_textual(record, record.body, purpose, "text/markdown"))
    if check_address(record.source):
        bodies.append({"type": "SpecificResource", "source": record.source, "purpose": "linking"})
    elif record.source:
        bodies.append(_textual(record, record.source, "identifying", "text/plain"))
    bodies += [_textual(record, tag, "tagging", "text/plain") for tag in record.tags]
    return bodies or [_textual(record, "", MOTIVATIONS.get(record.kind, "commenting"), "text/plain")]


def _textual(record: Record, value: str, purpose: str, media_type: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "TextualBody",
        "value": value,
        "format": media_type,
        "language": language_of(value) if value else "zxx",
        "purpose": purpose,
        "creator": record.author.iri or _agent(record.author),
    }
    if record.created:
        body["created"] = stamp(record.created)
    return body


def _target(passage: Passage) -> dict[str, Any]:
    target: dict[str, Any] = {"type": "SpecificResource", "source": passage.source, "format": "text/html"}
    if passage.lang:
        target["language"] = passage.lang
    if passage.writer:
        target["creator"] = {"type": "Person", "name": passage.writer}
    quote = {
        "type": "TextQuoteSelector",
        "exact": passage.exact,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
    }
    target["selector"] = [
        {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}, quote
    ]  # fmt: skip
    if passage.made_at:
        target["created"] = stamp(passage.made_at)
        target["state"] = {
            "type": "TimeState", "sourceDate": stamp(passage.made_at), "cached": passage.revision, "schema:sha256": passage.digest,
        }  # fmt: skip
    return target


def _place(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {
        "cached": place.revision, "schema:sha256": place.digest, "status": place.status, "confidence": place.confidence,
    }  # fmt: skip
    if place.near is not None:
        found["near"] = place.near
    return found if place.start is None else found | {"start": place.start, "end": place.end}


# In ------------------------------------------------------------------------------------------------------------


def load(data: Any, place: str = "") -> Record:
    """What a W3C annotation says. Raises :class:`FormatRefused` naming the field that cannot be taken."""
    part = Part(data, place)
    if "Annotation" not in part.texts("type"):
        raise part.part("type").refuse("“Annotation” is expected")
    if CONTEXT not in [value.value for value in part.parts("@context")] and "@context" in part:
        raise part.part("@context").refuse(f"{CONTEXT} is expected")
    words = _read_bodies(part)
    target = _only_target(part)
    kind = _kind(part, words)
    is_reply = kind == "reply"
    return Record(
        kind=kind,
        iri=part.text("id"),
        author=_read_author(part),
        created=part.moment("created"),
        modified=part.moment("modified"),
        withdrawn=part.moment("as:deleted"),
        claim=words["claim"][0] if words["claim"] else "",
        body="\n\n".join(words["body"]),
        source=words["source"][0] if words["source"] else "",
        tags=tuple(words["tags"]),
        is_private=_is_private(part),
        passage=None if is_reply else _read_passage(target),
        parent=_address_of(target) if is_reply else "",
        places=tuple(_read_place(found) for found in part.parts(PLACEMENTS)),
        canonical=part.text("canonical"),
        via=part.texts("via"),
    )


def _is_private(part: Part) -> bool:
    """Whether it is meant for its author alone."""
    audiences = part.parts("audience")
    return any(found.value == ONLY_ITS_AUTHOR or _id_of(found) == ONLY_ITS_AUTHOR for found in audiences)


def _id_of(part: Part) -> str:
    return part.text("id") if isinstance(part.value, dict) else ""


def _kind(part: Part, words: dict[str, list[str]]) -> str:
    """Our word for what it is: told beside the motivation by our own exports, else the nearest to the motivation."""
    told = part.text("dcterms:type")
    if told in MOTIVATIONS:
        return told
    motivations = [name.removeprefix(_OA).removeprefix("oa:") for name in part.texts("motivation")]
    kind = next((_KINDS[name] for name in motivations if name in _KINDS), "")
    if (kind == "counterargument" and not words["claim"]) or (kind == "evidence" and not words["source"]):
        kind = "note"
    if kind in ("", "note", "question"):
        return (kind or "note") if words["body"] else "highlight"
    return kind


def _read_bodies(part: Part) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {"claim": [], "body": [], "source": [], "tags": []}
    if "body" in part and "bodyValue" in part:
        raise part.part("bodyValue").refuse("either body or bodyValue is expected, not both")
    if "bodyValue" in part:
        words["body"].append(part.text("bodyValue"))
    is_assessing = "assessing" in " ".join(part.texts("motivation"))
    for body in part.parts("body"):
        field, value = _read_body(body, is_assessing=is_assessing)
        if value:
            words[field].append(value)
    for field in ("claim", "source"):
        if len(words[field]) > 1:
            raise part.part("body").refuse(f"one {field} is taken, not {len(words[field])}")
    return words


def _read_body(body: Part, *, is_assessing: bool) -> tuple[str, str]:
    """Which of our fields a body fills, and with what."""
    if isinstance(body.value, str):
        return "source", body.value
    purposes = [name.removeprefix(_OA).removeprefix("oa:") for name in body.texts("purpose")]
    if "source" in body:
        return "source", body.address("source")
    if "value" not in body:
        if "id" in body:
            return "source", body.text("id")
        raise body.refuse("words (TextualBody with a value), a tag or a link are expected")
    if body.text("format").partition(";")[0].strip() not in _WORDS:
        raise body.part("format").refuse("text/plain or text/markdown is expected")
    value = body.text("value")
    if "tagging" in purposes:
        return "tags", value
    if "describing" in purposes and is_assessing:
        return "claim", value
    return ("source" if "identifying" in purposes else "body"), value


def _only_target(part: Part) -> Part:
    targets = list(part.parts("target"))
    if len(targets) != 1:
        raise part.part("target").refuse("exactly one target is expected")
    return targets[0]


def _address_of(target: Part) -> str:
    """The IRI that a target names."""
    if isinstance(target.value, str):
        return target.value
    return target.address("source") or target.text("id")


def _read_passage(target: Part) -> Passage:
    source = _address_of(target)
    if not source:
        raise target.refuse("the address of an article is expected")
    found: dict[str, Any] = {"source": source}
    if isinstance(target.value, dict):
        for selector in target.parts("selector"):
            found |= _read_selector(selector)
        for state in target.parts("state"):
            found |= {"revision": state.address("cached"), "digest": state.text("schema:sha256"), "made_at": state.moment("sourceDate")}  # fmt: skip
    return Passage(**found)


def _read_selector(selector: Part) -> dict[str, Any]:
    """The fields of a passage that a selector gives; selectors of other kinds say nothing to us."""
    kinds = selector.texts("type") if isinstance(selector.value, dict) else ()
    if "TextPositionSelector" in kinds:
        start, end = selector.number("start"), selector.number("end")
        if end <= start:
            raise selector.part("end").refuse("must be greater than start")
        return {"start": start, "end": end}
    if "TextQuoteSelector" in kinds:
        if not selector.text("exact"):
            raise selector.part("exact").refuse("the quoted words are expected")
        return {name: selector.text(name) for name in ("exact", "prefix", "suffix")}
    return {}


def _read_author(part: Part) -> Author:
    creators = list(part.parts("creator"))
    if not creators or creators[0].value == NOBODY_IRI:
        return Author()
    if isinstance(creators[0].value, str):
        return Author(name=creators[0].value, iri=creators[0].value)
    creator = creators[0]
    if creator.text("id") == NOBODY_IRI:
        return Author()
    name = next(iter(creator.texts("name")), "") or creator.text("nickname") or creator.text("id")
    return Author(name=name, iri=creator.text("id"), nickname=creator.text("nickname"))


def _read_place(part: Part) -> Place:
    confidence = part.part("confidence").value
    if type(confidence) not in (int, float) or not 0 <= confidence <= 1:
        raise part.part("confidence").refuse("a number from 0 to 1 is expected")
    has_place = "start" in part
    return Place(
        revision=part.text("cached"),
        digest=part.text("schema:sha256"),
        status=part.text("status"),
        start=part.number("start") if has_place else None,
        end=part.number("end") if has_place else None,
        confidence=float(confidence),
        near=part.number("near") if "near" in part else None,
    )
