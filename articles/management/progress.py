"""A line that says how far a long command has come; on a terminal only."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper

_EVERY = 0.1  # seconds
_WIDTH = 24


class Progress:
    """A bar on ``stream``. Where that is no terminal, or ``total`` is 0, nothing is printed."""

    def __init__(self, stream: OutputWrapper, total: int) -> None:
        self._stream, self._total = stream, total
        self._shows = total > 0 and stream.isatty()
        self._started = self._printed = time.monotonic()
        self._done = 0

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        now = time.monotonic()
        if self._shows and (now - self._printed >= _EVERY or self._done == self._total):
            self._printed = now
            filled = _WIDTH * self._done // max(self._total, self._done)
            rate = self._done / max(now - self._started, 0.001)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            self._print(f"\r{bar} {self._done:,}/{self._total:,}  {rate:,.0f}/s\x1b[K")

    def clear(self) -> None:
        """Make room for a line."""
        if self._shows:
            self._print("\r\x1b[K")

    def _print(self, text: str) -> None:
        self._stream.write(text, style_func=str, ending="")
        self._stream.flush()
