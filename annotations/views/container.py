"""The containers of the Web Annotation Protocol: of the site, and of one article."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from accounts.tokens import open_to_programs
from annotations.exchange.outgoing import Site
from annotations.formats.record import FormatRefused
from annotations.protocol import incoming
from annotations.protocol.answers import (
    CONTAINER_LINKS,
    RESOURCE_LINKS,
    as_problem,
    data_answer,
    dress,
    problem,
)
from annotations.protocol.container import Container, describe, find
from annotations.protocol.negotiation import Wanted, preference, wanted
from annotations.refusals import PassageRefused
from annotations.views import writing
from annotations.views.finding import visible_article
from annotations.views.resource import ALLOW as RESOURCE_ALLOW
from articles.models import Article

ALLOW = "GET, HEAD, OPTIONS, POST"
PAGE_ALLOW = "GET, HEAD, OPTIONS"
_VARY = "Accept, Prefer"


@open_to_programs
def container(request: HttpRequest) -> HttpResponseBase:
    """The container of the site; browsers that ask for a page get the discussion of all articles."""
    if request.method in ("GET", "HEAD") and wanted(request) is Wanted.PAGE:
        return dress(redirect("discussion"), allow=ALLOW)
    return _answer(request, Container(Site.of(request)), article=None)


@open_to_programs
def article_container(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The container of an article. Forms, and browsers that ask for a page, get the form for a new annotation."""
    is_form = request.method == "POST" and not incoming.is_data(request)
    asks_for_form = not {"revision", "draft"}.isdisjoint(request.GET) or wanted(request) is Wanted.PAGE
    if is_form or (request.method in ("GET", "HEAD") and asks_for_form):
        return writing.compose(request, slug)
    article = visible_article(request, slug)
    return _answer(request, Container(Site.of(request), article), article)


def _answer(request: HttpRequest, found: Container, article: Article | None) -> HttpResponse:
    if request.method == "OPTIONS":
        return dress(HttpResponse(), allow=ALLOW, links=CONTAINER_LINKS, vary=_VARY)
    if request.method == "POST":
        return dress(_post(request, article), allow=ALLOW, links=CONTAINER_LINKS, vary=_VARY)
    if request.method not in ("GET", "HEAD"):
        return dress(problem(405, "A container is read, and added to."), allow=ALLOW, links=CONTAINER_LINKS)
    if wanted(request) is Wanted.NOTHING:
        return dress(problem(406, "There is JSON-LD here, and a page."), allow=ALLOW, links=CONTAINER_LINKS)
    if "page" in request.GET:
        return _page(request, found)
    data = found.describe(preference(request))
    answer = data_answer(request, data, allow=ALLOW, links=CONTAINER_LINKS, vary=_VARY)
    answer["Content-Location"] = data["id"]
    return answer


def _page(request: HttpRequest, found: Container) -> HttpResponse:
    number = request.GET["page"]
    page = found.page(preference(request), int(number)) if number.isdecimal() and len(number) < 9 else None
    if page is None:
        return dress(problem(404, "There is no such page."), allow=PAGE_ALLOW, vary=_VARY)
    return data_answer(request, page, allow=PAGE_ALLOW, links=(), vary=_VARY)


def _post(request: HttpRequest, article: Article | None) -> HttpResponse:
    """Make an annotation; it is answered whole, at the address it now has."""
    if not request.user.is_authenticated:
        return problem(401, "Sign in, or send a token.", sign_in=redirect_to_login("/")["Location"])
    try:
        record = incoming.read(request)
        made = incoming.create(actor=request.user, record=record, request=request, article=article)
    except incoming.Refused as refused:
        answer = problem(refused.status, refused.title)
        if refused.status == 429:
            answer["Retry-After"] = "60"
        return answer
    except FormatRefused as refused:
        return problem(422, str(refused), field=refused.field)
    except ValidationError as error:
        return as_problem(error)
    except PassageRefused as refused:
        return stale(request, refused)
    except PermissionDenied:
        return problem(403, "This may not be annotated.")
    site = Site.of(request)
    row = find(made.key)
    assert row is not None
    answer = data_answer(request, describe(row, site), allow=RESOURCE_ALLOW, links=RESOURCE_LINKS, status=201)
    answer["Location"] = site.iri(made.key)
    return answer


def stale(request: HttpRequest, refused: PassageRefused) -> HttpResponse:
    """The passage does not stand there; where the present text is."""
    assert refused.article.current is not None
    now = Site.of(request).revision(refused.article, refused.article.current.number)
    return problem(409, str(refused), code=refused.code, current_revision=now)
