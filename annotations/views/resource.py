"""An annotation at its own IRI: data for programs; people are led to its page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response

import policy
from accounts.tokens import open_to_programs
from annotations.actions import withdraw
from annotations.exchange.outgoing import Site, as_record
from annotations.formats.record import FormatRefused
from annotations.models import Annotation, Visibility
from annotations.protocol import incoming
from annotations.protocol.answers import (
    RESOURCE_LINKS,
    as_problem,
    data_answer,
    dress,
    encode,
    etag_of,
    problem,
)
from annotations.protocol.container import describe, find
from annotations.protocol.negotiation import PROFILE, Wanted, wanted
from annotations.refusals import EditedMeanwhile

ALLOW = "GET, HEAD, OPTIONS, PUT, DELETE"


@open_to_programs
def resource(request: HttpRequest, key: str) -> HttpResponseBase:
    """GET: its description; PUT: its new words; DELETE: withdraw it. 410 for what was withdrawn, for ever."""
    if request.method in ("GET", "HEAD") and wanted(request) is Wanted.PAGE:
        # Whether there is such a page is the page's business: it also shows people what only they may see.
        return _dress(HttpResponse(status=303, headers={"Location": reverse("annotation", args=[key])}), key)
    row = find(key)
    if row is None:
        return _dress(_missing(key), key)
    if request.method == "OPTIONS":
        return _dress(HttpResponse(), key)
    if request.method in ("PUT", "DELETE"):
        return _dress(_change(request, row), key)
    if request.method not in ("GET", "HEAD"):
        return _dress(problem(405, "An annotation is read, replaced and withdrawn."), key)
    if wanted(request) is Wanted.NOTHING:
        return _dress(problem(406, "There is JSON-LD here, and a page."), key)
    data = describe(row, Site.of(request))
    return data_answer(request, data, allow=ALLOW, links=_links(key))


def _links(key: str) -> tuple[str, ...]:
    return (
        *RESOURCE_LINKS,
        f'<{reverse("annotations")}>; rel="collection"',
        f'<{reverse("annotation", args=[key])}>; rel="alternate"; type="text/html"',
    )


def _dress(answer: HttpResponse, key: str) -> HttpResponse:
    return dress(answer, allow=ALLOW, links=_links(key))


def _missing(key: str) -> HttpResponse:
    """Gone, if everybody could see it once; else there never was anything."""
    withdrawn = Annotation.objects.filter(
        Q(root__isnull=True) | Q(root__hidden_at__isnull=True),
        key=key, withdrawn_at__isnull=False, hidden_at__isnull=True, visibility=Visibility.PUBLIC,
        article__published_at__isnull=False,
    )  # fmt: skip
    if withdrawn.exists():
        return problem(410, "This annotation was withdrawn. Its address is not used again.")
    return problem(404, "There is no such annotation.")


def _change(request: HttpRequest, row: Annotation) -> HttpResponse:
    if not request.user.is_authenticated:
        return problem(401, "Sign in, or send a token.")
    may = policy.may_edit_annotation if request.method == "PUT" else policy.may_withdraw_annotation
    if not may(request.user, row):
        return problem(403, "Authors change and withdraw their own words.")
    site = Site.of(request)
    now = etag_of(encode(describe(row, site)))
    refused = get_conditional_response(request, etag=now)
    if refused is not None:
        return problem(412, "It has changed since you read it: fetch it again.")
    if request.method == "DELETE":
        withdraw(actor=request.user, annotation=row)
        return HttpResponse(status=204)
    return _put(request, row, site)


def _put(request: HttpRequest, row: Annotation, site: Site) -> HttpResponse:
    try:
        record = incoming.read(request)
        incoming.replace(actor=request.user, row=row, record=record, described=as_record(row, site))
    except incoming.Refused as refused:
        return problem(refused.status, refused.title)
    except FormatRefused as refused:
        return problem(422, str(refused), field=refused.field)
    except ValidationError as error:
        return as_problem(error)
    except EditedMeanwhile as conflict:
        return problem(412, str(conflict))
    except PermissionDenied:
        return problem(403, "Authors change their own words.")
    changed = find(row.key)
    if changed is None:
        return problem(410, "This annotation was withdrawn. Its address is not used again.")
    content = encode(describe(changed, site))
    answer = HttpResponse(content, content_type=PROFILE)
    answer["ETag"] = etag_of(content)
    return answer
