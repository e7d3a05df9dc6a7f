"""Addresses: readable, for Chinese titles too, and never empty."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from django.utils.text import slugify
from pypinyin import lazy_pinyin

LONGEST = 80
_GENERIC = {"index", "readme", "untitled", "document", "article", "post", "text", "new", "unnamed"}
_HASH_LIKE = re.compile(r"(?:\d+[_-])?[0-9a-f]{8,}|\d+")


def slug_for(title: str, file_name: str) -> str:
    """An address from the file's name where that is words, else from the title (Chinese as pinyin)."""
    stem = PurePath(file_name).stem
    from_file = slugify(stem.replace("_", "-")) if stem.isascii() else ""
    if _is_readable(from_file):
        return _bounded(from_file)
    return _bounded(slugify(" ".join(lazy_pinyin(title)))) or f"article-{_digest(title + file_name)}"


def _is_readable(slug: str) -> bool:
    return (
        bool(slug)
        and slug not in _GENERIC
        and not _HASH_LIKE.fullmatch(slug)
        and sum(c.isalpha() for c in slug) > 2
    )


def _bounded(slug: str) -> str:
    """At most ``LONGEST`` characters, cut between words."""
    if len(slug) <= LONGEST:
        return slug.strip("-")
    return slug[: LONGEST + 1].rpartition("-")[0].strip("-") or slug[:LONGEST]


def tag_slug(name: str) -> str:
    """The address of a tag; signs that leave nothing (an emoji) become a hash, so that it is never empty."""
    return slugify(name, allow_unicode=True)[:90] or f"tag-{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def import_name(path: str) -> str:
    """The name by which the same file is known when it comes again: its own, with its folder's if that says more."""
    parts = PurePath(path.replace("\\", "/")).parts
    name = parts[-1] if parts else path
    if PurePath(name).stem.lower() in _GENERIC and len(parts) > 1:
        name = f"{parts[-2]}/{name}"
    return name[-300:]
