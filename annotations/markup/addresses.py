"""Web addresses: which text is one, and which a note may link to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from annotations.markup.limits import MAX_ADDRESS

# A bare address is ASCII and ends before Chinese punctuation and Han characters: "见https://example.com。"
BARE_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%|]{1,2000}", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@<>\"'()\\,;:?&%]{1,64}@[A-Za-z0-9.\-]{1,255}", re.IGNORECASE)
_HOST = re.compile(r"\[[0-9a-fA-F:.]{2,45}\]|[^\s\[\]<>\"'\\^`{|}%:/?#@&!$()*+,;=]{1,253}")
_UNSAFE = re.compile(r"[\s<>\"\\^`{}\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f]")
_TRAILING = ".,;:!?'*_~|"


def check_address(text: str) -> str | None:
    """``text`` if, apart from white space around it, it is one http(s) address with a host; else ``None``.

    An address that names a user (``https://bank.example@evil.example``) is none: it shows one host and opens
    another.
    """
    address = text.strip()
    if len(address) > MAX_ADDRESS or _UNSAFE.search(address):
        return None
    if not address[:8].lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(address)
        port_is_a_number = parts.port is None or parts.port >= 0
    except ValueError:  # an address that the standard library cannot read is none
        return None
    host = parts.netloc.removesuffix(f":{parts.port}") if parts.port is not None else parts.netloc.rstrip(":")
    if not port_is_a_number or not _HOST.fullmatch(host) or not any(sign.isalnum() for sign in host):
        return None
    return address


def link_target(text: str) -> str | None:
    """The address that a note may link to: what :func:`check_address` takes, or ``mailto:`` one mailbox."""
    target = text.strip()
    return target if _MAIL.fullmatch(target) else check_address(target)


def trim_bare(address: str) -> str:
    """A bare address without the sentence around it: ``https://example.org).`` ends at ``org``. Linear.

    It ends before the first closing bracket that it did not open, and without punctuation at its end.
    """
    opened = {")": 0, "]": 0}
    for at, sign in enumerate(address):
        if sign in "([":
            opened[")" if sign == "(" else "]"] += 1
        elif sign in opened:
            opened[sign] -= 1
            if opened[sign] < 0:
                address = address[:at]
                break
    return address.rstrip(_TRAILING)
