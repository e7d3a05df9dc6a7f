"""The sanitiser of notes: bleach as agreed, then nh3, which is maintained and parses as browsers do.

What Python-Markdown hands over is already made of these elements only; this is the wall behind the wall.
"""

from __future__ import annotations

import re
import threading

import nh3
from bleach.sanitizer import Cleaner

from annotations.markup.addresses import link_target

TAGS = frozenset({"p", "br", "em", "strong", "code", "pre", "a", "ul", "ol", "li", "blockquote"})
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "nofollow ugc noopener"

_START = re.compile(r"[0-9]{1,9}")


def _keep(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that may stay, unchanged; ``None`` drops the attribute."""
    if (tag, name) == ("a", "rel"):
        return LINK_REL  # nh3 sets it and asks for it too
    if name not in ATTRIBUTES.get(tag, ()):
        return None
    if name == "href" and link_target(value) != value:
        return None
    if name == "start" and not _START.fullmatch(value):
        return None
    return value


def _allowed(tag: str, name: str, value: str) -> bool:
    """The same rule, as bleach asks for it."""
    return _keep(tag, name, value) is not None


class _Sanitisers(threading.local):
    """One pair a thread: bleach's parser keeps state while it works."""

    def __init__(self) -> None:
        self.bleach = Cleaner(
            tags=TAGS, attributes=_allowed, protocols=SCHEMES, strip=True, strip_comments=True
        )
        self.nh3 = nh3.Cleaner(
            tags=set(TAGS),
            # Without "*" nh3 allows lang and title on every element.
            attributes={"*": set(), **{tag: set(names) for tag, names in ATTRIBUTES.items()}},
            attribute_filter=_keep,
            url_schemes=set(SCHEMES),
            url_relative="deny",
            link_rel=LINK_REL,
            strip_comments=True,
        )


_of_this_thread = _Sanitisers()


def clean(html: str) -> str:
    """``html`` with the elements and attributes of a note only. Idempotent."""
    return _of_this_thread.nh3.clean(_of_this_thread.bleach.clean(html))
