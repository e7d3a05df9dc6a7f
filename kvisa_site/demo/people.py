"""The people of the demo and their passwords."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, get_hasher, make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.models import User
from kvisa_site.demo.data import PersonPlan
from policy import Role

# One of each role even when the data file has none, and somebody who may do everything.
STAFF = (
    PersonPlan("editor", gettext_noop("Demo editor"), roles=frozenset({Role.EDITOR})),
    PersonPlan("moderator", gettext_noop("Demo moderator"), roles=frozenset({Role.MODERATOR})),
    PersonPlan("admin", gettext_noop("Demo admin"), is_superuser=True),
)
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # without l, o, 0 and 1, which people confuse
_GROUPS, _GROUP_LENGTH = 3, 5  # 75 bits
# Stretching is for passwords that people think of; 75 random bits need none, and each start of the demo checks
# all of them. The first real sign-in stores a fully stretched hash.
_ITERATIONS = 1_000


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the demo; ``password`` is ``None`` when it is not the one that the demo gave."""

    user: User
    password: str | None
    is_new: bool


def password_for(username: str) -> str:
    """The password that the demo gives ``username`` on this machine: readable, and the same at every start."""
    key = settings.SECRET_KEY.encode()
    digest = hmac.new(key, f"demo:{username}".encode(), hashlib.sha256).digest()
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[: _GROUPS * _GROUP_LENGTH])
    return "-".join(letters[at : at + _GROUP_LENGTH] for at in range(0, len(letters), _GROUP_LENGTH))


@transaction.atomic
def make_people(people: Iterable[PersonPlan]) -> tuple[Account, ...]:
    """Make the accounts that are missing; those that exist are left exactly as they are."""
    planned = {
        person.username: person for person in (*STAFF, *people)
    }  # the data file may describe the staff
    existing = {user.username: user for user in User.objects.filter(username__in=planned)}
    return tuple(
        _look_at(existing[name]) if name in existing else _make(person) for name, person in planned.items()
    )


def _make(person: PersonPlan) -> Account:
    """A new account with its roles."""
    password = password_for(person.username)
    user = User(
        username=User.normalize_username(person.username),
        display_name=person.display_name,
        bio=person.bio,
        password=_encode(password),
        is_superuser=person.is_superuser,
        is_staff=person.is_superuser,
    )
    user.full_clean(exclude=["password"])
    user.save()
    user.groups.set(Group.objects.filter(name__in=person.roles))
    return Account(user, password, is_new=True)


def _look_at(user: User) -> Account:
    """An account that exists, with its password if that is still the demo's."""
    password = password_for(user.username)
    is_ours = check_password(password, user.password)  # not the method, which would store a new hash
    return Account(user, password if is_ours else None, is_new=False)


def _encode(password: str) -> str:
    """The stored form of a random password."""
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=_ITERATIONS)
    return make_password(password)
