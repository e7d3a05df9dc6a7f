"""Copy what a document says of itself to its article and the rows that articles share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import CharField

from articles.importing.document import Metadata, ParsedDocument
from articles.models import (
    Appearance,
    Article,
    Entity,
    EntityKind,
    ListedEntity,
    Project,
    Speaker,
    Tag,
    TaggedArticle,
)
from articles.naming import tag_slug

_TEXTS = ("title", "author", "speaker", "source", "series", "category", "area", "status", "layout")
_WHOLE = ("summary", "insight", "title_lang", "summary_lang", "date")
_LONGEST_NAME = 200
_LONGEST_TAG = 100
_AT_ONCE = 500  # a query has a bounded number of parameters


class SharedRows:
    """The keys of tags, entities, projects and speakers by name; each is looked up once, or made.

    Lives as long as a batch.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[type, str], int] = {}
        self._found: dict[tuple[type, str], int] = {}

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Around a transaction: what it finds and makes is remembered if it stands, else everything is forgotten.

        Rows that were known before may be the reason why it failed: somebody may have deleted them.
        """
        try:
            yield
        except BaseException:
            self._known, self._found = {}, {}
            raise
        self._known |= self._found
        self._found = {}

    def keys(self, model: type[Entity | Project | Speaker], rows: Mapping[str, Any]) -> list[int]:
        """The keys of the rows of ``model`` named in ``rows``, in its order; missing ones are made from its values.

        Names are made in their own order: two who make the same ones wait for each other and never in a circle.
        """
        missing = sorted(name for name in rows if self._key(model, name) is None)
        if missing:
            self._look_up(model, missing)
        if absent := [name for name in missing if self._key(model, name) is None]:
            model.objects.bulk_create([rows[name] for name in absent], ignore_conflicts=True)
            self._look_up(model, absent)
        return [key for name in rows if (key := self._key(model, name)) is not None]

    def tags(self, names: Iterable[str]) -> list[int]:
        """The keys of the tags with these names; case and signs that the address leaves out make no other tag."""
        wanted = {tag_slug(name): name[:_LONGEST_TAG] for name in names}
        for slug in sorted(slug for slug in wanted if self._key(Tag, slug) is None):
            self._found[Tag, slug] = _tag(slug, wanted[slug]).pk
        return list(dict.fromkeys(key for slug in wanted if (key := self._key(Tag, slug)) is not None))

    def _key(self, model: type, name: str) -> int | None:
        return self._found.get((model, name)) or self._known.get((model, name))

    def _look_up(self, model: type[Entity | Project | Speaker], names: list[str]) -> None:
        for first in range(0, len(names), _AT_ONCE):
            rows = model.objects.filter(name__in=names[first : first + _AT_ONCE]).values_list("name", "pk")
            self._found |= {(model, name): key for name, key in rows}


def tag_named(name: str) -> Tag:
    """The tag of this name, made when there is none."""
    return _tag(tag_slug(name), name[:100])


def _tag(slug: str, name: str) -> Tag:
    """The tag with this address, or this name in another case; made when there is none."""
    known: Tag | None = Tag.objects.filter(slug=slug).first() or Tag.objects.filter(name__iexact=name).first()
    if known is None:
        known, _created = Tag.objects.get_or_create(slug=slug, defaults={"name": name})
    assert known is not None
    return known


def copy_metadata(article: Article, document: ParsedDocument, shared: SharedRows, *, is_new: bool) -> None:
    """Set ``article``'s fields (the caller saves it) and its tags, projects, entities and speakers.

    What it had before is replaced; a new article (``is_new``) had nothing.
    """
    for name, value in fields_of(document.metadata, document.lang).items():
        setattr(article, name, value)
    if not is_new:
        for rows in (article.tagged, article.listed_entities, article.appearances):
            rows.all().delete()
        article.projects.clear()
    _link(article, document, shared)


def fields_of(metadata: Metadata, lang: str) -> dict[str, Any]:
    """What an article's own fields hold of ``metadata``, by their names; bounded to what they take."""
    values: dict[str, Any] = {name: getattr(metadata, name)[: _longest(name)] for name in _TEXTS}
    values |= {name: getattr(metadata, name) for name in _WHOLE}
    return values | {"lang": lang, "guests": list(metadata.guests), "extra": dict(metadata.extra)}


def _longest(name: str) -> int | None:
    """How many characters the article's field takes."""
    field = Article._meta.get_field(name)
    return field.max_length if isinstance(field, CharField) else None


def names_of(names: Iterable[str]) -> list[str]:
    """The names of shared rows: bounded, each once, in order."""
    return list(dict.fromkeys(name[:_LONGEST_NAME] for name in names))


def listed(metadata: Metadata) -> dict[EntityKind, list[str]]:
    """The entities that a document lists, by kind."""
    return {
        EntityKind.PERSON: names_of(metadata.people),
        EntityKind.ORGANISATION: names_of(metadata.organisations),
        EntityKind.PRODUCT: names_of(metadata.products),
        EntityKind.MEDIUM: names_of(metadata.media),
    }


def _link(article: Article, document: ParsedDocument, shared: SharedRows) -> None:
    """Insert the rows that lead from the article to shared ones; one query a kind."""
    metadata = document.metadata
    projects = {name: Project(name=name) for name in names_of(metadata.projects)}
    article.projects.add(*shared.keys(Project, projects))
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag_id=key) for key in shared.tags(metadata.tags)
    )
    kinds = listed(metadata)
    entities = {name: Entity(name=name) for names in kinds.values() for name in names}
    by_name = dict(zip(entities, shared.keys(Entity, entities), strict=True))
    ListedEntity.objects.bulk_create(
        ListedEntity(article=article, entity_id=by_name[name], kind=kind, position=position)
        for kind, names in kinds.items()
        for position, name in enumerate(names)
    )
    turns = {found.name[:_LONGEST_NAME]: found for found in document.speakers}
    speakers = {name: Speaker(name=name, alias=found.alias[:_LONGEST_NAME]) for name, found in turns.items()}
    Appearance.objects.bulk_create(
        Appearance(article=article, speaker_id=key, turns=turns[name].turns, position=position)
        for position, (name, key) in enumerate(zip(speakers, shared.keys(Speaker, speakers), strict=True))
    )
