"""Printing form fields the same way on every page, in our words instead of a library's."""

from __future__ import annotations

from django import template
from django.forms import BoundField, CheckboxInput

register = template.Library()


@register.inclusion_tag("accounts/_field.html")
def field(bound: BoundField, label: str = "", explanation: str = "") -> dict[str, object]:
    """Print ``bound`` with its label above, help and errors; ``label`` and ``explanation`` replace its own words.

    A placeholder is dropped: it repeats the label and vanishes when one types.
    """
    bound.field.widget.attrs.pop("placeholder", None)
    if label:
        bound.label = label
    if explanation:
        bound.help_text = explanation  # Django links it to the field by aria-describedby
    return {"field": bound, "is_check": isinstance(bound.field.widget, CheckboxInput)}
