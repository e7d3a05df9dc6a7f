"""Encodings that nothing in a file tells: charset-normalizer proposes, the characters decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SIXTEEN_BITS = ("utf-16-le", "utf-16-be")
_EIGHT_BITS = ("gb18030", "big5hkscs", "cp932", "cp1252")
_SHOWN = {"big5hkscs": "big5", "cp932": "shift_jis", "cp1252": "windows-1252"}
# Older codecs put what their makers thought common first: codec and first bytes.
_COMMON = {"gb2312": range(0xA1, 0xD8), "big5": range(0xA1, 0xC7), "shift_jis": range(0x81, 0x99)}
_COMMON_IN = {
    "gb18030": ("gb2312",), "big5hkscs": ("big5",), "cp932": ("shift_jis",),
    "utf-16-le": ("gb2312", "big5"), "utf-16-be": ("gb2312", "big5"),
}  # fmt: skip
_HIGH = re.compile(r"[^\x00-\x7f]")
_PRINTED = re.compile(r"[\t\n\r -~]")
# Letters among ASCII letters, and the marks of good typography.
_WESTERN = re.compile(
    r"(?<![^\x00-\x7f])[\u00a0-\u00ff‘’“”–—…€™•ŒœŠšŽžŸ](?![^\x00-\x7f])"
    r"|(?<=[a-z])[à-ÿ]{2}(?![^\x00-\x7f])|[‘’“”«»–—…][À-ÿ]|[À-ÿ][‘’“”«»–—…]|[«»–—] |\u00a0[«»:;!?€%–—]"
)
_KANA = re.compile(r"[\u3040-\u30ff]")
_SAMPLE = 20_000
_LEAST = 0.6  # of the characters must be plausible
_PROPOSED = 0.1  # what the library's word adds
_CLOSE = 0.25
_FEW = 24  # characters that are no ASCII: fewer leave a doubt


@dataclass(frozen=True, slots=True)
class Guess:
    """A text, the encoding it was read in, how sure that is (0 to 1), and which others are nearly as plausible."""

    text: str
    encoding: str
    confidence: float
    rivals: tuple[str, ...]


def guess(data: bytes, among: Iterable[str] = (*_EIGHT_BITS, *SIXTEEN_BITS)) -> Guess | None:
    """The text of ``data``; ``None`` when no encoding makes sense of every byte."""
    texts = {name: text for name in among if (text := _strictly(data, name)) is not None}
    proposed = _proposed(data, texts)
    scores = {
        name: _plausibility(text, name) + _PROPOSED * (name == proposed) for name, text in texts.items()
    }
    ranked = sorted(scores, key=lambda name: scores[name], reverse=True)
    if not ranked or scores[ranked[0]] < _LEAST:
        return None
    name = ranked[0]
    rivals = tuple(_SHOWN.get(other, other) for other in ranked[1:] if scores[other] > scores[name] - _CLOSE)
    evidence = len(_HIGH.findall(texts[name][:_SAMPLE])) if name in _EIGHT_BITS else len(texts[name])
    confidence = min(1.0, scores[name], 0.5 + evidence / (2 * _FEW), 0.7 if rivals else 1.0)
    return Guess(texts[name], _SHOWN.get(name, name), round(confidence, 2), rivals)


def _proposed(data: bytes, names: Iterable[str]) -> str:
    """What charset-normalizer believes."""
    from charset_normalizer import from_bytes  # only foreign encodings pay for it

    best = from_bytes(data, cp_isolation=[name.replace("-", "_") for name in names]).best()
    return best.encoding.replace("_", "-") if best is not None else ""


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausibility(text: str, name: str) -> float:
    """The share of the characters that texts in this encoding are made of; ASCII speaks only for UTF-16."""
    sample = text[:_SAMPLE]
    high = _HIGH.findall(sample)
    if name == "cp1252":
        return sum(map(len, _WESTERN.findall(sample))) / len(high) if high else 0.0
    if name == "cp932" and not _KANA.search(sample):
        return 0.0
    common = sum(count for character, count in Counter(high).items() if _is_common(character, name))
    if name in SIXTEEN_BITS:
        return (common + len(_PRINTED.findall(sample))) / len(sample) if sample else 0.0
    return common / len(high) if high else 0.0


def _is_common(character: str, name: str) -> bool:
    for codec in _COMMON_IN[name]:
        try:
            if character.encode(codec)[0] in _COMMON[codec]:
                return True
        except UnicodeEncodeError:
            continue
    return False
