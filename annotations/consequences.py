"""What a new text does to the notes, as an editor sees it and decides on it before publishing.

The preview and the publication read the same decisions with the same function: what the preview says is what
happens. An editor sees the notes that ``visible_to`` shows; private notes are carried along unseen.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

import policy
from annotations.anchoring import MAX_QUOTE
from annotations.models import Annotation, Status
from annotations.placing import PlannedPlacement, plan_placements
from articles.models import Article, Revision
from articles.text.diff import Run, diff_text

if TYPE_CHECKING:
    from policy import Actor

ACCEPT, KEEP, QUOTE = "accept", "keep", "quote"  # beside "<start>-<end>": one of the places offered
MOST = 200  # notes shown one by one
_AROUND = 40  # code points of text on either side of a passage
_STAYING = (Status.EXACT, Status.SHIFTED, Status.MANUAL)

Decisions = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor wants for one note: a verdict of its own, or ``problem`` when it cannot be carried out."""

    choice: str = ACCEPT
    quote: str = ""
    place: tuple[int, int] | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A place in the new text that may be chosen: ``value`` is sent for it."""

    value: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Consequence:
    """What becomes of one note. ``before`` and ``after`` show the passage with what stands around it."""

    annotation: Annotation
    status: Status
    verdict: str
    before: tuple[str, str, str]
    after: tuple[str, str, str] | None
    runs: tuple[Run, ...]
    offers: tuple[Offer, ...]
    decision: Decision

    @property
    def field(self) -> str:
        """The name of the choice in the form."""
        return field_of(self.annotation)


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a text does to the notes that an editor may see: counts for all, each change for the first ``MOST``."""

    counts: tuple[tuple[Status, int], ...]
    changed: tuple[Consequence, ...]
    left_out: int
    problems: int
    token: str  # differs when anything that the editor was shown, or has decided, would come out differently

    @property
    def total(self) -> int:
        """How many notes there are."""
        return sum(number for _status, number in self.counts)


def field_of(annotation: Annotation) -> str:
    """The name of an annotation's choice in the form; ``…-quote`` holds the words for ``QUOTE``."""
    return f"note-{annotation.key}"


def decided_placements(
    *, actor: Actor | None, article: Article, previous: Revision, text: str, decisions: Decisions
) -> tuple[list[PlannedPlacement], dict[int, Decision]]:
    """Where all notes will stand when ``text`` follows ``previous`` and the ``decisions`` of ``actor`` are carried out.

    The second value holds what was decided, by the annotation's pk. A decision that cannot be carried out, or is
    about a note that ``actor`` may not place, changes nothing; the first says why.
    """
    plans = plan_placements(article=article, previous=previous, text=text)
    if not decisions or actor is None:
        return plans, {}
    notes = Annotation.objects.visible_to(actor).filter(article=article).threads().select_related("article")
    made = {
        note.pk: _read(decisions, field_of(note), text)
        for note in notes
        if field_of(note) in decisions and policy.may_place_annotation(actor, note)
    }
    return [_carry_out(plan, made.get(plan.annotation_id)) for plan in plans], made


def _read(decisions: Decisions, field: str, text: str) -> Decision:
    """What the form says of one note."""
    choice, quote = decisions[field], decisions.get(f"{field}-quote", "").strip()
    if choice in (ACCEPT, KEEP):
        return Decision(choice, quote)
    if choice == QUOTE:
        return _quoted(quote, text)
    start, _dash, end = choice.partition("-")
    if start.isdecimal() and end.isdecimal() and len(choice) < 20:
        place = int(start), int(end)
        if place[0] < place[1] <= len(text) and place[1] - place[0] <= MAX_QUOTE:
            return Decision(choice, quote, place)
    return Decision(choice, quote, problem=_("This place is not in the new text."))


def _quoted(quote: str, text: str) -> Decision:
    """The place of words that the editor has copied from the new text."""
    if not quote:
        return Decision(
            QUOTE, quote, problem=_("Copy the words of the new text on which the note shall stand.")
        )
    at = text.find(quote)
    if at < 0:
        return Decision(QUOTE, quote, problem=_("These words do not stand in the new text."))
    if text.find(quote, at + 1) >= 0:
        return Decision(
            QUOTE, quote, problem=_("These words stand in the new text more than once; copy more of them.")
        )
    if len(quote) > MAX_QUOTE:
        return Decision(QUOTE, quote, problem=_("The passage is too long."))
    return Decision(QUOTE, quote, (at, at + len(quote)))


def _carry_out(plan: PlannedPlacement, decision: Decision | None) -> PlannedPlacement:
    if decision is None or decision.problem or plan.status in _STAYING:
        return plan
    if decision.choice == KEEP:
        return replace(plan, status=Status.ORPHAN, new_range=None, new_text="", by_hand=True)
    if decision.place is not None:
        return replace(
            plan,
            status=Status.MANUAL,
            new_range=decision.place,
            near=decision.place[0],
            confidence=1.0,
            by_hand=True,
        )
    return plan


def consequences(*, actor: Actor, article: Article, text: str, decisions: Decisions) -> Consequences | None:
    """What publishing ``text`` as the next revision of ``article`` would do; ``None`` without notes to tell of."""
    previous = article.current
    if previous is None:
        return None
    seen = Annotation.objects.visible_to(actor).filter(article=article).threads().select_related("author")
    notes = {note.pk: note for note in seen}
    if not notes:
        return None
    undecided = plan_placements(article=article, previous=previous, text=text, with_candidates=True)
    final, made = decided_placements(
        actor=actor, article=article, previous=previous, text=text, decisions=decisions
    )
    pairs = [
        (before, after)
        for before, after in zip(undecided, final, strict=True)
        if before.annotation_id in notes
    ]
    changed = [pair for pair in pairs if pair[0].status not in _STAYING]
    return Consequences(
        counts=_counts(after for _before, after in pairs),
        changed=tuple(
            _consequence(
                notes[plan.annotation_id],
                plan,
                after,
                old=previous.text,
                new=text,
                decision=made.get(plan.annotation_id, Decision()),
            )
            for plan, after in changed[:MOST]
        ),
        left_out=max(0, len(changed) - MOST),
        problems=sum(bool(decision.problem) for pk, decision in made.items() if pk in notes),
        token=_token(after for _before, after in changed),
    )


def _counts(plans: Iterable[PlannedPlacement]) -> tuple[tuple[Status, int], ...]:
    found = Counter(plan.status for plan in plans)
    return tuple((status, found[status]) for status in Status if found[status])


def _token(plans: Iterable[PlannedPlacement]) -> str:
    told = ";".join(f"{plan.annotation_id}:{plan.status}:{plan.new_range}" for plan in plans)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _consequence(
    note: Annotation,
    plan: PlannedPlacement,
    after: PlannedPlacement,
    *,
    old: str,
    new: str,
    decision: Decision,
) -> Consequence:
    return Consequence(
        annotation=note,
        status=plan.status,
        verdict=str(after.status.label),
        before=_around(old, plan.old_range) or (note.prefix, note.exact, note.suffix),
        after=_around(new, after.new_range),
        runs=diff_text(plan.old_text, new[slice(*after.new_range)]) if after.new_range else (),
        offers=_offers(plan, new),
        decision=decision,
    )


def _around(text: str, place: tuple[int, int] | None) -> tuple[str, str, str] | None:
    if place is None:
        return None
    start, end = place
    return text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]


def _offers(plan: PlannedPlacement, text: str) -> tuple[Offer, ...]:
    found: Sequence[tuple[int, int]] = [(place.start, place.end) for place in plan.candidates]
    return tuple(
        Offer(f"{start}-{end}", *words)
        for start, end in found
        if (words := _around(text, (start, end))) and (start, end) != plan.new_range
    )
