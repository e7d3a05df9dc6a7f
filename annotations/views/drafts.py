"""The words of an annotation that could not be saved yet, kept in the session until one is.

They wait while their author signs in, and while they choose the passage again in a text that was revised.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from annotations.forms import AnnotationForm
from articles.models import Article

_KEPT = "annotation_draft"
_LONGEST = 60_000  # characters: more than any form that could be saved has


def keep(request: HttpRequest, article: Article) -> bool:
    """Keep what was posted for ``article``, the last draft only; false when it is too much to keep."""
    values = {name: request.POST.get(name, "") for name in AnnotationForm.base_fields}
    if sum(map(len, values.values())) > _LONGEST:
        return False
    request.session[_KEPT] = {"article": article.pk, "values": values}
    return True


def kept(request: HttpRequest, article: Article) -> dict[str, Any]:
    """The draft for ``article`` of whoever is signed in; empty when there is none."""
    draft = request.session.get(_KEPT)
    if not request.user.is_authenticated or not draft or draft["article"] != article.pk:
        return {}
    return {name: value for name, value in draft["values"].items() if value}


def forget(request: HttpRequest, article: Article) -> None:
    """The draft for ``article`` was saved."""
    if kept(request, article):
        del request.session[_KEPT]
