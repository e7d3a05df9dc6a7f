"""Ctrl-C that lets the work in hand be finished."""

from __future__ import annotations

import signal
import threading
from types import FrameType


class Interrupts:
    """Around a long work: the first Ctrl-C is remembered in ``came``, a second one interrupts at once.

    An interrupt in the middle of a query would leave a connection that answers nothing any more.
    """

    def __init__(self) -> None:
        self.came = False

    def __enter__(self) -> Interrupts:
        # Where interrupts are ignored (a job in the background) they stay so, and only the main thread gets any.
        heeds = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if heeds and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._remember)
        return self

    def __exit__(self, *exc: object) -> None:
        if signal.getsignal(signal.SIGINT) == self._remember:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _remember(self, number: int, frame: FrameType | None) -> None:
        if self.came:
            raise KeyboardInterrupt
        self.came = True
