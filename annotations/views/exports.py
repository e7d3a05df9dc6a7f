"""Taking annotations away: one's own, those on an article, all public ones."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import policy
from accounts.tokens import open_to_programs
from annotations.edition import edition_of_article, edition_of_notes
from annotations.exchange.exports import FORMS
from annotations.exchange.outgoing import Site
from annotations.models import Annotation
from annotations.views.finding import visible_article

PRINTED = "html"


@require_safe
@open_to_programs
def mine(request: HttpRequest, form: str) -> HttpResponseBase:
    """Everything the reader wrote, private notes too."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    rows = Annotation.objects.visible_to(request.user).filter(author_id=request.user.pk).standing()
    if form == PRINTED:
        return StreamingHttpResponse(edition_of_notes(request, rows))
    return _download(request, rows, form, "my-annotations")


@require_safe
@open_to_programs
def article(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The public discussion of an article; as a page it is the text with its notes, for printing."""
    found = visible_article(request, slug)
    if form == PRINTED:
        context = {"edition": edition_of_article(found, request.user), "article": found}
        return render(request, "annotations/edition.html", context)
    return _download(request, _public(request).filter(article=found), form, found.slug)


@require_safe
@open_to_programs
def everything(request: HttpRequest, form: str) -> HttpResponseBase:
    """All public annotations, for those who work at the desk. Private notes leave with their authors only."""
    if not policy.may_export_everything(request.user):
        raise Http404
    rows = _public(request)
    if form == PRINTED:
        return StreamingHttpResponse(edition_of_notes(request, rows))
    return _download(request, rows, form, "annotations")


def _public(request: HttpRequest) -> QuerySet[Annotation]:
    """What is meant for everyone and not hidden; a withdrawn one stays as the place of its replies."""
    return Annotation.objects.visible_to(request.user).public().filter(hidden_at__isnull=True)


def _download(
    request: HttpRequest, rows: QuerySet[Annotation], name: str, file_name: str
) -> HttpResponseBase:
    form = FORMS.get(name)
    if form is None:
        raise Http404
    pieces = form.write(rows, Site.of(request), request.build_absolute_uri(request.path))
    answer = StreamingHttpResponse(_encoded(pieces), content_type=form.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{_ascii(file_name)}.{form.name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    """The pieces in parcels worth sending."""
    parcel: list[str] = []
    size = 0
    for piece in pieces:
        parcel.append(piece)
        size += len(piece)
        if size > 16_000:
            yield "".join(parcel).encode()
            parcel, size = [], 0
    yield "".join(parcel).encode()


def _ascii(name: str) -> str:
    return name if name.isascii() else "annotations"
