"""The one door for everything readers write: nothing a reader typed reaches a page or a row but through here.

``render`` makes a body's clean HTML, ``excerpt`` its first words, ``tidy`` the text of a body as it is stored, ``plain`` a one-line field,
and ``check_address`` tells whether a source is a web address. What cannot be taken is refused with
:class:`MarkupRefused`, which carries a stable ``code`` and its ``params`` for the form to translate.

Imports no Django.
"""

from __future__ import annotations

from annotations.markup.addresses import check_address
from annotations.markup.body import render
from annotations.markup.excerpt import excerpt
from annotations.markup.limits import BODY_LIMIT, CLAIM_LIMIT, SOURCE_LIMIT
from annotations.markup.sanitise import clean
from annotations.markup.text import MarkupRefused, plain, tidy

__all__ = [
    "BODY_LIMIT",
    "CLAIM_LIMIT",
    "SOURCE_LIMIT",
    "MarkupRefused",
    "check_address",
    "clean",
    "excerpt",
    "plain",
    "render",
    "tidy",
]
