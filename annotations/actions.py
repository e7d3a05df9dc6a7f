"""What readers and moderators do with annotations. Every verb names its actor and is one short transaction.

Words are rendered and passages verified before the transaction begins; inside are only inserts and counters.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import policy
from annotations.anchoring import MAX_QUOTE, Anchor, Claim, Found, NothingChosen, describe, verify
from annotations.markup import MarkupRefused, plain
from annotations.models import (
    Annotation,
    Decision,
    Kind,
    LedgerEntry,
    Placement,
    Report,
    ReportReason,
    Status,
    Visibility,
    Wording,
    make_key,
)
from annotations.placing import place_in_new_revision
from annotations.provenance import Provenance, keep_with
from annotations.refusals import EditedMeanwhile, PassageRefused, as_validation_error
from annotations.tagging import set_tags
from annotations.words import read_tags, read_words
from articles.models import Article, Revision

if TYPE_CHECKING:
    from policy import Actor

REASON_LIMIT = 1_000
_TRIES = 3


def annotate(
    *,
    actor: Actor,
    article: Article,
    revision_id: int,
    start: int,
    end: int,
    exact: str,
    prefix: str = "",
    suffix: str = "",
    kind: str,
    visibility: str = Visibility.PUBLIC,
    claim: str = "",
    body: str = "",
    source: str = "",
    tags: Iterable[str] = (),
    client_key: uuid.UUID | None = None,
    key: str = "",
    provenance: Provenance | None = None,
) -> Annotation:
    """Attach an annotation to a passage of ``article`` as the reader saw it in revision ``revision_id``.

    Sent twice with the same ``client_key`` it is one annotation. ``key`` is the public name a client asked for,
    which must be free; ``provenance`` is saved with it. Raises ``PermissionDenied``, ``ValidationError``
    (per field) and :class:`PassageRefused`; then nothing is stored.
    """
    if not policy.may_annotate(actor, article):
        raise PermissionDenied("Readers annotate what they may read, when signed in.")
    if kind not in Kind.values or kind == Kind.REPLY:
        raise ValidationError({"kind": _("Choose what kind of annotation this is.")})
    chosen = _chosen_visibility(visibility)
    if sent := _sent_before(actor, client_key):
        return sent
    words, names = read_words(kind, claim=claim, body=body, source=source), read_tags(tags)
    seen = article.revisions.filter(pk=revision_id).defer("source").first()
    if seen is None:
        raise PassageRefused("stale", article)
    found = _verified(article, seen, Claim(start, end, exact, prefix, suffix))
    annotation = Annotation(
        article=article,
        author_id=actor.pk,
        kind=kind,
        visibility=chosen,
        revision=seen,
        start=found.anchor.start,
        end=found.anchor.end,
        exact=found.anchor.exact,
        prefix=found.anchor.prefix,
        suffix=found.anchor.suffix,
        claim=words.claim,
        body=words.body,
        body_html=words.body_html,
        source=words.source,
        client_key=client_key,
        key=key or make_key(),
    )
    return _store(actor, annotation, client_key, names, provenance)


def _chosen_visibility(visibility: str) -> Visibility:
    if visibility not in Visibility.values:
        raise ValidationError({"visibility": _("Choose who may read it.")})
    return Visibility(visibility)


def _sent_before(actor: Actor, client_key: uuid.UUID | None) -> Annotation | None:
    """What ``actor`` has already sent under this key."""
    if client_key is None:
        return None
    return Annotation.objects.filter(author_id=actor.pk, client_key=client_key).select_related("root").first()


def _verified(article: Article, revision: Revision, claim: Claim) -> Found:
    bounds = [(block.start, block.end) for block in revision.table.blocks]
    found = verify(revision.text, claim, block_bounds=bounds)
    if not isinstance(found, Found):
        raise PassageRefused.because(found, article)
    return found


def _store(
    actor: Actor,
    annotation: Annotation,
    client_key: uuid.UUID | None,
    tags: list[str],
    provenance: Provenance | None,
) -> Annotation:
    """Save the annotation with its placements; begin again when a revision was published in between."""
    for _attempt in range(_TRIES):
        current = Article.objects.select_related("current").get(pk=annotation.article_id).current
        assert current is not None
        place = place_in_new_revision(annotation, current)
        if place.start is None:
            raise PassageRefused("stale", annotation.article)
        try:
            with transaction.atomic():
                if _current_id(annotation.article_id) != current.pk:
                    continue
                annotation.save(force_insert=True)
                origin = Placement(
                    annotation=annotation,
                    revision=annotation.revision,
                    start=annotation.start,
                    end=annotation.end,
                    status=Status.EXACT,
                    near=annotation.start,
                )
                here = [place] if annotation.revision_id != current.pk else []
                Placement.objects.bulk_create([origin, *here])
                keep_with(annotation, tags, provenance)
                return annotation
        except IntegrityError:
            if sent := _sent_before(actor, client_key):
                return sent
            raise
    raise PassageRefused("stale", annotation.article)


def _current_id(article_id: int) -> int | None:
    """The current revision, with the article locked until the transaction ends: publishing waits for us."""
    return Article.objects.select_for_update().values_list("current_id", flat=True).get(pk=article_id)


def reply(
    *,
    actor: Actor,
    parent: Annotation,
    body: str,
    tags: Iterable[str] = (),
    client_key: uuid.UUID | None = None,
    key: str = "",
    provenance: Provenance | None = None,
) -> Annotation:
    """Answer an annotation or a reply; sent twice with the same ``client_key`` it is one reply.

    Raises ``PermissionDenied`` and ``ValidationError``.
    """
    if sent := _sent_before(actor, client_key):
        return sent
    words, names = read_words(Kind.REPLY, body=body), read_tags(tags)
    try:
        with transaction.atomic():
            root = _locked(parent.root_id or parent.pk)
            parent = root if parent.pk == root.pk else _locked(parent.pk)
            if not (policy.may_reply(actor, parent) and policy.may_reply_in(actor, root)):
                raise PermissionDenied("This does not take replies.")
            answer = Annotation.objects.create(
                article_id=root.article_id,
                author_id=actor.pk,
                kind=Kind.REPLY,
                root=root,
                parent=parent,
                body=words.body,
                body_html=words.body_html,
                client_key=client_key,
                key=key or make_key(),
            )
            keep_with(answer, names, provenance)
            Annotation.objects.filter(pk=parent.pk).update(replies_count=F("replies_count") + 1)
            return answer
    except IntegrityError:
        if sent := _sent_before(actor, client_key):
            return sent
        raise


def _locked(pk: int) -> Annotation:
    """The annotation as it is now, locked until the transaction ends."""
    return Annotation.objects.select_for_update(of=("self",)).select_related("article", "root").get(pk=pk)


def edit(
    *,
    actor: Actor,
    annotation: Annotation,
    claim: str = "",
    body: str = "",
    source: str = "",
    tags: Iterable[str] | None = None,
    visibility: str | None = None,
    begun_at: datetime | None = None,
) -> Annotation:
    """Change the words; the wording before stays in the history. ``begun_at`` is the ``edited_at`` the author saw.

    ``tags`` replace those it has; ``None`` leaves them.

    When a private note becomes public its history begins anew: what was written in private stays so.
    Raises ``PermissionDenied``, ``ValidationError`` and :class:`EditedMeanwhile`.
    """
    words = read_words(annotation.kind, claim=claim, body=body, source=source)
    names = None if tags is None else read_tags(tags)
    with transaction.atomic():
        current = _locked(annotation.pk)
        if not policy.may_edit_annotation(actor, current):
            raise PermissionDenied("Authors edit their own words while these stand.")
        if current.edited_at != begun_at:
            raise EditedMeanwhile(current)
        was_private = not current.is_public
        _change_visibility(current, visibility)
        if (current.claim, current.body, current.source) != (words.claim, words.body, words.source):
            Wording.objects.create(
                annotation=current,
                claim=current.claim,
                body=current.body,
                body_html=current.body_html,
                source=current.source,
            )
            current.claim, current.body, current.source = words.claim, words.body, words.source
            current.body_html = words.body_html
            current.edited_at = timezone.now()
        current.save(update_fields=["claim", "body", "body_html", "source", "edited_at", "visibility"])
        if names is not None:
            set_tags(current, names)
        if was_private and current.is_public:
            current.wordings.all().delete()
        return current


def _change_visibility(annotation: Annotation, visibility: str | None) -> None:
    """Private notes may become public; public ones private only while nobody has answered."""
    if visibility is None or annotation.is_reply or visibility == annotation.visibility:
        return
    chosen = _chosen_visibility(visibility)
    if chosen is Visibility.PRIVATE and annotation.has_replies:
        raise ValidationError({"visibility": _("Others have answered; it can no longer be made private.")})
    annotation.visibility = chosen


def put_in_place(
    *, actor: Actor, annotation: Annotation, revision_id: int, passage: tuple[int, int] | None
) -> Placement:
    """Say by hand where the passage stands in the current text (``revision_id``); ``None``: nowhere any more.

    Raises ``PermissionDenied`` and :class:`PassageRefused` (the text has changed, or there is no such passage).
    """
    with transaction.atomic():
        current_id = _current_id(annotation.article_id)
        row = _locked(annotation.pk)
        if not policy.may_place_annotation(actor, row):
            raise PermissionDenied("Authors and editors put notes in their place.")
        if current_id != revision_id:
            raise PassageRefused("stale", row.article)
        place = Placement.objects.select_related("revision").get(annotation=row, revision_id=current_id)
        if not place.may_be_put_by_hand:
            raise PermissionDenied("The words stand as they stood.")
        place.start, place.end, place.status = None, None, Status.ORPHAN
        if passage is not None:
            anchor = _described(row.article, place.revision.text, passage)
            place.start, place.end, place.near = anchor.start, anchor.end, anchor.start
            place.status, place.confidence = Status.MANUAL, 1.0
        place.placed_by_id = actor.pk
        place.acknowledged_at = timezone.now() if policy.is_author(actor, row) else None
        place.save()
        return place


def _described(article: Article, text: str, passage: tuple[int, int]) -> Anchor:
    """The passage as an anchor; refused when it is none or longer than a quote may be."""
    try:
        anchor = describe(text, *passage)
    except (IndexError, NothingChosen):
        raise PassageRefused("range", article) from None
    if anchor.end - anchor.start > MAX_QUOTE:
        raise PassageRefused("too-long", article, {"limit": MAX_QUOTE})
    return anchor


def acknowledge(*, actor: Actor) -> int:
    """The author has seen what became of their notes; returns how many were new to them."""
    places = Placement.objects.current().changed().filter(annotation__author_id=actor.pk)
    return places.filter(acknowledged_at__isnull=True).update(acknowledged_at=timezone.now())


def withdraw(*, actor: Actor, annotation: Annotation) -> None:
    """Take back one's own words. While replies stand, an empty place remains; the words and their history go.

    Reports of them are settled: there is nothing left to decide about.
    """
    with transaction.atomic():
        # As in a reply, the root first: whoever changes the counts of a thread waits there and not crosswise.
        root = _locked(annotation.root_id or annotation.pk)
        current = root if annotation.pk == root.pk else _locked(annotation.pk)
        if not policy.may_withdraw_annotation(actor, current):
            raise PermissionDenied("Authors withdraw their own words.")
        current.withdrawn_at = timezone.now()
        current.claim = current.body = current.body_html = current.source = ""
        current.save(update_fields=["withdrawn_at", "claim", "body", "body_html", "source"])
        current.wordings.all().delete()
        current.tagged.all().delete()
        current.reports.filter(settled_at__isnull=True).update(settled_at=current.withdrawn_at)
        _vanish(current)


def _vanish(annotation: Annotation) -> None:
    """A withdrawn annotation without replies is no longer seen; it may have been its parent's last reply."""
    here: Annotation | None = annotation
    while here is not None and here.is_withdrawn and not here.has_replies and here.parent_id:
        Annotation.objects.filter(pk=here.parent_id, replies_count__gt=0).update(
            replies_count=F("replies_count") - 1
        )
        here = Annotation.objects.filter(pk=here.parent_id).first()


def report(*, actor: Actor, annotation: Annotation, reason: str, detail: str = "") -> Report:
    """Tell the moderators. A reader has one open report an annotation; telling again changes nothing.

    Raises ``PermissionDenied`` and ``ValidationError``.
    """
    if not policy.may_report_annotation(actor, annotation):
        raise PermissionDenied("Readers report what others wrote in public.")
    if reason not in ReportReason.values:
        raise ValidationError({"reason": _("Choose a reason.")})
    detail = _reason(detail, field="detail", required=False)
    made, _created = Report.objects.get_or_create(
        annotation=annotation,
        reporter_id=actor.pk,
        settled_at=None,
        defaults={"reason": reason, "detail": detail},
    )
    return made


def hide(*, actor: Actor, annotation: Annotation, reason: str) -> None:
    """Hide public words from everyone but their author and the moderators. Settles the open reports."""
    _decide(actor, annotation, Decision.HIDE, reason)


def restore(*, actor: Actor, annotation: Annotation, reason: str) -> None:
    """Show hidden words again."""
    _decide(actor, annotation, Decision.RESTORE, reason)


def dismiss(*, actor: Actor, annotation: Annotation, reason: str) -> None:
    """Settle the open reports of an annotation without hiding it."""
    _decide(actor, annotation, Decision.DISMISS, reason)


def _decide(actor: Actor, annotation: Annotation, decision: Decision, reason: str) -> None:
    """Carry out a decision and write it into the ledger. Raises ``PermissionDenied`` and ``ValidationError``."""
    reason = _reason(reason, field="reason", required=True)
    with transaction.atomic():
        current = _locked(annotation.pk)
        if not policy.may_moderate_annotation(actor, current):
            raise PermissionDenied("Moderators decide over public words.")
        if decision is not Decision.DISMISS:
            current.hidden_at = timezone.now() if decision is Decision.HIDE else None
            current.save(update_fields=["hidden_at"])
        current.reports.filter(settled_at__isnull=True).update(settled_at=timezone.now())
        LedgerEntry.objects.create(annotation=current, actor_id=actor.pk, decision=decision, reason=reason)


def _reason(text: str, *, field: str, required: bool) -> str:
    try:
        reason = plain(text, limit=REASON_LIMIT, field=field)
    except MarkupRefused as refused:
        raise as_validation_error(refused) from refused
    if required and not reason:
        raise ValidationError({field: _("Give a reason; its author will read it.")})
    return reason
