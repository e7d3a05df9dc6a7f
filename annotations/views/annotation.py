"""The permalink of an annotation: the passage in its surroundings, the thread, a form to answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

import policy
from annotations.forms import ReplyForm
from annotations.models import Annotation, Decision
from annotations.page import ThreadView, discussion, marks
from annotations.views.finding import visible_annotation
from articles.body import Item, body
from articles.models import Article


@require_safe
def annotation(request: HttpRequest, key: str) -> HttpResponse:
    """One thread; a reply's own address leads to its place in the thread."""
    found = visible_annotation(request, key)
    if found.is_reply:
        return redirect(found)
    article = Article.objects.select_related("current").defer("current__source").get(pk=found.article_id)
    assert article.current is not None
    threads, orphans = discussion(article, article.current, request.user, only=found)
    thread = next(iter(threads or orphans), None)
    if thread is None:
        raise Http404
    context = {
        "article": article,
        "thread": thread,
        "surroundings": surroundings(article, thread),
        "reply_form": ReplyForm(),
        "hidden_because": hidden_because(request, found),
    }
    return render(request, "annotations/annotation.html", context)


def hidden_because(request: HttpRequest, annotation: Annotation) -> str:
    """The reason for which a moderator hid it, for its author to read; empty for everyone else."""
    if not (annotation.is_hidden and policy.is_author(request.user, annotation)):
        return ""
    last = annotation.ledger.filter(decision=Decision.HIDE).first()
    return last.reason if last else ""


def surroundings(article: Article, thread: ThreadView) -> list[Item]:
    """The blocks that the passage touches, with it marked, and one on each side; nothing for an orphan."""
    assert article.current is not None
    if thread.place is None or thread.block_index is None:
        return []
    items = [item for group in body(article.current.table, marks([thread])) for item in group.items]
    last = max(item.index for item in items if item.block.start < thread.place[1])
    return items[max(0, thread.block_index - 1) : last + 2]
