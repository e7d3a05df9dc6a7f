"""Annotations as Markdown notes: quote, words, link; a folder of them is an Obsidian vault."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from annotations.formats.record import Record

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_NOT_IN_TAGS = re.compile(r"[^\w/-]+")


def article(records: Sequence[Record]) -> str:
    """The notes on one article: threads in the order of its text, answers below what they answer.

    An answer to somebody whose words are not among ``records`` stands alone, with a link to them.
    """
    first = records[0]
    known = {record.iri for record in records}
    answers: dict[str, list[Record]] = defaultdict(list)
    roots: list[Record] = []
    for record in records:
        (answers[record.parent] if record.parent in known else roots).append(record)
    roots.sort(key=_text_order)
    lines = [f"# [{_plain(first.title)}]({first.article})", ""]
    stack = [(record, 0) for record in reversed(roots)]
    while stack:
        record, depth = stack.pop()
        lines += _note(record, depth)
        stack += [(answer, depth + 1) for answer in reversed(answers[record.iri])]
    return "\n".join(lines) + "\n"


def _text_order(record: Record) -> tuple[int, int]:
    passage = record.passage
    if passage is None or passage.start is None or passage.end is None:
        return (2**31, 0)
    return (passage.start, passage.end)


def _note(record: Record, depth: int) -> list[str]:
    """The lines of one note; answers stand in block quotes, as deep as they answer."""
    lines = []
    if record.passage:
        lines += [*(f"> {_plain(line)}" for line in record.passage.exact.splitlines()), ""]
    elif depth == 0:
        lines += [f"> [{_plain(record.title)}]({record.parent})", ""]
    date = record.created.date().isoformat() if record.created else ""
    who = _plain(record.author.name) or "a former reader"
    lines += [f"**{record.kind.capitalize()}** · {who} · [{date}]({record.page})", ""]
    if record.withdrawn:
        lines += ["*Withdrawn by its author.*", ""]
    if record.claim:
        lines += [f"*Denies:* {_plain(record.claim)}", ""]
    if record.body:
        lines += [*record.body.splitlines(), ""]
    if record.source:
        lines += [f"*Source:* {record.source if '://' in record.source else _plain(record.source)}", ""]
    if record.tags:
        lines += [" ".join("#" + _NOT_IN_TAGS.sub("-", tag).strip("-") for tag in record.tags), ""]
    return [f"{'> ' * depth}{line}".rstrip() for line in lines]


def _plain(text: str) -> str:
    """Words that are no markup."""
    return _SPECIAL.sub(r"\\\1", text)
