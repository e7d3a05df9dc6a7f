"""The form for a new annotation, and where it is sent."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.signing_in import too_long_to_wait
from annotations.actions import annotate
from annotations.anchoring import NothingChosen, describe
from annotations.forms import AnnotationForm
from annotations.models import Annotation
from annotations.refusals import PassageRefused
from annotations.views import drafts
from annotations.views.finding import visible_article
from articles.models import Article, Revision

_LONGEST_PASSAGE = 5_000


@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the form for the passage in the query string. POST: annotate."""
    article = visible_article(request, slug)
    if request.method == "POST":
        return _create(request, article)
    draft = drafts.kept(request, article)
    passage = _passage(article, request.GET) if "revision" in request.GET else {}
    if passage is None or not (passage or draft):
        return redirect(article)
    if not request.user.is_authenticated:
        return redirect(_sign_in(request.get_full_path()))
    return _form_page(request, article, AnnotationForm(initial=draft | passage), was_kept=bool(draft))


def _create(request: HttpRequest, article: Article) -> HttpResponse:
    wants_json = request.accepts("application/json") and not request.accepts("text/html")
    if not request.user.is_authenticated:
        return _ask_to_sign_in(request, article, wants_json=wants_json)
    form = AnnotationForm(request.POST)
    if form.is_valid() and not wants_json:
        form.refuse_stray_words()
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            made = annotate(actor=request.user, article=article, revision_id=values.pop("revision"), **values)
        except ValidationError as error:
            form.add_error(None, error)
        except PassageRefused as refused:
            return _refuse(request, article, form, refused, wants_json=wants_json)
        else:
            return _created(request, made, article, wants_json=wants_json)
    if wants_json:
        return JsonResponse({"errors": form.errors}, status=422)
    return _form_page(request, article, form, status=422)


def _created(request: HttpRequest, made: Annotation, article: Article, *, wants_json: bool) -> HttpResponse:
    here = f"{article.get_absolute_url()}#note-{made.key}"
    if wants_json:
        return JsonResponse(
            {"key": made.key, "url": made.get_absolute_url(), "article_url": here}, status=201
        )
    drafts.forget(request, article)
    return redirect(here)


def _refuse(
    request: HttpRequest, article: Article, form: AnnotationForm, refused: PassageRefused, *, wants_json: bool
) -> HttpResponse:
    """Nothing was stored; say why, where the present text is, and keep what was typed for another passage."""
    if wants_json:
        answer = {
            "error": str(refused),
            "code": refused.code,
            "current_revision": article.current_id,
            "url": article.get_absolute_url(),
        }
        return JsonResponse(answer, status=409)
    form.add_error(None, str(refused))
    drafts.keep(request, article)
    return _form_page(request, article, form, status=409)


def _ask_to_sign_in(request: HttpRequest, article: Article, *, wants_json: bool) -> HttpResponse:
    """Signing in loses nothing: the draft waits in the session, or in the browser of whoever has a script."""
    address = reverse("article-annotations", args=[article.slug])
    if wants_json:
        answer = {
            "error": _("Sign in to annotate; your draft is kept."),
            "sign_in": _sign_in(article.get_absolute_url()),
        }
        return JsonResponse(answer, status=401)
    if not drafts.keep(request, article):
        return too_long_to_wait(request)
    return redirect(_sign_in(f"{address}?draft"))


def _sign_in(then: str) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': then})}"


def _passage(article: Article, query: QueryDict) -> dict[str, Any] | None:
    """The passage named in the query string, described; ``None`` when it is none."""
    numbers = [query.get(name, "") for name in ("revision", "start", "end")]
    if not all(number.isdecimal() and len(number) < 12 for number in numbers):
        return None
    pk, start, end = map(int, numbers)
    revision: Revision | None = article.revisions.filter(pk=pk).defer("source", "blocks").first()
    if revision is None or not 0 <= start < end <= len(revision.text) or end - start > _LONGEST_PASSAGE:
        return None
    try:
        anchor = describe(revision.text, start, end)
    except NothingChosen:
        return None
    return {
        "revision": pk,
        "start": anchor.start,
        "end": anchor.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    } | ({"kind": query["kind"]} if "kind" in query else {})


def _form_page(
    request: HttpRequest, article: Article, form: AnnotationForm, *, status: int = 200, was_kept: bool = False
) -> HttpResponse:
    context = {
        "article": article,
        "form": form,
        "quote": form["exact"].value() or "",
        "lang": article.lang,
        "was_kept": was_kept,
    }
    return render(request, "annotations/form.html", context, status=status)
