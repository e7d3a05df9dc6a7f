"""How much an import may cost: every bound in one place, with defaults that suit articles."""

from __future__ import annotations

import time
from dataclasses import dataclass

from articles.importing.document import ImportRefused


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one import. Sizes are bytes, times are seconds of CPU; what goes beyond is refused with a reason.

    ``archive_ratio`` is how many times larger a member of more than a megabyte may be than its packed form.
    ``archive_depth`` counts archives in archives: 1 opens the outer one only.
    """

    text_bytes: int = 2_000_000  # a text, Markdown or HTML file
    word_bytes: int = 20_000_000  # a Word file, pictures and all
    picture_bytes: int = 5_000_000
    archive_bytes: int = 200_000_000  # packed
    archive_members: int = 20_000
    archive_total_bytes: int = 1_000_000_000  # unpacked
    archive_ratio: int = 200
    archive_depth: int = 1
    seconds: float = 2.0


DEFAULT = Limits()


class Clock:
    """The CPU time that one document takes on its thread."""

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self._seconds = limits.seconds
        self._end = time.thread_time() + limits.seconds

    def check(self, file: str, line: int = 0) -> None:
        """Raise :class:`ImportRefused` when the document has had its time; asked between bounded steps of work."""
        if time.thread_time() > self._end:
            raise ImportRefused(
                f"The document takes more than {self._seconds:g} seconds of computing; import it in parts.",
                file=file,
                line=line,
            )
