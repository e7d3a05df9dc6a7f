"""Impatient fingers at the import desk: whoever confirms twice, or in two windows, imports once."""

from __future__ import annotations

import pytest

from articles import uploads
from articles.arriving import pasted
from articles.models import Article, Revision, Upload
from policy import Role
from tests.annotations.test_at_once import at_once
from tests.build import make_user

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "A question of visas\n\nThe first paragraph says that nobody needs an invitation.\n\nThe last doubts {}.\n"


def test_a_batch_that_two_windows_import_at_once_is_imported_once():
    editor = make_user("editor", Role.EDITOR)
    batch = uploads.keep(actor=editor, files=[pasted(TEXT.format(number)) for number in range(6)])
    uploads.read_some(batch, seconds=60)
    uploads.confirm(actor=editor, batch=batch)
    at_once(*[lambda: uploads.import_some(actor=editor, batch=batch, seconds=60)] * 4)
    assert Article.objects.count() == Revision.objects.count() == 6
    assert {upload.state for upload in Upload.objects.all()} == {"done"}


def test_two_editors_who_import_one_file_at_once_make_one_article():
    batches = []
    for name in ("first", "second"):
        editor = make_user(name, Role.EDITOR)
        batch = uploads.keep(actor=editor, files=[pasted(TEXT.format("it"), "a.txt")])
        uploads.read_some(batch, seconds=60)
        uploads.confirm(actor=editor, batch=batch)
        batches.append((editor, batch))
    at_once(
        *[
            lambda who=editor, what=batch: uploads.import_some(actor=who, batch=what)
            for editor, batch in batches
        ]
    )
    assert Article.objects.count() == Revision.objects.count() == 1
    states = sorted(upload.state for upload in Upload.objects.all())
    assert states in (
        ["done", "ready"],
        ["done", "done"],
    )  # the second is asked again, or finds nothing to do
