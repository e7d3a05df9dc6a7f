"""The address of a passage without a note: ``<revision>:<start>-<end>``.

It names the revision by its number, so that it goes on saying which words were meant when the text changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"([1-9][0-9]{0,8}):(0|[1-9][0-9]{0,8})-([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class PassageAddress:
    """The passage ``text[start:end]`` (code points, half-open) of revision number ``revision`` of an article."""

    revision: int
    start: int
    end: int

    @classmethod
    def parse(cls, written: str) -> PassageAddress | None:
        """Read an address; ``None`` when it is none. Whether the passage exists only its revision can tell."""
        found = _FORM.fullmatch(written)
        if found is None:
            return None
        address = cls(*map(int, found.groups()))
        return address if address.start < address.end else None

    @property
    def written(self) -> str:
        """The address as it stands in links."""
        return str(self)

    def __str__(self) -> str:
        return f"{self.revision}:{self.start}-{self.end}"
