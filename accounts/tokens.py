"""Tokens: how a person's own programs sign in. Shown once, kept as a digest, revoked at will."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.models import Token
from accounts.names import clean_shown_name

if TYPE_CHECKING:
    from policy import Actor

MOST = 20  # tokens a person may have
_MARK = "kvr_"  # lets scanners of leaked secrets, and people, recognise one
_BYTES = 32
_PRECISION = timedelta(minutes=1)  # of "last used": a program that reads often does not write often
_SAFE = ("GET", "HEAD", "OPTIONS")
_FORMS = (
    "application/x-www-form-urlencoded",
    "multipart/form-data",
)  # what a page elsewhere can make browsers send

View = Callable[..., HttpResponseBase]


def make_token(*, actor: Actor, name: str, may_write: bool) -> str:
    """A new token of ``actor``, in clear this once. Raises ``PermissionDenied`` and ``ValidationError``."""
    if not actor.is_authenticated:
        raise PermissionDenied("People make tokens for themselves.")
    name = clean_shown_name(name)
    if not name:
        raise ValidationError({"name": _("Say what the token is for.")})
    if Token.objects.filter(user=actor.pk).count() >= MOST:
        raise ValidationError(_("You have %(most)d tokens. Revoke one first."), params={"most": MOST})
    secret = _MARK + secrets.token_urlsafe(_BYTES)
    assert actor.pk is not None
    Token.objects.create(user_id=actor.pk, name=name, digest=_digest(secret), may_write=may_write)
    return secret


def revoke_token(*, actor: Actor, pk: int) -> bool:
    """End one of ``actor``'s own tokens; whether there was such a one."""
    if not actor.is_authenticated:
        return False
    return bool(Token.objects.filter(user=actor.pk, pk=pk).delete()[0])


def _digest(secret: str) -> str:
    # 256 random bits need no stretching: nobody guesses them, however fast the digest is.
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(request: HttpRequest) -> Token | None:
    """The token that came in the ``Authorization`` header, if it holds."""
    secret = request.headers.get("Authorization", "").partition(" ")[2].strip()
    found = Token.objects.select_related("user").filter(digest=_digest(secret), user__is_active=True).first()
    now = timezone.now()
    if found and (found.last_used_at is None or now - found.last_used_at > _PRECISION):
        Token.objects.filter(pk=found.pk).update(last_used_at=now)
    return found


def open_to_programs(view: View) -> View:
    """A view that takes a token (``Authorization: Bearer …``) or the session of a browser, which then proves its form.

    A token that does not hold is answered with 401 and never falls back to the session; one that may only read gets
    403 for anything else.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        refused: HttpResponseBase | None = None
        if request.headers.get("Authorization", "").lower().startswith("bearer "):
            refused = _sign_in(request)
        elif request.user.is_authenticated or request.content_type in _FORMS:
            refused = _Csrf(lambda _request: HttpResponse()).process_view(request, _unexempt, (), {})
        return refused or view(request, *args, **kwargs)

    return wrapped


def _sign_in(request: HttpRequest) -> HttpResponse | None:
    token = token_of(request)
    if token is None:
        return _refused(401, "invalid_token", _("This token does not hold."))
    if request.method not in _SAFE and not token.may_write:
        return _refused(403, "insufficient_scope", _("This token may only read."))
    request.user = token.user
    return None


def _refused(status: int, code: str, message: str) -> HttpResponse:
    answer = JsonResponse(
        {"title": message, "status": status}, status=status, content_type="application/problem+json"
    )
    answer["WWW-Authenticate"] = f'Bearer error="{code}"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


class _Csrf(CsrfViewMiddleware):
    """Django's own check, asked for by hand: the middleware skips a view that programs may use."""


def _unexempt(request: HttpRequest) -> HttpResponse:
    """Stands for a view that is not exempt from the check."""
    return HttpResponse()
