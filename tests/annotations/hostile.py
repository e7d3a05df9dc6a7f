"""Families of hostile sources for the markup of notes: each makes a text of about ``size`` code points.

At 10,000 characters, Python-Markdown 3.11.3 as it comes takes more than a second and a half for six of them, more
than a quarter of a second for ten others, and exhausts its recursion on one.
"""

from __future__ import annotations

from collections.abc import Callable

Family = Callable[[int], str]


def _run(piece: str) -> Family:
    """``piece`` over and over."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _pair(opening: str, closing: str, middle: str = "x") -> Family:
    """Many of ``opening``, something, as many of ``closing``."""
    return lambda size: (
        opening * (size // (len(opening) + len(closing)))
        + middle
        + closing * (size // (len(opening) + len(closing)))
    )


def _stairs(marker: str, step: str) -> Family:
    """Lines that go one ``step`` deeper each, as deep as the size allows."""

    def make(size: int) -> str:
        lines, used, depth = [], 0, 0
        while used < size:
            lines.append(step * depth + marker + "x")
            used += len(lines[-1]) + 1
            depth += 1
        return "\n".join(lines)[:size]

    return make


def _ticks(size: int) -> str:
    """Runs of back-ticks of every length, none of which closes."""
    text, length = "", 1
    while len(text) < size:
        text += "`" * length + "a"
        length += 1
    return text[:size]


_RUNS = """[ | ![ | ]( | [a]( | [a](< | [](( | [[a] | [a][ | [a]: | [a]: <b | * | _ | **a | __a | *a | _a | ***a | *a_ | **a*b
** a | *a**b | _*a | a*b_c | ` | `a | ``a` | ~ | ~~~ | < | <a | <a | </a | <a href=" | <!-- | <![CDATA[ | <? |
<!a | & | &a &# | &#x | &amp; | &#106; | \\ | \\* | \\[ | ![a](b | http:// | https://a | https://a.b/( |
https://a.b | <http:// | <a@ | a@b.c | mailto: > | - | 1. | # | - - | * * * | - - - | === | | a | | :-: | $ |
^ | ( | ) | ] | ! | 字 | 字* | *字_ | （**字 | 《[ | <b>*a | [*a](b) _ [a](https://b.c) | <https://b.c> | *a* |
**a** | `a` | ***a*** | _a_ b | *a _b_ c* | [*a*](https://b.c) | [[[a](https://b.c)
![a](https://b.c) | [a](https://b.c "t | [a](https://b.c(d | e\u0301\u0323 | \u0323\u0301 | \u3000 | \t | \u200d | 👨‍👩‍👧*"""

_LINES = """a | > | > a | - a | * a | + a | 1. a | 12. a | # a | = | --- | ``` | ~~~ | [a]: b | [a]: <b> | | a | b | <div> | <!-- | </p>
- [ ] a | > - a | - > a | > > a | *a | _a_ | `a | \t- a | \ta | : a | [^1]: a | &lt; | *[a]: b | a<br>"""

FAMILIES: dict[str, Family] = {}
for _piece in dict.fromkeys(p for line in _RUNS.split("\n") for p in line.split(" | ")):
    FAMILIES[f"run of {_piece!r}"] = _run(_piece)
    FAMILIES[f"run of {_piece!r} and a space"] = _run(_piece + " ")
for _piece in dict.fromkeys(p for line in _LINES.split("\n") for p in line.split(" | ")):
    FAMILIES[f"lines of {_piece!r}"] = _run(_piece + "\n")
    FAMILIES[f"paragraphs of {_piece!r}"] = _run(_piece + "\n\n")
for _o, _c in (
    ("[", "]"), ("[", "](b)"), ("[", "](https://b.c)"), ("![", "](b)"), ("*", "*"), ("**", "**"), ("_", "_"), ("*a ", " b*"),
    ("*a", "a*"), ("**a", "a**"), ("*_", "_*"), ("*a_b", "b_a*"), ("<", ">"), ("<b>", "</b>"), ("(", ")"), ("`", "`"), ("`a", "a``"),
    ("[*a", "a*](https://b.c)"), ("\\[", "\\]"), ("https://a.b/(", ")"), ("> ", "\n"), ("- ", "\n"), ("<a href='", "'>"), ("字*", "*字"),
):  # fmt: skip
    FAMILIES[f"pairs of {_o!r} {_c!r}"] = _pair(_o, _c)
for _marker in ("- ", "* ", "1. ", "> ", "> - ", "", "``` "):
    for _step in (" ", "  ", "    ", "\t", ">", "> ", "- ", "1. "):
        FAMILIES[f"stairs of {_marker!r} by {_step!r}"] = _stairs(_marker, _step)
FAMILIES["back-ticks of every length"] = _ticks
FAMILIES["quotes and answers in turn"] = _run("> a\na\n")
FAMILIES["fences in quotes and out of them"] = _run("> ```\n```\n")
FAMILIES["one long line"] = _run("word ")
FAMILIES["blank lines"] = _run("\n")
FAMILIES["items between paragraphs"] = _run("a\n- a\n\na\n")
FAMILIES["two kinds of items"] = _run("- a\n1. a\n")
FAMILIES["items and their deeper items"] = _run("- a\n    - b\n")
FAMILIES["items and paragraphs of theirs"] = _run("- a\n\n  b\n")
FAMILIES["items and code of theirs"] = _run("- a\n  ```\n  b\n  ```\n")
