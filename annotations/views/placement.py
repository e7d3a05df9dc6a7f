"""Showing by hand where a note belongs whose passage a revision has changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

import policy
from annotations.actions import put_in_place
from annotations.anchoring import candidates
from annotations.models import Annotation, Placement
from annotations.refusals import PassageRefused
from annotations.views.finding import allowed_annotation
from articles.models import Revision
from articles.text.passages import PassageAddress

NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Offer:
    """A place to choose: ``address`` (:class:`PassageAddress`), its words and those around it."""

    address: str
    before: str
    words: str
    after: str
    is_chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
def placement(request: HttpRequest, key: str) -> HttpResponse:
    """GET: the places that come into question, that in ``p`` first; POST: the one chosen, or none."""
    annotation = allowed_annotation(request, key, policy.may_place_annotation)
    article = annotation.article
    assert article.current_id is not None
    current = Revision.objects.defer("source").get(pk=article.current_id)
    place = Placement.objects.filter(annotation=annotation, revision=current).first()
    if place is None or not place.may_be_put_by_hand:
        raise Http404
    error = ""
    if request.method == "POST":
        error = _put(request, annotation, current)
        if not error:
            return redirect(annotation)
    context = {
        "annotation": annotation,
        "article": article,
        "place": place,
        "origin": annotation.revision,
        "offers": offers(annotation, place, current, request.GET.get("p", "")),
        "blocks": [(index, block) for index, block in enumerate(current.table.blocks) if block.text],
        "nowhere": NOWHERE,
        "error": error,
    }
    return render(request, "annotations/placement.html", context, status=409 if error else 200)


def _put(request: HttpRequest, annotation: Annotation, current: Revision) -> str:
    """Carry out the choice; returns what is wrong with it, or nothing."""
    chosen = request.POST.get("place", "")
    address = PassageAddress.parse(chosen)
    if address is None and chosen != NOWHERE:
        return _("Choose a place, or say that there is none.")
    if address is not None and address.revision != current.number:
        return _(
            "The article has been revised since you opened this page. Choose the place in the present text."
        )
    try:
        put_in_place(
            actor=request.user,
            annotation=annotation,
            revision_id=current.pk,
            passage=(address.start, address.end) if address else None,
        )
    except PassageRefused as refused:
        return str(refused)
    messages.success(request, _("The note has its place."))
    return ""


def offers(annotation: Annotation, place: Placement, current: Revision, chosen: str) -> list[Offer]:
    """The place the reader has picked, where it stands now, and what resembles the old passage."""
    spans: list[tuple[int, int]] = []
    picked = PassageAddress.parse(chosen)
    if picked and picked.revision == current.number and picked.end <= len(current.text):
        spans.append((picked.start, picked.end))
    if place.start is not None and place.end is not None:
        spans.append((place.start, place.end))
    sure = spans[0] if spans else None  # what only resembles the passage is for the reader to choose
    found = candidates(current.text, annotation.exact, place.near or 0)
    spans += [(candidate.start, candidate.end) for candidate in found]
    return [
        Offer(
            address=str(PassageAddress(current.number, start, end)),
            before=current.text[max(0, start - 40) : start],
            words=current.text[start:end],
            after=current.text[end : end + 40],
            is_chosen=(start, end) == sure,
        )
        for start, end in dict.fromkeys(spans)
    ]
