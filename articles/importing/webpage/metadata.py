"""What a page says of itself: JSON-LD, meta elements, and the address it calls its own."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from articles.importing.webpage.dates import read_day
from articles.importing.webpage.tree import Element
from articles.text.normalise import fold_space

_LONGEST = 1_000
_MOST_JSON = 200_000
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Essay|Chapter|CreativeWork)$")
_PARTS = re.compile(r"\s+[|–—·•»:-]{1,2}\s+|\s*[_|]\s*")
_BY = re.compile(r"(?:by|文[/：:]|作者[/：:]|撰文[/：:])\s*", re.IGNORECASE)
_TITLES = ("og:title", "twitter:title", "articletitle", "dc.title", "citation_title")
_DATES = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "date",
    "dc.date", "dc.date.issued", "dcterms.created", "citation_publication_date", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "byl",
    "parsely-author",
    "citation_author",
    "sailthru.author",
)
_SUMMARIES = ("og:description", "description", "twitter:description", "dc.description")


@dataclass(frozen=True, slots=True)
class About:
    """What the page's head says; empty where it says nothing. ``titles`` are in the order of trust."""

    titles: tuple[str, ...] = ()
    window_title: str = ""
    author: str = ""
    date: datetime.date | None = None
    summary: str = ""
    address: str = ""
    site: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    unread: tuple[str, ...] = field(default=())  # what looked like metadata and could not be read


def read_about(root: Element) -> About:
    """The metadata of the page below ``root``."""
    meta = _meta_elements(root)
    unread: list[str] = []
    data = _article_data(root, unread)
    first = _first(meta)
    return About(
        titles=tuple(filter(None, [_text(data.get("headline")), *(first(name) for name in _TITLES)])),
        window_title=_text("".join(next(root.iter("title"), root.makeelement("title")).itertext())),
        author=_names(data.get("author")) or ", ".join(_authors(meta)),
        date=read_day(_text(data.get("datePublished")))
        or _day(first(name) for name in _DATES)
        or _time(root),
        summary=next(filter(None, map(first, _SUMMARIES)), "") or _text(data.get("description")),
        address=_own_address(root, meta),
        site=first("og:site_name") or first("contentsource"),
        section=first("article:section") or _text(data.get("articleSection")),
        tags=tuple(dict.fromkeys(_tags(meta, data))),
        language=_text(root.get("lang") or root.get("xml:lang")),
        unread=tuple(unread),
    )


def resolver(root: Element, address: str) -> Callable[[str], str]:
    """A function that makes links of the page absolute; "" for those that lead nowhere from elsewhere.

    Its base is the page's ``base`` element, else its own address.
    """
    base = next((element.get("href") or "" for element in root.iter("base")), "").strip()
    base = _join(address, base) or address

    def resolve(written: str) -> str:
        absolute = _join(base, written)
        return absolute if absolute.lower().startswith(("http://", "https://", "mailto:")) else ""

    return resolve


def title_of(about: About, headings: list[str]) -> tuple[str, str]:
    """The page's title and why it is believed; ``headings`` are the headings of level 1 on the page, in order.

    A heading that the head repeats is the title as readers see it; sites put their own name behind others.
    """
    said = [*about.titles, about.window_title]
    for heading in headings:
        if any(heading and heading in title for title in said):
            return heading, ""
    if about.titles:
        return about.titles[0], ""
    if about.window_title:
        return _without_site(about.window_title, about.site), "window-title" if not headings else ""
    return (headings[0], "") if len(headings) == 1 else ("", "")


def _without_site(title: str, site: str) -> str:
    """A window's title without the site's name behind it."""
    parts = _PARTS.split(title)
    if len(parts) < 2:
        return title
    if site and parts[-1] == site:
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»:-_")
    longest = max(parts, key=len)
    return longest if len(longest) > len(title) / 2 else title


# The head ----------------------------------------------------------------------------------------------


def _meta_elements(root: Element) -> list[tuple[str, str]]:
    found = []
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        found.append((name.strip().lower(), _text(element.get("content"))))
    return [(name, content) for name, content in found[:500] if name and content]


def _first(meta: list[tuple[str, str]]) -> Callable[[str], str]:
    values: dict[str, str] = {}
    for name, content in meta:
        values.setdefault(name, content)
    return lambda name: values.get(name, "")


def _authors(meta: list[tuple[str, str]]) -> list[str]:
    for wanted in _AUTHORS:
        found = [_BY.sub("", content) for name, content in meta if name == wanted and "://" not in content]
        if found:
            return list(dict.fromkeys(found))
    return []


def _tags(meta: list[tuple[str, str]], data: dict[str, Any]) -> Iterator[str]:
    yield from (content for name, content in meta if name == "article:tag")
    words = next((content for name, content in meta if name in ("keywords", "news_keywords")), "")
    listed = data.get("keywords")
    written = [words, *(listed if isinstance(listed, list) else [listed])]
    for text in map(_text, written):
        yield from (
            tag for tag in (part.strip() for part in re.split(r"[,，、;；]", text)) if 0 < len(tag) <= 60
        )


def _day(texts: Iterable[str]) -> datetime.date | None:
    return next((day for text in texts if (day := read_day(text))), None)


def _time(root: Element) -> datetime.date | None:
    """The first day of a ``time`` element."""
    elements = list(root.iter("time"))[:20]
    published = [element for element in elements if "publish" in (element.get("itemprop") or "").lower()]
    return _day(element.get("datetime") or "".join(element.itertext()) for element in published or elements)


def _own_address(root: Element, meta: list[tuple[str, str]]) -> str:
    links = (
        link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower()
    )
    written = [*links, *(content for name, content in meta if name == "og:url")]
    return next((address.strip() for address in written if _is_web(address.strip())), "")


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(address) <= _LONGEST


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # brackets that hold no IPv6 address
        return ""


# JSON-LD -----------------------------------------------------------------------------------------------


def _article_data(root: Element, unread: list[str]) -> dict[str, Any]:
    """The first description of an article in the page's JSON-LD."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if len(text) > _MOST_JSON:
            unread.append("The page's JSON-LD is too long to be read.")
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):  # json has no bound of its own on depth
            unread.append("The page's JSON-LD is not JSON.")
            continue
        if found := next(_articles(data), None):
            return found
    return {}


def _articles(data: Any) -> Iterator[dict[str, Any]]:
    todo = [data]
    for _ in range(1_000):
        if not todo:
            return
        here = todo.pop(0)
        if isinstance(here, list):
            todo += here
        elif isinstance(here, dict):
            kinds = here.get("@type")
            if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield here
            todo += [here[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in here]


def _names(value: Any) -> str:
    people = value if isinstance(value, list) else [value]
    names = (_text(person.get("name") if isinstance(person, dict) else person) for person in people[:20])
    return ", ".join(dict.fromkeys(name for name in names if name and "://" not in name))


def _text(value: Any) -> str:
    """A text of at most a thousand characters on one line; empty for anything else."""
    return fold_space(value[:_LONGEST]) if isinstance(value, str) else ""
