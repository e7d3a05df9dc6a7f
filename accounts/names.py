"""What people may call themselves: rules for user names, names shown and what they say about themselves.

A name stands beside every note, so it must neither hide itself, nor turn the line around, nor pass for another.
"""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

USERNAME_MIN_LENGTH = 2
USERNAME_MAX_LENGTH = 40

# Names of the house, of its roles and of its addresses: nobody may speak as them.
RESERVED = frozenset(
    [
        "about",
        "account",
        "accounts",
        "admin",
        "administrator",
        "annotations",
        "anonymous",
        "api",
        "articles",
        "editor",
        "editors",
        "everyone",
        "help",
        "home",
        "info",
        "kvisa",
        "login",
        "logout",
        "mail",
        "me",
        "moderation",
        "moderator",
        "moderators",
        "nobody",
        "noreply",
        "owner",
        "people",
        "postmaster",
        "reader",
        "readingroom",
        "root",
        "security",
        "settings",
        "signup",
        "staff",
        "static",
        "superuser",
        "support",
        "system",
        "user",
        "webmaster",
        "管理员",
        "管理員",
        "编辑",
        "編輯",
        "版主",
        "官方",
        "系统",
        "系統",
        "匿名",
    ]
)

# Starts with a letter or a digit, so that no name is a path ("..") or hides behind a sign.
_USERNAME = re.compile(r"[^\W_][\w.-]*")
# Alphabets whose letters look alike: a name in two of them imitates another ("аdа" with Cyrillic а).
_LOOKALIKE_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})

_JOINERS = "\u200c\u200d"  # needed inside emoji and in Persian or Indic words
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that print nothing
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_PILED_MARKS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4,}")


def check_username(name: str) -> None:
    """Refuse a user name (already NFKC) that is too short, has other signs, or mixes look-alike alphabets."""
    if len(name) < USERNAME_MIN_LENGTH:
        raise ValidationError(
            _("A user name has at least %(count)d characters."), "too_short", {"count": USERNAME_MIN_LENGTH}
        )
    if not _USERNAME.fullmatch(name):
        raise ValidationError(
            _("A user name starts with a letter or a digit and has only letters, digits, “.”, “_” and “-”."),
            "characters",
        )
    alphabets = {unicodedata.name(letter, "").split(" ")[0] for letter in name if letter.isalpha()}
    if len(alphabets & _LOOKALIKE_ALPHABETS) > 1:
        raise ValidationError(_("A user name cannot mix letters of alphabets that look alike."), "mixed")


def is_reserved(name: str) -> bool:
    """Whether ``name`` is one of the house's own, whatever its case and the dots, dashes and underscores in it."""
    return re.sub(r"[._-]", "", unicodedata.normalize("NFKC", name).casefold()) in RESERVED


def clean_shown_name(text: str) -> str:
    """The name shown, NFC on one line with single spaces; empty stays empty. ``ValidationError`` when it deceives."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    _check_printable(name)
    if name and not any(_is_visible(character) for character in name):
        raise ValidationError(
            _("The name shown needs at least one letter or sign that can be seen."), "invisible"
        )
    return name


def clean_bio(text: str) -> str:
    """What people say about themselves: NFC lines, trimmed. ``ValidationError`` for signs that cannot be seen."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in lines:
        _check_printable(line.replace("\t", " "))
    return "\n".join(line.rstrip() for line in lines).strip()


def _check_printable(line: str) -> None:
    """Refuse control signs, direction overrides, unassigned characters and piles of accents."""
    for character in line:
        if character in _BLANK_LETTERS or (
            unicodedata.category(character) in _UNPRINTABLE and character not in _JOINERS
        ):
            raise ValidationError(
                _("The character %(code)s cannot be seen and is not allowed here."),
                "unprintable",
                {"code": f"U+{ord(character):04X}"},
            )
    if _PILED_MARKS.search(line):
        raise ValidationError(_("Too many accents stand on one letter."), "piled_marks")


def _is_visible(character: str) -> bool:
    """Whether the character by itself prints something: a letter, digit, punctuation mark or sign."""
    return unicodedata.category(character)[0] in "LNPS"
