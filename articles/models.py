"""Articles, their immutable revisions and the rows they share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

import policy
from articles.batches import Batch, Upload
from articles.naming import source_key
from articles.text.blocks import Block, BlockTable

if TYPE_CHECKING:
    from policy import Actor

__all__ = [
    "Appearance",
    "Article",
    "Batch",
    "Entity",
    "EntityKind",
    "Image",
    "ListedEntity",
    "Project",
    "Revision",
    "Speaker",
    "Tag",
    "TaggedArticle",
    "Upload",
]


class UnicodeEncoder(json.JSONEncoder):
    """Chinese stays Chinese in the database: half the bytes of ``\\u`` escapes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"ensure_ascii": False}))


class Tag(TagBase):
    """A tag; our own table from the first migration, so that its library can be replaced without losing a row."""

    class Meta:
        """Names for the admin."""

        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def get_absolute_url(self) -> str:
        """The list of articles with this tag."""
        return f"{reverse('articles')}?tag={self.slug}"


class TaggedArticle(ItemBase):
    """A tag on an article."""

    content_object = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_articles")

    class Meta:
        """An article has a tag once."""

        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="article_has_a_tag_once"),
        ]


class Project(models.Model):
    """A line of work that articles belong to."""

    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        """Names for the admin."""

        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Entity(models.Model):
    """A person, organisation, product or medium; one row a name, whatever kinds articles list it under."""

    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        """Names for the admin."""

        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EntityKind(models.TextChoices):
    """What an article lists an entity as."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")
    PRODUCT = "product", _("Product")
    MEDIUM = "medium", _("Medium")


class ListedEntity(models.Model):
    """An entity in an article's metadata, under one kind."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="listed_entities")
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="listings")
    kind = models.CharField(_("kind"), max_length=20, choices=EntityKind.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """An article lists an entity once under a kind."""

        ordering = ["kind", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "entity", "kind"], name="article_lists_an_entity_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity} ({self.get_kind_display()})"


class Speaker(models.Model):
    """Someone who speaks in transcripts, by the name that stands before the turns."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    alias = models.CharField(
        _("alias"), max_length=200, blank=True, help_text=_("The same person's name in the metadata.")
    )

    class Meta:
        """Names for the admin."""

        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.alias})" if self.alias else self.name


class Appearance(models.Model):
    """A speaker in an article, with the number of turns in its current revision."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="appearances")
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="appearances")
    turns = models.PositiveIntegerField(_("turns"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """A speaker appears once in an article."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "speaker"], name="speaker_appears_once"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} × {self.turns}"


class ArticleQuerySet(models.QuerySet["Article"]):
    """Words for many articles."""

    def published(self) -> ArticleQuerySet:
        """Those that everyone may read."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, actor: Actor) -> ArticleQuerySet:
        """Those that ``actor`` may see; ``policy.may_see_article`` in SQL."""
        return self.all() if policy.is_editor(actor) else self.published()

    def newest_first(self) -> ArticleQuerySet:
        """By the date of the document, then by import."""
        return self.order_by(models.F("date").desc(nulls_last=True), "-pk")


class Article(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    """A document with its address; what it says of itself is copied from its current revision."""

    slug = models.SlugField(_("address"), max_length=200, unique=True, allow_unicode=True)
    current = models.ForeignKey(
        "Revision", verbose_name=_("current revision"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, db_index=True)
    created_at = models.DateTimeField(_("imported"), auto_now_add=True)
    title = models.CharField(_("title"), max_length=500)
    title_lang = models.CharField(_("language of the title"), max_length=20, default="und")
    summary = models.TextField(_("summary"), blank=True)
    summary_lang = models.CharField(_("language of the summary"), max_length=20, default="und")
    lang = models.CharField(_("language"), max_length=20, default="und", db_index=True)
    date = models.DateField(_("date"), null=True, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    speaker = models.CharField(_("speaker"), max_length=200, blank=True)
    guests = models.JSONField(_("guests"), default=list, blank=True)
    source = models.CharField(_("source"), max_length=1000, blank=True)
    insight = models.TextField(_("insight"), blank=True)
    series = models.CharField(_("series"), max_length=200, blank=True, db_index=True)
    category = models.CharField(_("category"), max_length=200, blank=True, db_index=True)
    area = models.CharField(_("area"), max_length=200, blank=True, db_index=True)
    status = models.CharField(_("status"), max_length=100, blank=True)
    layout = models.CharField(_("layout"), max_length=200, blank=True)
    file_name = models.CharField(
        _("file name"),
        max_length=300,
        blank=True,
        db_index=True,
        help_text=_("Matches later imports of the same file."),
    )
    # What else a later import may be recognised by (articles/matching.py).
    base_name = models.CharField(max_length=300, blank=True, db_index=True, editable=False)
    source_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    extra = models.JSONField(_("other fields"), default=dict, blank=True)
    projects = models.ManyToManyField(
        Project, verbose_name=_("projects"), blank=True, related_name="articles"
    )
    entities = models.ManyToManyField(Entity, through=ListedEntity, related_name="articles")
    speakers = models.ManyToManyField(Speaker, through=Appearance, related_name="articles")
    tags = TaggableManager(through=TaggedArticle, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        """Names for the admin."""

        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            # Two editors who import one file at the same moment make one article.
            models.UniqueConstraint(
                fields=["file_name"], condition=~models.Q(file_name=""), name="one_article_a_file_name"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key of the source address in step with it."""
        self.source_key = source_key(self.source)
        if (fields := kwargs.get("update_fields")) is not None and "source" in fields:
            kwargs["update_fields"] = {*fields, "source_key"}
        super().save(*args, **kwargs)

    @property
    def is_published(self) -> bool:
        """Whether everyone may read it."""
        return self.published_at is not None

    def get_absolute_url(self) -> str:
        """The reading page."""
        return reverse("article", args=[self.slug])

    def __str__(self) -> str:
        return self.title


class FormerAddress(models.Model):
    """An address that an article once had: it leads there for ever and is never given to another article."""

    slug = models.SlugField(_("address"), max_length=200, unique=True, allow_unicode=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_addresses")
    created_at = models.DateTimeField(_("left"), auto_now_add=True)

    class Meta:
        """Names for the admin."""

        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.slug


class Revision(models.Model):
    """The text of an article as it once stood. Never changed after it is made.

    ``source`` is the imported file byte for byte; ``blocks`` is the block table (``Block.as_dict``) and ``text``
    the canonical text it makes.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    note = models.CharField(_("change note"), max_length=500, blank=True)
    is_minor = models.BooleanField(
        _("minor change"),
        default=False,
        help_text=_("Spelling, punctuation, layout: nothing that is said changes."),
    )
    source = models.BinaryField(_("source"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    encoding = models.CharField(_("encoding"), max_length=40)
    format = models.CharField(_("format"), max_length=40)
    file_name = models.CharField(_("file name"), max_length=300)
    lang = models.CharField(_("language"), max_length=20, default="und")
    front_matter = models.TextField(_("front matter as written"), blank=True)
    metadata = models.JSONField(_("metadata"), encoder=UnicodeEncoder, default=dict)
    corrections = models.JSONField(_("editor's corrections"), encoder=UnicodeEncoder, default=dict)
    warnings = models.JSONField(_("warnings"), encoder=UnicodeEncoder, default=list)
    blocks = models.JSONField(_("blocks"), encoder=UnicodeEncoder, default=list)
    text = models.TextField(_("canonical text"))

    class Meta:
        """Revisions of an article are numbered from 1."""

        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_numbers_are_unique"),
        ]

    @cached_property
    def table(self) -> BlockTable:
        """The block table as domain objects."""
        return BlockTable(tuple(Block.from_dict(block) for block in self.blocks), self.text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change a revision that exists."""
        if not self._state.adding:
            raise TypeError("A revision is immutable; make a new one.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The page that shows the text as it stood."""
        return reverse("revision", args=[self.article.slug, self.number])

    def __str__(self) -> str:
        return f"{self.article} #{self.number}"


class Image(models.Model):
    """A picture of a revision, kept in the database: it is imported, backed up and guarded with its document."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="images")
    path = models.CharField(_("address in the source"), max_length=500)
    media_type = models.CharField(_("media type"), max_length=40)
    data = models.BinaryField(_("data"))

    class Meta:
        """A path names one picture of a revision."""

        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.UniqueConstraint(fields=["revision", "path"], name="image_paths_are_unique"),
        ]

    def __str__(self) -> str:
        return self.path
