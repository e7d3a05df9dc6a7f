"""Dialogue transcripts: subtitles (SRT, WebVTT) and plain texts in which people speak in turns.

A plain transcript is read as pasted text is, but with an editor's or the detection's word that names are voices.
Subtitles are cut where a reader should not notice, every few seconds: cues of one voice are joined into paragraphs
that end with a sentence or a pause, and keep the time of their first cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from articles.importing.document import ImporterWarning, Metadata
from articles.importing.formats import text
from articles.importing.frontmatter.fences import begins
from articles.importing.recognise.prefixes import Prefix, Sign, find_prefix
from articles.importing.recognise.speakers import voices_of
from articles.importing.recognise.titles import guess_title
from articles.importing.result import Parsed, refuse_too_many
from articles.importing.source import Source
from articles.text.blocks import Block, BlockKind
from articles.text.html import plain
from articles.text.language import han_count
from articles.text.normalise import fold_space

SUFFIXES = (".srt", ".vtt")

_MOSTLY = 0.5
_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_ARROW = re.compile(rf"[ \t]{{0,8}}({_CLOCK})[ \t]{{1,8}}-->[ \t]{{1,8}}({_CLOCK})([^\n]{{0,200}})")
_VOICE = re.compile(r"<v(?:\.[\w.]{1,40})?[ \t]([^<>\n]{1,80})>")
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|ruby|rt|lang|font)(?:[. \t][^<>\n]{0,100})?>|<\d[\d:.]{3,12}>|\{\\an?\d\}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[。！？!?.…][”’」』\"')）♪]*$")
_LONGEST_PAUSE = 2.5  # seconds; a longer one ends a paragraph
_LONG_ENOUGH = (
    120  # code points (a Chinese character counts twice) after which a sentence's end ends a paragraph
)
_TOO_LONG = 900


def fits(source: Source) -> bool:
    """Subtitles by name or content, or a text most of whose lines somebody speaks; none with front matter."""
    if begins(source.text):
        return False
    if source.file.lower().endswith(SUFFIXES) or looks_like_subtitles(source.text):
        return True
    lines = [line for raw in source.text.split("\n") if (line := fold_space(raw))]
    voices = voices_of(lines)
    prefixes = [prefix for line in lines if voices and (prefix := voices.speaks(line))]
    spoken = sum(2 if prefix.sign is Sign.LINE else 1 for prefix in prefixes)
    return spoken > _MOSTLY * len(lines)


def parse(source: Source) -> Parsed:
    """The turns of a transcript. Raises :class:`ImportRefused`."""
    if not looks_like_subtitles(source.text):
        return text.read(source, insist=True)
    cues, warnings = _cues(source.text)
    refuse_too_many(len(cues), source.file)
    cues = _with_names(cues)
    blocks = [block for paragraph in _paragraphs(cues) for block in _blocks(paragraph)]
    warnings += _about_times(cues, blocks)
    return Parsed(
        Metadata(title=guess_title(blocks, source.file)), blocks, warnings, {"title": "first-words"}
    )


def looks_like_subtitles(words: str) -> bool:
    """Whether ``words`` are SRT or WebVTT: a header, or a cue among the first lines."""
    return words.startswith("WEBVTT") or any(_ARROW.match(line) for line in words[:2_000].split("\n")[:20])


@dataclass(frozen=True, slots=True)
class _Cue:
    """A subtitle: its words, its times in seconds and as written, the file line of its time, and who speaks."""

    words: str
    start: float
    end: float
    written: str
    line: int
    speaker: str = ""
    prefix: str = ""
    aside: str = ""
    sure: bool = False


def _cues(words: str) -> tuple[list[_Cue], list[ImporterWarning]]:
    """The cues, and a warning for every line that belongs to none."""
    lines = words.split("\n")
    arrows = [(index, found) for index, line in enumerate(lines) if (found := _ARROW.match(line))]
    cues: list[_Cue] = []
    used: set[int] = set()
    for index, found in arrows:
        last = index + 1
        while last < len(lines) and lines[last].strip():
            last += 1
        used |= set(range(index, last))
        if index and _is_identifier(lines, index - 1):
            used.add(index - 1)
        spoken = " ".join(lines[index + 1 : last])
        cues.append(_cue(spoken, found, index + 1))
    warnings = [
        ImporterWarning(
            "line-left-out", f"A line of the subtitle file was left out: “{line.strip()[:300]}”", number
        )
        for number, line in enumerate(lines, 1)
        if line.strip() and number - 1 not in used
    ]
    return [cue for cue in cues if cue.words], warnings


def _is_identifier(lines: list[str], index: int) -> bool:
    """Whether the line above a time is the number or name of its cue."""
    line = lines[index].strip()
    return line.isdecimal() or bool(
        line and (not index or not lines[index - 1].strip()) and not line.startswith("NOTE")
    )


def _cue(spoken: str, found: re.Match[str], line: int) -> _Cue:
    voice = _VOICE.search(spoken)
    words = fold_space(unescape(_TAG.sub("", _VOICE.sub("", spoken))))
    name = fold_space(voice[1]) if voice else ""
    written = re.split(r"[.,]", found[1])[0]
    return _Cue(words, _seconds(found[1]), _seconds(found[2]), written, line, name, sure=bool(name))


def _seconds(clock: str) -> float:
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _with_names(cues: list[_Cue]) -> list[_Cue]:
    """Cues that a name and a colon begin, as that voice's. Subtitles name a voice only when it changes."""
    if any(cue.speaker for cue in cues):
        return cues
    begun = [cue.words for cue in cues if find_prefix(cue.words)]
    voices = voices_of(begun)
    return [_named(cue, voices.speaks(cue.words)) for cue in cues]


def _named(cue: _Cue, prefix: Prefix | None) -> _Cue:
    if prefix is None or prefix.sign is not Sign.COLON:
        return cue
    words, written = cue.words[prefix.end :], cue.words[: prefix.end]
    return replace(cue, words=words, speaker=prefix.name, prefix=written, aside=prefix.aside)


@dataclass(slots=True)
class _Paragraph:
    """Cues that are read together."""

    cues: list[_Cue] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The words joined by a space, for a cue's end is a breath even where it has no comma."""
        return " ".join(cue.words for cue in self.cues)


def _paragraphs(cues: Iterable[_Cue]) -> Iterator[_Paragraph]:
    open_one = _Paragraph()
    size = 0
    for cue in cues:
        if open_one.cues and _ends(open_one.cues[-1], cue, size):
            yield open_one
            open_one, size = _Paragraph(), 0
        open_one.cues.append(cue)
        size += len(cue.words) + han_count(cue.words)
    if open_one.cues:
        yield open_one


def _ends(last: _Cue, cue: _Cue, size: int) -> bool:
    """Whether ``cue`` begins another paragraph."""
    if cue.prefix or (cue.speaker != last.speaker and (cue.sure or last.sure)):
        return True
    if size > _TOO_LONG or cue.start - last.end > _LONGEST_PAUSE:
        return True
    return size > _LONG_ENOUGH and bool(_SENTENCE_END.search(last.words))


def _blocks(paragraph: _Paragraph) -> list[Block]:
    first = paragraph.cues[0]
    words = plain(paragraph.words)
    made = Block(BlockKind.PARAGRAPH, words.text, words.html, "und", line=first.line, time=first.written)
    if not first.speaker:
        return [made]
    guess = "" if first.sure else "name-and-colon"
    return [
        replace(
            made,
            kind=BlockKind.TURN,
            speaker=first.speaker,
            prefix=first.prefix,
            aside=first.aside,
            guess=guess,
        )
    ]


def _about_times(cues: list[_Cue], blocks: list[Block]) -> list[ImporterWarning]:
    """What joining the cues has left out."""
    if len(cues) <= len(blocks):
        return []
    message = f"{len(cues)} subtitles became {len(blocks)} paragraphs; each keeps the time of its first."
    return [ImporterWarning("times-left-out", message, cues[0].line)]
