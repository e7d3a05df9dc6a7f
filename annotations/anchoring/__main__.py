"""``python -m annotations.anchoring OLD NEW NOTES.json``: where the passages of one text stand in another.

``OLD`` and ``NEW`` are UTF-8 text files, read as they are: line ends and spaces count. ``NOTES.json`` is a list of
``{"start": …, "end": …}`` in code points of ``OLD``, half-open. Prints a JSON list in the same order with ``start``, ``end``
(null without a place), ``status`` and ``confidence``. ``--through FILE …`` goes on to further revisions, ``--table`` prints
for people. Needs no Django.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from annotations.anchoring.report import ReportError, add_arguments, printed


def main(given: list[str] | None = None) -> int:
    """Returns 0, or 2 after a message on standard error that names the file, the entry and the field."""
    parser = ArgumentParser(prog="python -m annotations.anchoring", description=__doc__)
    add_arguments(parser)
    try:
        sys.stdout.write(printed(parser.parse_args(given)))
    except ReportError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
