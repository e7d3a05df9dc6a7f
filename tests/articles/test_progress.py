"""The bar of long commands: on a terminal only, and out of the way of lines."""

from __future__ import annotations

from io import StringIO

from django.core.management.base import OutputWrapper

from articles.management.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_how_far_the_work_is():
    out = Terminal()
    progress = Progress(OutputWrapper(out), 2)
    progress.step()
    progress.step()
    assert "2/2" in out.getvalue()
    progress.clear()
    assert out.getvalue().endswith("\r\x1b[K")


def test_a_file_is_told_nothing():
    out = StringIO()
    progress = Progress(OutputWrapper(out), 2)
    progress.step()
    progress.step()
    progress.clear()
    assert out.getvalue() == ""
