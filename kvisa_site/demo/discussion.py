"""What the people of the demo say, said through the same verbs that readers use."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from annotations.actions import annotate, reply
from annotations.anchoring.describe import Anchor, describe
from annotations.models import Annotation, Kind, Visibility
from articles.models import Article
from kvisa_site.demo.data import AnnotationPlan, DemoError, Plan, ReplyPlan
from kvisa_site.demo.people import Account

# What is said has a name made of what it is, so that a second run recognises it whatever has become of it.
_NAMES = uuid.UUID("5b0c2f0e-6c0e-5f6e-9d0a-5b1d1f7f3c11")


@transaction.atomic
def discuss(
    plan: Plan, articles: Mapping[str, Article], accounts: Sequence[Account], source: Path
) -> tuple[int, int]:
    """Say what has not been said yet; all of it or nothing. Returns how many annotations and replies are new.

    Raises :class:`DemoError` naming ``source``, the document and the quote that is not found in it, or the account
    that somebody else has taken.
    """
    users = {account.user.username: account.user for account in accounts}
    said = _said_by(users.values())
    _refuse_strangers(plan, accounts, said, source)
    annotations = replies = 0
    for annotation_plan in plan.annotations:
        name = annotation_name(annotation_plan)
        annotation = said.get(name)
        try:
            if annotation is None:
                annotation = _annotate(annotation_plan, name, articles, users)
                annotations += 1
            replies += _reply_all(annotation, annotation_plan.replies, name, said, users)
        except (DemoError, ValidationError) as error:
            reason = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            raise DemoError(f"{source}: {annotation_plan.place}: {reason}") from error
    return annotations, replies


def annotation_name(plan: AnnotationPlan) -> uuid.UUID:
    """The name of an annotation: whose it is, of what kind, on which words of which document."""
    return uuid.uuid5(_NAMES, "\n".join((plan.file, plan.author, plan.kind, plan.quote)))


def reply_name(parent: uuid.UUID, author: str, number: int) -> uuid.UUID:
    """The name of the reply that stands at ``number`` below ``parent``."""
    return uuid.uuid5(parent, f"{author}\n{number}")


def locate(plan: AnnotationPlan, text: str) -> Anchor:
    """The passage that ``plan`` quotes. Raises :class:`DemoError` unless it stands in ``text`` exactly once."""
    quote = unicodedata.normalize("NFC", plan.quote)
    found = text.count(quote)
    if found != 1:
        raise DemoError(f"the quote “{plan.quote}” stands {found} times in {plan.file}, not once.")
    start = text.index(quote)
    return describe(text, start, start + len(quote))


def _said_by(users: Iterable[User]) -> dict[uuid.UUID, Annotation]:
    """Everything of the demo's that is there already, by name; also what was hidden or withdrawn since."""
    rows = Annotation.objects.filter(author__in=list(users), client_key__isnull=False).select_related(
        "article", "author"
    )
    return {row.client_key: row for row in rows if row.client_key is not None}


def _refuse_strangers(
    plan: Plan, accounts: Sequence[Account], said: Mapping[uuid.UUID, Annotation], source: Path
) -> None:
    """Never speak in the name of somebody who merely has a demo's user name: neither our password nor our words."""
    names = {annotation_name(part) for part in plan.annotations}
    spoken = {row.author_id for name, row in said.items() if name in names}
    speakers = {part.author for part in plan.annotations}
    for account in accounts:
        is_ours = account.password is not None or account.user.pk in spoken
        if account.user.username in speakers and not is_ours:
            raise DemoError(
                f"{source}: readers: the user name {account.user.username!r} belongs to an account that the demo "
                "did not make. Rename the reader in the file, or load the demo into an empty database."
            )


def _annotate(
    plan: AnnotationPlan, name: uuid.UUID, articles: Mapping[str, Article], users: Mapping[str, User]
) -> Annotation:
    """Say one thing about a passage."""
    article = articles.get(plan.file)
    if article is None or article.current is None:
        raise DemoError(f"there is no document {plan.file}.")
    anchor = locate(plan, article.current.text)
    return annotate(
        actor=users[plan.author],
        article=article,
        revision_id=article.current.pk,
        start=anchor.start,
        end=anchor.end,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        kind=Kind(plan.kind),
        visibility=Visibility(plan.visibility),
        claim=plan.claim,
        body=plan.body,
        source=plan.source,
        client_key=name,
    )


def _reply_all(
    parent: Annotation,
    plans: Iterable[ReplyPlan],
    parent_name: uuid.UUID,
    said: Mapping[uuid.UUID, Annotation],
    users: Mapping[str, User],
) -> int:
    """Say the replies to ``parent`` and the replies to these. Returns how many are new."""
    new = 0
    for number, plan in enumerate(plans):
        name = reply_name(parent_name, plan.author, number)
        answer = said.get(name)
        if answer is None:
            if parent.is_withdrawn or parent.is_hidden:
                continue  # a moderator or the author has closed this thread since; it stays closed
            answer = reply(actor=users[plan.author], parent=parent, body=plan.body, client_key=name)
            new += 1
        new += _reply_all(answer, plan.replies, name, said, users)
    return new
