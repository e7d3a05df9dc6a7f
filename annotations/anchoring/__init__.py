"""Where annotations stand: describing a passage, verifying a claimed one, carrying it into a new revision.

Knows only text (the canonical text of revisions): offsets are Unicode code points, half-open. Imports no
Django.
"""

from __future__ import annotations

from annotations.anchoring.candidates import Candidate, Reason, candidates
from annotations.anchoring.describe import CONTEXT, Anchor, NothingChosen, describe
from annotations.anchoring.find import MAX_QUOTE, Claim, Found, Refusal, verify
from annotations.anchoring.reanchor import Comparison, Placed, Status, reanchor

__all__ = [
    "CONTEXT",
    "MAX_QUOTE",
    "Anchor",
    "Candidate",
    "Claim",
    "Comparison",
    "Found",
    "NothingChosen",
    "Placed",
    "Reason",
    "Refusal",
    "Status",
    "candidates",
    "describe",
    "reanchor",
    "verify",
]
