"""A file as the formats read it."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.importing.limits import DEFAULT, Clock, Limits


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its bytes, and unless it is binary its text with ``\\n`` line ends and how that was encoded.

    ``confidence`` (0 to 1) says how sure the encoding is; ``rivals`` are encodings that would fit nearly as well.
    """

    file: str
    text: str
    encoding: str
    data: bytes = b""
    confidence: float = 1.0
    rivals: tuple[str, ...] = ()
    limits: Limits = DEFAULT
    clock: Clock = field(default_factory=Clock)
