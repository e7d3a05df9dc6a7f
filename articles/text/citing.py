"""Citing a passage: as a sentence of the document's language, as Markdown and as BibTeX.

The Chinese forms follow the punctuation of their scripts (GB/T 15834 and the Ministry of Education's marks in
Taiwan), the English one the Chicago Manual of Style's form for a web page. The quote stays as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from articles.text.blocks import BlockKind, BlockTable
from articles.text.language import ZH_HANT

_LONGEST = 300  # code points of a quote in a sentence; longer ones are given by their beginning and end
_ENDS = 120
_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose words a passage is from: ``number`` counts the speaker's own turns from 1."""

    speaker: str
    number: int


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation tells. ``lang`` is the document's; ``url`` the passage's lasting address."""

    title: str
    quote: str
    url: str
    revision: int
    seen: date
    lang: str
    key: str  # BibTeX: letters, digits and hyphens
    author: str = ""
    published: str = ""  # the medium or series
    dated: date | None = None
    turn: Turn | None = None

    @property
    def text(self) -> str:
        """One sentence for a footnote."""
        if self.lang == ZH_HANT:
            return self._chinese("〈〉", "「」", "修訂版", "第{}次發言", "檢索於")
        if self.lang.startswith("zh"):
            return self._chinese("《》", "“”", "修订版", "第{}次发言", "访问于")
        turn = f"{self.turn.speaker}, turn {self.turn.number}" if self.turn else ""
        title = self.title if self.title.endswith(("?", "!")) else f"{self.title},"
        parts = [self.published, _english(self.dated) if self.dated else "", turn]
        start = f"{self.author}, " if self.author else ""
        middle = "".join(f" {part}," for part in parts if part)
        return (
            f"{start}“{title}”{middle} “{shortened(self.quote)}” (revision {self.revision}), "
            f"accessed {_english(self.seen)}, {self.url}."
        )

    def _chinese(self, titles: str, quotes: str, revision: str, turn: str, seen: str) -> str:
        parts = [self.published, _chinese(self.dated) if self.dated else ""]
        if self.turn:
            parts.append(self.turn.speaker + turn.format(self.turn.number))
        start = f"{self.author}：" if self.author else ""
        middle = "".join(f"，{part}" for part in parts if part)
        return (
            f"{start}{titles[0]}{self.title}{titles[1]}{middle}："
            f"{quotes[0]}{shortened(self.quote)}{quotes[1]}（{revision}{self.revision}），"
            f"{seen}{_chinese(self.seen)}，{self.url}。"
        )

    @property
    def markdown(self) -> str:
        """The whole quote as a block quote, and where it is from."""
        lines = "\n>\n".join(f"> {_plain(line)}" for line in self.quote.split("\n"))
        turn = f"{self.turn.speaker} #{self.turn.number}" if self.turn else ""
        dated = self.dated.isoformat() if self.dated else ""
        parts = [self.author, f"[{_plain(self.title)}](<{self.url}>)", self.published, dated, turn]
        return f"{lines}\n>\n> — {', '.join(part for part in parts if part)}\n"

    @property
    def bibtex(self) -> str:
        """A biblatex ``@online`` entry."""
        fields = {
            "author": f"{{{_tex(self.author)}}}" if self.author else "",
            "title": f"{{{_tex(self.title)}}}",
            "organization": _tex(self.published),
            "date": self.dated.isoformat() if self.dated else "",
            "url": self.url.replace("%", r"\%").replace("{", "%7B").replace("}", "%7D"),
            "urldate": self.seen.isoformat(),
            "version": str(self.revision),
            "langid": _LANGUAGES.get(self.lang, ""),
            "annotation": _tex(" / ".join(self.quote.split("\n"))),
        }
        if self.turn:
            fields["note"] = _tex(f"{self.turn.speaker}, turn {self.turn.number}")
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        return f"@online{{{self.key},\n{body}}}\n"


_LANGUAGES = {"en": "english", "zh-Hans": "chinese-hans", "zh-Hant": "chinese-hant"}


def turn_at(table: BlockTable, start: int) -> Turn | None:
    """Whose turn the passage that begins at ``start`` (of the canonical text) is from; ``None`` outside turns."""
    index = table.at(start)
    here = table.blocks[index]
    if here.kind is not BlockKind.TURN:
        return None
    turns = (block for block in table.blocks[: index + 1] if block.kind is BlockKind.TURN)
    return Turn(here.speaker, sum(block.speaker == here.speaker for block in turns))


def shortened(quote: str) -> str:
    """``quote`` on one line; a long one by its beginning and its end."""
    line = re.sub(r"\s*\n\s*", " / ", quote)
    return line if len(line) <= _LONGEST else f"{line[:_ENDS].rstrip()} […] {line[-_ENDS:].lstrip()}"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _english(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _plain(words: str) -> str:
    """Words that every Markdown takes as they are: some do not know a backslash before ``<``, ``|`` or ``~``."""
    words = re.sub(r"[&<|~]", lambda sign: f"&#{ord(sign[0])};", words)
    words = re.sub(r"([\\`*_{}\[\]>]|(?<!&)#|^[-+])", r"\\\1", words)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", words)


def _tex(words: str) -> str:
    """Words that TeX takes as they are."""
    return "".join(_ESCAPED.get(sign, sign) for sign in words)
