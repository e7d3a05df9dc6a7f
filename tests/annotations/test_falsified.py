"""Falsified anchors on every document of the demo: refused with the typed words kept, or put where the quote truly stands."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Annotation
from tests.browser.texts import RICH
from tests.build import make_article, make_user
from tests.conftest import SAMPLES

pytestmark = pytest.mark.django_db
TYPED = "Typed with care, for an hour."
DOCUMENTS = sorted(
    path for path in SAMPLES.iterdir() if path.suffix in (".md", ".txt") and path.stem != "README"
)
PASSAGES = 5


def passages(text: str, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Some places in the text that begin and end with something to read."""
    found = 0
    while found < PASSAGES:
        start = chance.randrange(1, len(text) - 40)
        end = start + chance.randrange(4, 30)
        if text[start:end] == text[start:end].strip():
            found += 1
            yield start, end


def units(text: str, at: int) -> int:
    """An offset as a browser would count it: in UTF-16 units."""
    return len(text[:at].encode("utf-16-le")) // 2


def widened(text: str) -> str:
    """The words in full-width letters: alike to look at, not what the text says."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def lies(text: str, start: int, end: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """False claims about the passage; those named "never" must be refused, whatever the text."""
    quote = text[start:end]
    changed = quote[:-1] + ("甲" if quote[-1] != "甲" else "乙")
    yield "off by one", {"start": start + 1, "end": end + 1}
    yield "off by one to the left", {"start": start - 1, "end": end - 1}
    yield "a shorter range", {"end": end - 1}
    yield "a longer range", {"end": min(len(text), end + 1)}
    yield "the first words of the text", {"start": 0, "end": end - start}
    yield "code units", {"start": units(text, start), "end": units(text, end)}
    yield (
        "a false context",
        {"start": start + 1, "end": end + 1, "prefix": "nothing of", "suffix": "the kind here"},
    )
    yield "never: swapped", {"start": end, "end": start}
    yield "never: empty", {"end": start}
    yield "never: negative", {"start": -start - 1, "end": -1}
    yield "never: beyond the text", {"start": len(text), "end": len(text) + end - start}
    yield "never: huge", {"start": 2**31, "end": 2**31 + 5}
    yield "never: past any number", {"start": 10**40, "end": 10**40 + 5}
    yield "never: another quote", {"exact": changed}
    yield (
        "never: another letter case",
        {"exact": quote.swapcase() if quote.swapcase() != quote else quote + "X甲乙X"},
    )
    yield "never: another width", {"exact": widened(quote) if widened(quote) != quote else quote + "X甲乙X"}
    yield "never: no quote", {"exact": ""}
    yield "never: white space", {"exact": " \n "}
    yield "never: a NUL", {"exact": quote + "\x00"}
    yield "never: the whole text", {"start": 0, "end": len(text), "exact": text * (1 + 5_001 // len(text))}
    yield "never: no revision", {"revision": ""}
    yield "never: a revision that is none", {"revision": 10**9}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "source", [RICH, *map(read, DOCUMENTS)], ids=["rich", *(path.stem for path in DOCUMENTS)]
)
def test_a_falsified_anchor_is_refused_or_put_right_and_the_words_are_kept(source):
    article, other = make_article(source, file="text.md"), make_article(file="other.txt")
    client, chance = Client(), random.Random(len(source))
    client.force_login(make_user())
    text, address = article.current.text, reverse("article-annotations", args=[article.slug])
    told, refused = 0, 0
    for start, end in passages(text, chance):
        truth = {"revision": article.current_id, "start": start, "end": end, "exact": text[start:end]}
        usual = {"kind": "note", "visibility": "public", "body": TYPED}
        for name, lie in [
            *lies(text, start, end),
            ("never: another article", {"revision": other.current_id}),
        ]:
            answer = client.post(address, usual | truth | lie)
            told += 1
            if answer.status_code == 302:
                made = Annotation.objects.latest("pk")
                assert not name.startswith("never"), (name, lie)
                assert text[made.start : made.end] == made.exact, (name, lie)
                assert str((usual | truth | lie)["exact"]) in made.exact, (name, lie)
                continue
            refused += 1
            assert answer.status_code in (409, 422), (name, lie)
            assert TYPED in answer.content.decode(), (name, lie)
            assert 'role="alert"' in answer.content.decode(), (name, lie)
    assert told >= 100
    assert refused >= told / 2
