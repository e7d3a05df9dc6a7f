"""What a client asks for: the media type, and how much of a container."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from django.http import HttpRequest

JSON_LD = "application/ld+json"
PROFILE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_JSON = (JSON_LD, "application/json")
_PREFERENCE = re.compile(r'include\s*=\s*"([^"]*)"', re.IGNORECASE)
_MINIMAL = "http://www.w3.org/ns/ldp#PreferMinimalContainer"
_IRIS = "http://www.w3.org/ns/oa#PreferContainedIRIs"
_DESCRIPTIONS = "http://www.w3.org/ns/oa#PreferContainedDescriptions"


class Wanted(Enum):
    """The representations there are."""

    DATA = "data"
    PAGE = "page"
    NOTHING = "nothing"  # that we have


def wanted(request: HttpRequest) -> Wanted:
    """JSON-LD unless the client would rather have a page for people."""
    weights = {"data": 0.0, "page": 0.0}
    for accepted in request.accepted_types:
        name = f"{accepted.main_type}/{accepted.sub_type}".lower()
        weight = accepted.quality
        if name in _JSON:
            weights["data"] = max(weights["data"], weight)
        elif name == "text/html":
            weights["page"] = max(weights["page"], weight)
        elif name in ("*/*", "application/*"):
            weights["data"] = max(weights["data"], weight * 0.99)  # what is named goes before what is not
    if not any(weights.values()):
        return Wanted.NOTHING
    return Wanted.PAGE if weights["page"] > weights["data"] else Wanted.DATA


@dataclass(frozen=True, slots=True)
class Preference:
    """How a container answers: pages of addresses or of whole annotations; the first page within it or linked."""

    only_iris: bool = False
    embeds: bool = False


def preference(request: HttpRequest) -> Preference:
    """What the query string says, else the ``Prefer`` header. Contradictory preferences are as good as none."""
    if (iris := request.GET.get("iris")) in ("0", "1"):
        return Preference(only_iris=iris == "1")
    header = request.headers.get("Prefer", "")
    asked = {name for found in _PREFERENCE.findall(header) for name in found.split()}
    if _IRIS in asked and _DESCRIPTIONS in asked:
        asked -= {_IRIS, _DESCRIPTIONS}
    return Preference(
        only_iris=_IRIS in asked,
        embeds=_MINIMAL not in asked and not asked.isdisjoint({_IRIS, _DESCRIPTIONS}),
    )
