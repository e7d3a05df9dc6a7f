"""Why something a reader wanted could not be done, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotations.anchoring import Refusal
from annotations.markup import MarkupRefused

if TYPE_CHECKING:
    from annotations.models import Annotation
    from articles.models import Article

_PASSAGE = {
    "position": _("The place of the passage is missing or is no number."),
    "range": _("The place of the passage lies outside the text."),
    "quote": _("The passage is missing."),
    "empty": _("No words are selected."),
    "too-long": _("The passage is too long; %(limit)s characters are allowed."),
    "ambiguous": _(
        "The passage stands in several places. Select a few words more, so that it is clear which is meant."
    ),
    "not-found": _(
        "The passage does not stand in the text as it is now. Select it again; what you wrote is kept."
    ),
    "stale": _(
        "The article has been revised since you opened it, and the passage is no longer there as you saw it. "
        "Select it again in the present text; what you wrote is kept."
    ),
}
_MARKUP = {
    "too-long": _("This has %(length)s characters; %(limit)s are allowed."),
    "not-text": _("This is not text."),
}


class PassageRefused(Exception):
    """A passage that cannot be believed: nothing is stored. ``article`` is where the present text is."""

    def __init__(self, code: str, article: Article, params: dict[str, int] | None = None) -> None:
        self.code, self.article, self.params = code, article, params or {}
        super().__init__(str(_PASSAGE[code]) % self.params)

    @classmethod
    def because(cls, refusal: Refusal, article: Article) -> PassageRefused:
        """As :func:`annotations.anchoring.verify` refused it."""
        return cls(refusal.code, article, refusal.params)


class EditedMeanwhile(Exception):
    """Somebody (the same author in another window) edited the annotation after this edit was begun."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        super().__init__(
            str(_("This was edited in another window meanwhile. Both wordings are below; nothing is lost."))
        )


def as_validation_error(refused: MarkupRefused) -> ValidationError:
    """A refusal of the door as a form's error, on its field."""
    return ValidationError({refused.field: ValidationError(_MARKUP[refused.code], params=refused.params)})
