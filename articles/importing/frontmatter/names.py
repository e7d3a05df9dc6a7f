"""Which field of a document a name in the front matter means, across the habits of site generators."""

from __future__ import annotations

# For each field of Metadata the names it goes by; the first that says something wins.
TEXTS = {
    "title": ("title",),
    "summary": ("summary", "description", "excerpt", "abstract", "desc", "lead", "intro", "teaser"),
    "author": ("author", "authors", "byline", "writer", "creator"),
    "speaker": ("speaker",),
    "source": ("source", "source_url", "original_url", "canonical_url", "canonical"),
    "insight": ("insight",),
    "series": ("series",),
    "category": ("category", "categories"),
    "area": ("area",),
    "status": ("status",),
    "layout": ("layout",),
    "file_name": ("file_name", "filename"),
}
LISTS = {
    "projects": ("project", "projects"),
    "tags": ("tags", "tag", "topics", "keywords"),
    "people": ("people",),
    "organisations": ("companies_orgs", "organisations", "organizations", "companies"),
    "products": ("products_models", "products"),
    "media": ("media_books", "media"),
    "guests": ("guest", "guests"),
}
DATES = (
    "date", "publish_date", "publishdate", "pub_date", "pubdate", "pubdatetime", "published_at", "publishedat",
    "published_on", "published_date", "publisheddate", "date_published", "datepublished", "published", "posted",
    "post_date", "created", "created_at", "createdat", "date_created", "datecreated", "creation_date",
)  # fmt: skip
CHANGES = (
    "lastmod", "last_modified_at", "last_modified", "lastmodified", "modified", "updated", "updated_at", "updatedat",
    "update_date", "moddatetime",
)  # fmt: skip
# A name that says a document is (not) for everybody, and the value that says "not".
DRAFTS = {
    "draft": True, "published": False, "publish": False, "hidden": True, "private": True, "unlisted": True,
    "is_draft": True, "isdraft": True, "status": "draft", "visibility": "private",
}  # fmt: skip
# Known to generators, without a place in a document: kept and shown, not worth a warning.
KEPT = frozenset({
    "slug", "permalink", "url", "aliases", "alias", "redirect_from", "redirect_to", "weight", "order", "id",
    "uuid", "type", "lang", "language", "locale", "image", "images", "img", "cover", "cover_image",
    "coverimage", "header", "hero", "banner", "thumbnail", "featured_image", "featuredimage",
    "feature_image", "toc", "comments", "comment", "math", "mathjax", "katex", "mermaid", "sitemap",
    "robots", "noindex", "taxonomies", "params", "extra", "menu", "menus", "sidebar", "sidebar_label",
    "sidebar_position", "pagination_label", "hide_table_of_contents", "hide_title", "custom_edit_url",
    "displayed_sidebar", "subtitle", "subheading", "linktitle", "link_title", "shorttitle", "external_url",
    "link", "template", "eleventynavigation", "eleventyexcludefromcollections", "tableofcontents",
    "render_with_liquid", "top", "sticky", "pin", "pinned", "featured", "readingtime", "reading_time",
    "reading_time_minutes", "toc_sticky", "classes", "og_image", "ogimage", "seo", "expirydate",
    "expiry_date", "outputs", "cascade", "build", "resources", "markup", "iscjklanguage", "copyright",
    "license", "head", "css", "js", "scripts", "styles", "bibliography",
})  # fmt: skip
# What a person or thing is called, where a mapping stands instead of a text.
LABELS = ("name", "title", "label", "nickname", "slug", "id")


def normal(name: str) -> str:
    """A name as it is compared: Hugo ignores case, and hyphens are written for underscores."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")
