"""The container as W3C JSON: what everybody may read, oldest first, in pages.

A container is the same for everyone who asks: what only some may see is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max
from django.urls import reverse

from annotations.exchange.outgoing import Site, as_record, with_context
from annotations.formats.record import stamp
from annotations.formats.webannotation import CONTEXT, LDP_CONTEXT, dump
from annotations.models import Annotation, AnnotationQuerySet
from annotations.protocol.negotiation import Preference
from articles.models import Article

PAGE = 20
_EVERYONE = AnonymousUser()


def public_rows(article: Article | None = None) -> AnnotationQuerySet:
    """What stands in the container of the site, or of one article."""
    rows = Annotation.objects.visible_to(_EVERYONE).public().standing()
    return rows if article is None else rows.filter(article=article)


def describe(row: Annotation, site: Site) -> dict[str, Any]:
    """The W3C description of a row fetched by ``with_context``."""
    return dump(as_record(row, site), site=site.root)


def find(key: str) -> Annotation | None:
    """The public annotation with this key, with what its description needs."""
    return with_context(public_rows()).filter(key=key).first()


@dataclass(frozen=True, slots=True)
class Container:
    """The container of the site, or of ``article``. Every page is one slice in a lasting order."""

    site: Site
    article: Article | None = None

    @property
    def iri(self) -> str:
        """Its address, without a query."""
        if self.article is None:
            return self.site.absolute(reverse("annotations"))
        return self.site.absolute(reverse("article-annotations", args=[self.article.slug]))

    @property
    def rows(self) -> AnnotationQuerySet:
        """Its annotations in order."""
        return public_rows(self.article).order_by("pk")

    def view_iri(self, preference: Preference) -> str:
        """The address that tells lists of addresses from lists of annotations."""
        return f"{self.iri}?iris={int(preference.only_iris)}"

    def page_iri(self, preference: Preference, number: int) -> str:
        """The address of page ``number``, from 0 on."""
        return f"{self.view_iri(preference)}&page={number}"

    def describe(self, preference: Preference) -> dict[str, Any]:
        """The container; one query, four with the first page in it."""
        facts = self.rows.order_by().aggregate(
            total=Count("pk"), made=Max("created_at"), edited=Max("edited_at")
        )
        total = facts["total"]
        found: dict[str, Any] = {
            "@context": [CONTEXT, LDP_CONTEXT],
            "id": self.view_iri(preference),
            "type": ["BasicContainer", "AnnotationCollection"],
            "label": self.article.title if self.article else "Public annotations of this reading room",
            "total": total,
        }
        latest = [moment for moment in (facts["made"], facts["edited"]) if moment]
        if latest:
            found["modified"] = stamp(max(latest))
        if total:
            last = (total - 1) // PAGE
            found["first"] = (
                self.page(preference, 0, total) if preference.embeds else self.page_iri(preference, 0)
            )
            found["last"] = self.page_iri(preference, last)
        return found

    def page(self, preference: Preference, number: int, total: int | None = None) -> dict[str, Any] | None:
        """Page ``number``; ``None`` when there is no such page. Five queries at most."""
        total = self.rows.count() if total is None else total
        last = max(0, (total - 1) // PAGE)
        if not 0 <= number <= last or not total:
            return None
        rows = self.rows[number * PAGE : (number + 1) * PAGE]
        found: dict[str, Any] = {
            "@context": CONTEXT,
            "id": self.page_iri(preference, number),
            "type": "AnnotationPage",
            "partOf": {"id": self.view_iri(preference), "type": "AnnotationCollection", "total": total},
            "startIndex": number * PAGE,
        }
        if number > 0:
            found["prev"] = self.page_iri(preference, number - 1)
        if number < last:
            found["next"] = self.page_iri(preference, number + 1)
        if preference.only_iris:
            found["items"] = [self.site.iri(key) for key in rows.values_list("key", flat=True)]
        else:
            found["items"] = [describe(row, self.site) for row in with_context(rows)]
        return found
