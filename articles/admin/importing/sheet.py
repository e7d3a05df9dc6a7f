"""One document as its page shows it: fields, outline, warnings, each tied to its block."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from django.core.paginator import Page, Paginator

from articles.forms import BlockForm, DocumentForm
from articles.importing.document import ImporterWarning, ParsedDocument
from articles.labels import GUESS_LABELS
from articles.text.blocks import Block
from articles.uploads import Candidate

ROWS = 100  # of the outline on one page
_LONGEST_EXCERPT = 160
_KIND_FIELD = re.compile(r"b(\d{1,6})-kind")
FILTERS = ("all", "guesses", "warnings", "corrected")


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning with its number on the page and the block it is about, if it is about one."""

    number: int
    warning: ImporterWarning
    block: int | None
    page: int  # of the whole outline, where the block stands


@dataclass(frozen=True, slots=True)
class Row:
    """A block in the outline as understood (``original``) and as it would be saved, and the form that says otherwise."""

    index: int
    original: Block
    block: Block
    excerpt: str
    guess: str
    notices: tuple[Notice, ...]
    is_corrected: bool
    form: BlockForm


@dataclass(slots=True)
class Sheet:
    """Everything on the page of one document."""

    candidate: Candidate
    form: DocumentForm
    outline: Page[int]
    rows: list[Row]
    notices: list[Notice]
    shown: str  # one of FILTERS
    counts: dict[str, int] = field(default_factory=dict)  # by FILTERS

    @property
    def guesses(self) -> dict[str, str]:
        """The guessed fields, each with the reason in words."""
        assert self.candidate.document
        guessed = self.candidate.document.metadata.guessed
        return {name: str(GUESS_LABELS.get(reason, reason)) for name, reason in guessed.items()}

    def is_valid(self) -> bool:
        """Whether every form of the page is; all are asked, so that every error is told."""
        return all([self.form.is_valid(), *(row.form.is_valid() for row in self.rows)])

    def corrections(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """The corrections ``before`` with those of this page instead of what they said of the same blocks."""
        blocks = dict(before.get("blocks", {}))
        for row in self.rows:
            blocks.pop(str(row.index), None)
            if found := row.form.changes():
                blocks[str(row.index)] = found
        return self.form.changes() | ({"blocks": blocks} if blocks else {})


def sheet_of(candidate: Candidate, query: Mapping[str, str], data: Any = None) -> Sheet:
    """The sheet of a document that was understood. ``query`` says which rows; ``data`` is what was posted."""
    original, document = candidate.original, candidate.document
    assert original is not None
    assert document is not None
    blocks = document.table.blocks
    notices = _notices(candidate, document)
    by_block: dict[int, list[Notice]] = {}
    for notice in notices:
        if notice.block is not None:
            by_block.setdefault(notice.block, []).append(notice)
    corrected = {int(name) for name in candidate.upload.corrections.get("blocks", {})}
    wanted = {
        "all": list(range(len(blocks))),
        "guesses": [index for index, block in enumerate(original.table.blocks) if block.guess],
        "warnings": sorted(by_block),
        "corrected": sorted(corrected),
    }
    shown = query.get("show", "all")
    shown = shown if shown in FILTERS else "all"
    outline = Paginator(wanted[shown], ROWS).get_page(query.get("page"))
    listed = outline.object_list if data is None else _posted(data, len(blocks))
    rows = [
        _row(
            index,
            original.table.blocks[index],
            blocks[index],
            notices=by_block.get(index, []),
            is_corrected=index in corrected,
            data=data,
        )
        for index in listed
    ]
    counts = {name: len(indices) for name, indices in wanted.items()}
    return Sheet(candidate, _document_form(original, document, data), outline, rows, notices, shown, counts)


def _posted(data: Mapping[str, str], count: int) -> list[int]:
    """The blocks whose controls were sent: those of the page that the editor saw."""
    indices = (int(found[1]) for name in data if (found := _KIND_FIELD.fullmatch(name)))
    return sorted({index for index in indices if index < count})[: 2 * ROWS]


def _document_form(original: ParsedDocument, document: ParsedDocument, data: Any) -> DocumentForm:
    """Bound to what was posted; else showing what is corrected so far. Changes count from the original."""
    if data is not None:
        return DocumentForm(data, initial=DocumentForm.initial_of(original))
    return DocumentForm(initial=DocumentForm.initial_of(document))


def _row(
    index: int, original: Block, block: Block, *, notices: Sequence[Notice], is_corrected: bool, data: Any
) -> Row:
    prefix = f"b{index}"
    if data is not None:
        form = BlockForm(data, prefix=prefix, initial=BlockForm.initial_of(original), block=original)
    else:
        agreed = bool(original.guess and not block.guess and block.kind is original.kind)
        initial = BlockForm.initial_of(block) | {"agreed": agreed}
        form = BlockForm(prefix=prefix, initial=initial, block=original)
    text = block.prefix + block.text
    excerpt = text if len(text) <= _LONGEST_EXCERPT else text[:_LONGEST_EXCERPT] + "…"
    guess = str(GUESS_LABELS.get(original.guess, original.guess))
    return Row(index, original, block, excerpt, guess, tuple(notices), is_corrected, form)


def _notices(candidate: Candidate, document: ParsedDocument) -> list[Notice]:
    """All warnings, first those about the article it would become, each with the block that holds its line.

    What is about a field of the front matter, or about no line, has no block.
    """
    blocks = document.table.blocks
    lines = list(accumulate((block.line for block in blocks), max))
    warnings = [
        *(candidate.plan.warnings if candidate.plan else ()),
        *document.warnings,
        *(
            ImporterWarning("missing-image", path, _line_of_image(blocks, path))
            for path in candidate.missing_images
        ),
    ]
    found = []
    for number, warning in enumerate(warnings, 1):
        at = bisect_right(lines, warning.line) - 1 if warning.line and not warning.name else -1
        block = at if at >= 0 else None
        found.append(Notice(number, warning, block, 1 if block is None else block // ROWS + 1))
    return found


def _line_of_image(blocks: Sequence[Block], path: str) -> int:
    return next((block.line for block in blocks if block.image == path), 0)
