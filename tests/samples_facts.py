"""What stands in the shipped samples, counted by eye: the importer has to find it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts of one document; what is not named is none."""

    lang: str
    headings: int
    paragraphs: int = 0
    turns: dict[str, int] = field(default_factory=dict)
    terms: int = 0
    captions: int = 0
    comments: int = 0
    comment_paragraphs: int = 0
    list_items: int = 0
    table_rows: int = 0
    tags: int = 0
    draft: bool = False
    has_title: bool = True
    warnings: tuple[str, ...] = ()


SAMPLES = {
    "zh-hans-dialogue.md": Facts(
        "zh-Hans", headings=4, turns={"陈岩": 9, "周律师": 8, "唐敏": 7}, terms=2, tags=3
    ),
    "zh-hans-monologue.md": Facts("zh-Hans", headings=6, paragraphs=12, terms=5, tags=3),
    "zh-hant-feature.txt": Facts(
        "zh-Hant",
        headings=4,
        paragraphs=14,
        captions=4,
        comments=3,
        comment_paragraphs=4,
        warnings=("comment-count", "notice-left-out"),
    ),
    "zh-hant-interview.md": Facts("zh-Hant", headings=3, turns={"林可": 7, "許女士": 8}, tags=2, draft=True),
    "en-article.txt": Facts("en", headings=4, paragraphs=13, has_title=False),
    "en-qa.txt": Facts("en", headings=4, paragraphs=10, has_title=False),
    "en-explainer.md": Facts(
        "en", headings=4, paragraphs=5, list_items=6, table_rows=5, warnings=("number-grouping",)
    ),
}
