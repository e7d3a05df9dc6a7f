"""Names: the address of an article (readable, for Chinese titles too), of a tag, and the name a file is known by."""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from pathlib import PurePosixPath

from django.utils.text import slugify
from opencc import OpenCC
from pypinyin import lazy_pinyin

from articles.importing.document import Metadata
from articles.text.language import han_count

LONGEST = 80
LONGEST_FILE_NAME = 300
# What stands, or may come to stand, below /articles/ beside the articles.
RESERVED = frozenset(
    {
        "add", "admin", "all", "annotations", "api", "archive", "atom", "delete", "drafts", "edit", "export", "feed",
        "feeds", "images", "import", "index", "latest", "new", "page", "passages", "revisions", "rss", "search",
        "sitemap", "static", "tags",
    }
)  # fmt: skip
_GENERIC = {"article", "document", "download", "file", "new", "post", "text", "unnamed", "untitled"}  # fmt: skip
_HASH_LIKE = re.compile(r"(?:\d+-)?[0-9a-f]{8,}|[\d-]+")
_PUNCTUATION = re.compile(r"[^\w\s]")  # it parts words; slugify alone would join them
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_DRIVE = re.compile(r"[A-Za-z]:")


class _Simplifier(threading.local):
    """One converter a thread, made when the first Traditional title needs it."""

    converter: OpenCC | None = None

    def __call__(self, text: str) -> str:
        if self.converter is None:
            self.converter = OpenCC("t2s")
        simplified: str = self.converter.convert(text)
        return simplified


_simplified = _Simplifier()


# Addresses ------------------------------------------------------------------------------------------------


def slug_for(metadata: Metadata, path: str) -> str:
    """An address: the front matter's ``slug``, else the words of the file's name, else those of the title.

    At most ``LONGEST`` characters, cut between words; never empty, never reserved.
    """
    stated = metadata.extra.get("slug")
    named = _file_slug(metadata.file_name) or _file_slug(path)
    for words in (_stated_slug(stated), named, latin(metadata.title)):
        slug = _bounded(words)
        if slug and why_refused(slug) is None:
            return slug
    return f"article-{_digest(metadata.title + path)}"


def latin(text: str) -> str:
    """``text`` as a slug of Latin words; Chinese as pinyin, characters with several readings by their words.

    The words that decide a reading are listed in Simplified script only, so Traditional text is converted first.
    """
    words = " ".join(lazy_pinyin(_simplified(text)) if han_count(text) else [text])
    return slugify(_PUNCTUATION.sub(" ", words.replace("'", "").replace("’", "")))


def why_refused(slug: str) -> str | None:
    """Why ``slug`` can be no article's address (a code: "empty", "long", "signs", "reserved"), or ``None``."""
    if not slug:
        return "empty"
    if len(slug) > 2 * LONGEST:
        return "long"
    if slug != slugify(slug, allow_unicode=True):
        return "signs"
    return "reserved" if slug in RESERVED else None


def alternatives(slug: str, path: str) -> list[str]:
    """What to call an article whose ``slug`` is taken, the nicest first; the last is nobody else's."""
    return [*(f"{slug}-{number}" for number in range(2, 10)), f"{slug}-{_digest(path)}"]


def _stated_slug(stated: object) -> str:
    """The slug that the author wrote, if it is one as it stands; capitals are made small."""
    slug = unicodedata.normalize("NFC", stated.strip().strip("/")).lower() if isinstance(stated, str) else ""
    return slug if slug == slugify(slug, allow_unicode=True) else ""


def _file_slug(path: str) -> str:
    """The words of a file's name; of its folder's where the name says nothing (``my-post/index.md``)."""
    parts = PurePosixPath(path).parts
    for name in [PurePosixPath(parts[-1]).stem, *parts[-2:-1]] if parts else []:
        slug = slugify(name.replace("_", "-").replace(".", "-")) if name.isascii() else ""
        if _is_readable(slug):
            return slug
        if not _is_generic(slug):
            break
    return ""


def _is_generic(slug: str) -> bool:
    """Whether a file's name says nothing of what is in it."""
    return re.sub(r"[-\d]+$", "", slug) in _GENERIC or _stands_for_folder(slug)


def _stands_for_folder(slug: str) -> bool:
    """Whether a file is what its folder is called: ``index.md``, ``_index.zh.md``, ``README.md``."""
    return slug.partition("-")[0] in {"index", "readme"}


def _is_readable(slug: str) -> bool:
    return not _is_generic(slug) and not _HASH_LIKE.fullmatch(slug) and sum(c.isalpha() for c in slug) > 2


def _bounded(slug: str) -> str:
    """At most ``LONGEST`` characters, cut between words."""
    if len(slug) <= LONGEST:
        return slug.strip("-_")
    return slug[: LONGEST + 1].rpartition("-")[0].strip("-_") or slug[:LONGEST]


def tag_slug(name: str) -> str:
    """The address of a tag; signs that leave nothing (an emoji) become a hash, so that it is never empty."""
    return slugify(name, allow_unicode=True)[:90] or f"tag-{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


# Files ----------------------------------------------------------------------------------------------------


def import_name(path: str) -> str:
    """The name by which a file is known when it comes again: its path below the folder that was imported.

    Composed (macOS writes names decomposed), with forward slashes and without anything that leads out of a folder.
    """
    clean = _UNSAFE.sub("", unicodedata.normalize("NFC", path)).replace("\\", "/")
    parts = [part for part in _DRIVE.sub("", clean, count=1).split("/") if part not in ("", ".", "..")]
    name = "/".join(parts) or "unnamed"
    if len(name) > LONGEST_FILE_NAME:
        name = f"{_digest(name)}/{name[-(LONGEST_FILE_NAME - 11) :]}"
    return name


def base_name(path: str) -> str:
    """The end of ``path`` that tells files apart: the file's own name, with its folder's where it says nothing."""
    parts = path.split("/")
    stem = slugify(PurePosixPath(parts[-1]).stem.replace(".", "-"))
    return "/".join(parts[-2:] if _stands_for_folder(stem) else parts[-1:])


def source_key(source: str) -> str:
    """A short key of a web address (an address itself is too long to be indexed); empty for anything else."""
    if not source.startswith(("http://", "https://")):
        return ""
    bare = source.partition("#")[0].partition("://")[2].rstrip("/")
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()
