"""The reading page, and the sentence picker for those who do not select with a mouse."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.forms import AnnotationForm
from annotations.page import reading_page
from annotations.protocol.answers import service_link
from annotations.views.finding import visible_article
from articles.models import Revision
from articles.text.passages import PassageAddress
from articles.text.segments import sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to pick: canonical offsets and its words."""

    start: int
    end: int
    text: str


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """An article with the discussion beside it; ``p`` points at a passage."""
    page = reading_page(visible_article(request, slug), request.user, request.GET.get("p", ""))
    context = {
        "page": page,
        "article": page.article,
        "form": AnnotationForm(initial={"revision": page.revision.pk}),
    }
    answer = render(request, "reading/article.html", context)
    answer["Link"] = service_link(page.article)
    return answer


@require_safe
def passages(request: HttpRequest, slug: str) -> HttpResponse:
    """The sentences of block ``block``; with ``from`` and ``to`` chosen, on to the form."""
    found = visible_article(request, slug)
    revision = found.current
    assert revision is not None
    revision.article = found  # spare the query: it is the same row
    number = request.GET.get("block", "")
    blocks = revision.table.blocks
    if not (number.isdecimal() and len(number) < 7 and int(number) < len(blocks)):
        raise Http404
    block = blocks[int(number)]
    spans = sentences(block.text) if block.text else []
    choices = [
        Sentence(block.start + span.start, block.start + span.end, block.text[span.start : span.end])
        for span in spans
    ]
    error = ""
    if "from" in request.GET:
        passage = _chosen(request, choices)
        if passage:
            return redirect(_next_page(request, revision, passage))
        error = _("Choose the first and the last sentence; the last must not stand before the first.")
    context = {
        "article": found,
        "block": block,
        "index": int(number),
        "sentences": choices,
        "error": error,
        "note": request.GET.get("note", ""),
    }
    return render(request, "reading/passages.html", context, status=422 if error else 200)


def _next_page(request: HttpRequest, revision: Revision, passage: tuple[int, int]) -> str:
    """Where the picker leads: to the form for a note, to the citation, or to the note that is to stand there."""
    slug = revision.article.slug
    address = PassageAddress(revision.number, *passage)
    if note := request.GET.get("note"):
        return f"{reverse('placement', args=[note])}?p={address}"
    if "cite" in request.GET:
        return reverse("citation", args=[slug, address])
    query = f"?revision={revision.pk}&start={passage[0]}&end={passage[1]}"
    return reverse("article-annotations", args=[slug]) + query


def _chosen(request: HttpRequest, choices: list[Sentence]) -> tuple[int, int] | None:
    """The passage from the first to the last sentence chosen; one alone is both."""
    first = request.GET.get("from", "")
    last = request.GET.get("to", "") or first
    numbers = [int(number) if number.isdecimal() and len(number) < 7 else -1 for number in (first, last)]
    if not all(0 <= number < len(choices) for number in numbers) or numbers[0] > numbers[1]:
        return None
    return choices[numbers[0]].start, choices[numbers[1]].end
