"""Many at once: what is sent twice is one note, and the counts of a thread stay right."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from annotations import actions
from annotations.models import Annotation, Placement, Report
from tests.build import make_annotation, make_article, make_reply, make_user

pytestmark = pytest.mark.django_db(transaction=True)
QUOTE = "nobody needs an invitation"
THREADS = 6


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all ``deeds`` at the same time, each on a connection of its own; their results in order."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=20)
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(do, deed) for deed in deeds]]


def test_a_note_sent_by_impatient_fingers_is_one_note() -> None:
    article, reader, key = make_article(), make_user(), uuid.uuid4()
    made = at_once(*[lambda: make_annotation(article, QUOTE, reader, client_key=key)] * THREADS)
    note = Annotation.objects.get()
    assert made == [note] * THREADS
    assert Placement.objects.count() == 1


def test_a_reply_sent_by_impatient_fingers_is_one_reply_and_counted_once() -> None:
    note, reader, key = make_annotation(make_article(), QUOTE), make_user(), uuid.uuid4()
    at_once(*[lambda: actions.reply(actor=reader, parent=note, body="So?", client_key=key)] * THREADS)
    note.refresh_from_db()
    assert (note.thread.count(), note.replies_count) == (1, 1)


def test_replies_and_withdrawals_at_once_leave_the_right_count() -> None:
    note, reader = make_annotation(make_article(), QUOTE), make_user()
    answers = [make_reply(note, reader) for _ in range(3)]

    def withdraw(answer: Annotation) -> Callable[[], None]:
        return lambda: actions.withdraw(actor=reader, annotation=answer)

    at_once(
        *[withdraw(answer) for answer in answers],
        *[lambda: make_reply(note, reader) for _ in range(3)],
    )
    note.refresh_from_db()
    assert note.replies_count == 3
    assert note.thread.standing().count() == 3


def test_a_note_withdrawn_while_it_is_answered_is_either_answered_or_gone() -> None:
    author, reader = make_user(), make_user()
    note = make_annotation(make_article(), QUOTE, author)

    def answer() -> bool:
        try:
            make_reply(note, reader)
        except PermissionDenied:
            return False
        return True

    answered, _gone = at_once(answer, lambda: actions.withdraw(actor=author, annotation=note))
    note.refresh_from_db()
    assert note.is_withdrawn
    assert note.replies_count == note.thread.count() == int(answered)
    assert Annotation.objects.visible_to(reader).filter(pk=note.pk).exists() is answered


def test_a_report_sent_twice_is_one_report() -> None:
    note, reader = make_annotation(make_article(), QUOTE), make_user()
    at_once(*[lambda: actions.report(actor=reader, annotation=note, reason="spam")] * THREADS)
    assert Report.objects.count() == 1
