"""The pictures of a page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from articles.importing.webpage.tree import Element

# Lazy pages keep the address aside until the picture is seen.
_ADDRESSES = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "src")


@dataclass(frozen=True, slots=True)
class Picture:
    """An ``img`` element: its address as written and its description."""

    address: str
    description: str

    def html(self, caption: str = "") -> str:
        """The element again, with its caption as title."""
        return (
            f'<img src="{escape(self.address)}" alt="{escape(self.description)}" title="{escape(caption)}">'
        )


def picture_of(element: Element) -> Picture | None:
    """The picture that an ``img`` shows; ``None`` for counters and spacers."""
    if any((element.get(name) or "").strip() in ("0", "1", "2") for name in ("width", "height")):
        return None
    written = ((element.get(name) or "").strip() for name in _ADDRESSES)
    address = next((value for value in written if value and not value.startswith(("data:", "about:"))), "")
    description = (element.get("alt") or "").strip()
    if address.startswith("//"):
        address = "https:" + address
    return Picture(address, description) if address or description else None
