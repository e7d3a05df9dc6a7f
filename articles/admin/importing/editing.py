"""Editing an article as its source text: the result waits at the desk like any other file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import uploads
from articles.admin.importing.desk import for_editors, page
from articles.forms import SourceForm
from articles.importing.overriding import text_of
from articles.models import Article, Batch, Upload


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the source of the current revision, or of an edit that waits; on POST go to the preview of the edit."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("current"), pk=pk)
    if article.current is None:
        raise Http404
    waiting = _waiting(request, article)
    file, data = (
        (waiting.file_name, waiting.data) if waiting else (article.current.file_name, article.current.source)
    )
    text = text_of(bytes(data), article.current.encoding if not waiting else "utf-8", article.current.format)
    if text is None:
        messages.warning(
            request, _("This article came as a Word file, which cannot be edited here as a text.")
        )
        return redirect("admin:articles_article_change", article.pk)
    form = SourceForm(request.POST or None, initial={"text": text})
    if request.method == "POST" and form.is_valid():
        upload = uploads.keep_edit(
            actor=request.user, article=article, file=file, text=form.cleaned_data["text"], waiting=waiting
        )
        return redirect(upload)
    status = 422 if form.errors else 200
    return page(request, "edit_source", {"form": form, "article": article, "waiting": waiting}, status)


def _waiting(request: HttpRequest, article: Article) -> Upload | None:
    """The edit that the address names, if it is the editor's own and still waits."""
    named = request.GET.get("upload", "")
    if not (named.isdecimal() and len(named) < 18):
        return None
    mine = Upload.objects.select_related("batch").filter(
        batch__in=Batch.objects.of(request.user), chosen=article
    )
    return get_object_or_404(mine.filter(state__in=("ready", "refused")), pk=int(named))
