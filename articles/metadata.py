"""Copy what a document says of itself to its article and the rows that articles share."""

from __future__ import annotations

from collections.abc import Sequence

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


def copy_metadata(article: Article, document: ParsedDocument) -> None:
    """Set ``article``'s fields (the caller saves it) and replace its tags, projects, entities and speakers."""
    metadata = document.metadata
    for name in _TEXTS:
        setattr(article, name, getattr(metadata, name)[: _longest(name)])
    for name in _WHOLE:
        setattr(article, name, getattr(metadata, name))
    article.lang = document.lang
    article.guests = list(metadata.guests)
    article.extra = dict(metadata.extra)
    article.projects.set(_projects(metadata.projects))
    _set_tags(article, metadata.tags)
    _set_entities(article, metadata)
    _set_speakers(article, document)


def _longest(name: str) -> int | None:
    """How many characters the article's field takes."""
    field = Article._meta.get_field(name)
    return field.max_length if isinstance(field, CharField) else None


def _names(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name[:_LONGEST_NAME] for name in names))


def _projects(names: Sequence[str]) -> list[Project]:
    return [Project.objects.get_or_create(name=name)[0] for name in _names(names)]


def _set_tags(article: Article, names: Sequence[str]) -> None:
    article.tagged.all().delete()
    tags = {tag_slug(name): name[:100] for name in names}
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag=_tag(slug, name)) for slug, name in tags.items()
    )


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


def _set_entities(article: Article, metadata: Metadata) -> None:
    listed = {
        EntityKind.PERSON: metadata.people,
        EntityKind.ORGANISATION: metadata.organisations,
        EntityKind.PRODUCT: metadata.products,
        EntityKind.MEDIUM: metadata.media,
    }
    article.listed_entities.all().delete()
    ListedEntity.objects.bulk_create(
        ListedEntity(
            article=article, entity=Entity.objects.get_or_create(name=name)[0], kind=kind, position=position
        )
        for kind, names in listed.items()
        for position, name in enumerate(_names(names))
    )


def _set_speakers(article: Article, document: ParsedDocument) -> None:
    article.appearances.all().delete()
    for position, found in enumerate(document.speakers):
        speaker, _ = Speaker.objects.get_or_create(
            name=found.name[:_LONGEST_NAME], defaults={"alias": found.alias[:_LONGEST_NAME]}
        )
        Appearance.objects.create(article=article, speaker=speaker, turns=found.turns, position=position)
