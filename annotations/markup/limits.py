"""How much a reader may write, and how much of it may be markup. Lengths are code points after NFC."""

from __future__ import annotations

BODY_LIMIT = 10_000
CLAIM_LIMIT = 500
SOURCE_LIMIT = 1_000

# What exceeds these is not refused: the surplus stands in the note as it was typed.
MAX_DEPTH = 8  # quotes in quotes, lists in lists, emphasis in emphasis
MAX_BLOCKS = 600  # paragraphs, items and code blocks; further blank lines are only line breaks
MAX_SPANS = 1_200  # emphases, links, code spans and line breaks
MAX_ADDRESS = 2_000
MAX_NUMBER = 3  # digits of a list item's number: with four it is rather a year
