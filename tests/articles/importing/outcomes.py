"""What becomes of front matter from strangers: each row a way to write it, and its one outcome.

``Read`` names the fields that matter and the codes of every warning; ``Refused`` the line, the field and words of
the message. The rows are written without the file's body.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Refused:
    """Rejected, naming the line (and the field, where one is known)."""

    line: int
    words: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Accepted: the fields that matter, and the warnings' codes in order."""

    fields: dict[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def yaml(text: str) -> str:
    return f"---\n{text}\n---\n"


def toml(text: str) -> str:
    return f"+++\n{text}\n+++\n"


def json(text: str) -> str:
    return "{" + text + "}\n\n"


def read(*warnings: str, **fields: Any) -> Read:
    return Read(fields, warnings)


DAY = datetime.date(2020, 1, 2)

DATES = dict.fromkeys((
    "2020-01-02", "2020-1-2", "'2020-01-02'", '"2020-01-02"', "2020/01/02", "2020.01.02", "2020年1月2日", "2020 年 1 月 2 日",
    "2020年1月2號", "20200102", "2020-01-02T10:00:00", "2020-01-02T10:00:00Z", "2020-01-02T23:59:59+08:00",
    "2020-01-02T00:00:00-11:00", "2020-01-02 10:00", "2020-01-02 10:00:00", "2020-01-02 10:00:00 +0800",
    "2020-01-02 10:00:00 UTC", "2020-01-02 10:00:00.123456789 +01:00", "2020/01/02 10:00:00", "Jan 2, 2020",
    "Jan 02 2020", "January 2nd, 2020", "2 January 2020", "2nd of January 2020", "02-Jan-2020", "Thu, 02 Jan 2020 10:00:00 GMT",
    "Thu Jan 02 2020 10:00:00 GMT+0800 (China Standard Time)", "Thu Jan  2 10:00:00 CST 2020", "Thursday, January 2, 2020",
    "1577923200", "1577923200000", "２０２０-０１-０２",
), DAY)  # fmt: skip
NO_DATES = (
    "2025-02-30", "2025-13-01", "2025-00-10", "0000-01-01", "2023-02-29", "31/31/2020", "yesterday", "2020", "2020-01",
    "Last Modified", "git Created", "{{ .Date }}", "10:30", "not a date at all", "[2020-01-02]", "{year: 2020}", "-1", ".inf",
    "99999999999999999999", "2020-01-02" + "x" * 200,
)  # fmt: skip

EMPTY = ("", " null", " ~", " Null", " NULL", " ''", ' ""', " []", " {}", " # a remark")

FLAGS = {
    "true": True, "false": False, "True": True, "False": False, "TRUE": True, "yes": True, "no": False, "Yes": True, "No": False,
    "on": True, "off": False, "y": True, "n": False, "1": True, "0": False, "'true'": True, '"false"': False, "'no'": False,
}  # fmt: skip

ROWS: dict[str, tuple[str, Read | Refused]] = {
    # fences
    "no fields at all": ("---\n---\n", read()),
    "only a remark": (yaml("# nothing"), read()),
    "never closed": ("---\ntitle: x\n", Refused(1, "never closed by a line ---")),
    "toml never closed": ("+++\ntitle = 'x'\n", Refused(1, "never closed by a line +++")),
    "json never closed": ('{"title": "x"\n', Refused(1, "never closed by a brace")),
    "closed by dots": ("---\ntitle: x\n...\n", read(title="x")),
    "more dashes": ("-----\ntitle: x\n-----\n", read(title="x")),
    "spaces behind the fences": ("--- \t\ntitle: x\n---  \n", read(title="x")),
    "blank lines before": ("\n\n---\ntitle: x\n---\n", read(title="x")),
    "a named language": ("---json\n{\"title\": \"x\"}\n---\n", read(title="x")),
    "a named language, toml": ("---toml\ntitle = 'x'\n---\n", read(title="x")),
    "crlf": ("---\r\ntitle: x\r\ntags: [a]\r\n---\r\n", read(title="x", tags=("a",))),
    "cr": ("---\rtitle: x\r---\r", read(title="x")),
    "byte order mark": ("\ufeff---\ntitle: x\n---\n", read(title="x")),
    "dashes inside a block text": (yaml("title: x\nsummary: |\n  a\n  ---\n  b"), read(title="x", summary="a\n---\nb")),
    "dashes inside a value": (yaml("title: a --- b"), read(title="a --- b")),
    "rules in the body stay in the body": (yaml("title: x") + "a\n\n---\n\nb\n\n---\n\n", read(title="x")),
    "a rule opens the text": ("---\n\nNo fields here.\n\n", read(title="No fields here")),
    "hexo without an opening fence": ("title: x\ndate: 2020/1/2 10:00:00\ntags:\n- a\n---\n", read(title="x", date=DAY, tags=("a",))),
    "hexo's json": ('"title": "x",\n"date": "2020-01-02"\n;;;\n', read(title="x", date=DAY)),
    "hexo's json, fenced": (';;;\n"title": "x"\n;;;\n', read(title="x")),
    "a dialogue is no front matter": ("Anna: Hello.\nBen: Hi.\n\n---\n\n", read(tags=())),
    "longer than it may be": (yaml("title: " + "x" * 70_000), Refused(1, "longer than 64 KiB")),
    # not fields
    "a list": (yaml("- a\n- b"), Refused(2, "is a list")),
    "a word": (yaml("just words"), Refused(2, "holds no fields")),
    "a number": (yaml("42"), Refused(2, "holds no fields")),
    "no space behind the colon": (yaml("title:x"), Refused(2, "holds no fields")),
    "a json list": (';;;\n[1, 2]\n;;;\n', Refused(2, "cannot be read")),
    # slips that are mended
    "a colon": (yaml("title: One: two"), read("unquoted", title="One: two")),
    "two colons on two lines": (yaml("title: One: two\nsummary: Three: four"), read("unquoted", "unquoted", title="One: two", summary="Three: four")),
    "a colon at the end": (yaml("title: One:\ndraft: true"), read("unquoted", title="One:", draft=True)),
    "a sign that yaml keeps": (yaml("title: @home"), read("unquoted", title="@home")),
    "a backtick": (yaml("title: `code` first"), read("unquoted", title="`code` first")),
    "a percent sign": (yaml("title: %d bottles"), read("unquoted", title="%d bottles")),
    "a bracket that closes early": (yaml("title: [WIP] Soon"), read("unquoted", title="[WIP] Soon")),
    "emphasis": (yaml("title: *Very* good"), read("unquoted", title="*Very* good")),
    "quotes inside quotes": (yaml('title: "The "gate" is open"'), read("unquoted", title='The "gate" is open')),
    "an apostrophe inside quotes": (yaml("title: 'It's open'"), read("unquoted", title="It's open")),
    "quotes that end early": (yaml('title: "Gate" opens'), read("unquoted", title='"Gate" opens')),
    "a template": (yaml("title: {{ page.title }}"), read("unquoted", title="{{ page.title }}")),
    "tabs": (yaml("title: x\ntags:\n\t- a\n\t- b"), read("tabs", "tabs", title="x", tags=("a", "b"))),
    # what cannot be mended
    "a bracket that never closes": (yaml("title: ["), Refused(3, "cannot be read")),
    "a brace that never closes": (yaml("title: {a: b"), Refused(3, "cannot be read")),
    "a quote that never closes": (yaml('title: "x'), Refused(3, "cannot be read")),
    "lines that stand too far in": (yaml("title: x\n   draft: true"), Refused(3, "cannot be read")),
    "an unknown escape": (yaml('title: "\\q"'), Refused(2, "cannot be read")),
    "a list as a name": (yaml("? [a]\n: b"), Refused(2, "name must be a word")),
    "json with a comma too many": (json('"title": "x",'), Refused(1, "cannot be read")),
    "json with single quotes": ("{\"title\": 'x'}\n", Refused(1, "cannot be read")),
    "toml without quotes": (toml("title = x"), Refused(2, "cannot be read")),
    # the same field twice
    "twice with two values": (yaml("title: a\ndraft: no\ntitle: b"), Refused(4, "The first is on line 2", "title")),
    "twice with one value": (yaml("title: a\ntitle: a"), read("field-twice", title="a")),
    "twice inside a field": (yaml("x:\n  a: 1\n  a: 2"), Refused(4, "The first is on line 3", "a")),
    "toml twice": (toml("title = 'a'\ntitle = 'b'"), Refused(3, "The first is on line 2", "title")),
    "json twice": ('{"title": "a",\n"title": "b"}\n', Refused(2, "twice", "title")),
    "json twice with one value": (json('"title": "a", "title": "a"'), read("field-twice", title="a")),
    "in another case it is another field": (yaml("title: a\nTitle: b"), read(title="a", extra={"Title": "b"})),
    "names in any case": (yaml("Title: a\nDATE: 2020-01-02\nTags: [x]\nDraft: true"), read(title="a", date=DAY, tags=("x",), draft=True)),
    # anchors, aliases, merge keys
    "an alias": (yaml("title: x\ntags: &t [a, b]\nkeywords: *t"), read(title="x", tags=("a", "b"))),
    "an alias of a text": (yaml("title: &t x\nsummary: *t"), read(title="x", summary="x")),
    "a merge key": (yaml("base: &b {k: 1, l: 2}\nmore:\n  <<: *b\n  l: 3"), read("unknown-field", "unknown-field", extra={"base": {"k": "1", "l": "2"}, "more": {"k": "1", "l": "3"}})),
    "a merge key at the top": (yaml("base: &b {title: y}\n<<: *b"), read("unknown-field", title="y")),
    "an alias of nothing": (yaml("title: *nobody"), Refused(2, "names nothing", "title")),
    "an alias of itself": (yaml("tags: &t [*t]"), Refused(2, "names nothing", "tags")),
    "a billion laughs": (yaml("a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True))), Refused(6, "too many values")),
    "long texts repeated": (yaml(f"a: &a {'x' * 60_000}\nb: [{','.join(['*a'] * 100)}]"), Refused(3, "too many values")),
    # tags
    "a tag that runs": (yaml("title: !!python/object/apply:os.system [ls]"), Refused(2, "!!python/object/apply:os.system is not allowed", "title")),
    "a tag that imports": (yaml("x: !!python/name:os.system ''"), Refused(2, "is not allowed", "x")),
    "a tag that is a class": (yaml("!!python/object:x.Y {a: b}"), Refused(2, "is not allowed")),
    "a tag of bytes": (yaml("x: !!binary aGk="), Refused(2, "!!binary is not allowed", "x")),
    "a simple tag": (yaml("title: !!str 12"), read(title="12")),
    "a simple tag that does not fit": (yaml("title: !!int word"), read(title="word")),
    "a tag of one's own": (yaml("title: !r paste"), read("tag", title="paste")),
    # size and depth
    "nested too deeply": (yaml("x: " + "[" * 20 + "]" * 20), Refused(2, "nested too deeply")),
    "nested beyond reason": (yaml("x: " + "[" * 30_000), Refused(2, "nested too deeply")),
    "nested by dashes": (yaml("- " * 20 + "x"), Refused(2, "nested too deeply")),
    "json nested beyond reason": ('{"x": ' + "[" * 30_000 + "}\n", Refused(1, "nested too deeply")),
    "toml nested beyond reason": (toml("x = " + "[" * 30_000), Refused(2, "nested too deeply")),
    "toml nested by dots": (toml("a" + ".a" * 10_000 + " = 1"), Refused(2, "nested too deeply")),
    "nested as menus are": (yaml("menu: {main: {a: {b: {c: [d]}}}}"), read(extra={"menu": {"main": {"a": {"b": {"c": ["d"]}}}}})),
    "too many values": (yaml("x: [" + "a," * 25_000 + "]"), Refused(2, "too many values")),
    # characters
    "a nul": (yaml('title: "a\\0b"'), Refused(2, "U+0000", "title")),
    "a nul in a list": (yaml('title: x\ntags:\n  - "a\\x00"'), Refused(3, "U+0000", "tags")),
    "a bell": (yaml('title: "a\\ab"'), Refused(2, "U+0007", "title")),
    "half a character": (json('"title": "\\ud800"'), Refused(1, "U+D800", "title")),
    "half a character in a name": (json('"a\\udfff": 1'), Refused(1, "U+DFFF", "a\ufffd")),
    "half a character in yaml": (yaml('title: "\\ud800"'), Refused(2, "cannot be read")),
    "a whole pair": (json('"title": "\\ud83d\\ude00"'), read(title="😀")),
    "a nul in toml": (toml('title = "a\\u0000"'), Refused(2, "U+0000", "title")),
    "no character": (yaml('title: "\\uffff"'), Refused(2, "U+FFFF", "title")),
    "emoji": (yaml("title: 😀 好"), read(title="😀 好")),
    "composed": (yaml("title: e\u0301"), read(title="é")),
    "zero-width": (yaml("title: a\u200bb"), read("invisible", title="a\u200bb")),
    # numbers and words that YAML would change
    "a title that is a number": (yaml("title: 012"), read(title="012")),
    "a title that is a time": (yaml("title: 12:30:45"), read(title="12:30:45")),
    "a title that says no": (yaml("title: No"), read(title="No")),
    "a title that says true": (yaml("title: true"), read(title="true")),
    "a title that says null in quotes": (yaml("title: 'null'"), read(title="null")),
    "a title that is a day": (yaml("title: 2020-01-02"), read(title="2020-01-02")),
    "octal": (yaml("weight: 0o17"), read(extra={"weight": "0o17"})),
    "not a number": (yaml("weight: .nan"), read(extra={"weight": ".nan"})),
    "endless": (yaml("weight: -.inf"), read(extra={"weight": "-.inf"})),
    "exponent": (yaml("weight: 1e400"), read(extra={"weight": "1e400"})),
    "an endless number": (yaml("weight: " + "9" * 5_000), read(extra={"weight": "9" * 5_000})),
    "an endless number in json": (json('"weight": ' + "9" * 5_000), read(extra={"weight": "9" * 5_000})),
    "an endless number in toml": (toml("weight = " + "9" * 5_000), Refused(2, "4,000 digits")),
    "not a number in json": (json('"weight": NaN'), read(extra={"weight": "NaN"})),
    "types of toml": (toml("weight = 1\nmath = true\nid = 1.50\ndate = 2020-01-02T10:00:00Z\nlang = 'en'"), read(date=DAY, extra={"weight": "1", "math": "true", "id": "1.50", "lang": "en"})),
    "an impossible day in toml": (toml("title = 'x'\ndate = 2025-02-30"), read("wrong-date", title="x", date=None, extra={"date": "2025-02-30"})),
    # wrong types
    "a list for a title": (yaml("title: [a, b]"), read("wrong-type", title="a, b")),
    "a mapping for a title": (yaml("title: {a: b}"), read(title="a: b")),
    "a mapping for tags": (yaml("tags: {a: 1, b: 2}"), read("wrong-type", tags=("a: 1", "b: 2"))),
    "a word for draft": (yaml("draft: maybe"), read("wrong-type", draft=True)),
    "a list for draft": (yaml("draft: [false]"), read("wrong-type", draft=True)),
    "tags in a list of lists": (yaml("tags: [[a, b], [c]]"), read(tags=("a", "b", "c"))),
    "tags that are numbers": (yaml("tags: [2020, 1.10, yes]"), read(tags=("2020", "1.10", "yes"))),
    "tags with nothing among them": (yaml("tags: [a, null, '', ~, a]"), read(tags=("a",))),
    "tags as a text with commas": (yaml("tags: a, b c，d、e"), read("wrong-type", tags=("a", "b c", "d", "e"))),
    "tags as hashtags": (yaml("tags: '#a #b'"), read(tags=("a", "b"))),
    "one tag": (yaml("tags: machine learning"), read(tags=("machine learning",))),
    "tags as jekyll writes them": (yaml("layout: post\ntags: a b c"), read("wrong-type", tags=("a", "b", "c"))),
    "tags with their addresses": (yaml("tags:\n  - label: A\n    permalink: /a\n  - b"), read(tags=("A", "b"))),
    "tag": (yaml("tag: a"), read(tags=("a",))),
    "keywords where there are no tags": (yaml("keywords: [a, b]"), read(tags=("a", "b"))),
    "keywords beside tags": (yaml("tags: [a]\nkeywords: [b]"), read(tags=("a",), extra={"keywords": ["b"]})),
    "zola's taxonomies": (toml("title = 'x'\n[taxonomies]\ntags = ['a']\ncategories = ['c']"), read(title="x", tags=("a",), category="c")),
    # other fields
    "categories": (yaml("categories: [a, b]"), read(category="a")),
    "categories of hexo": (yaml("categories:\n- [a, b]\n- [c]"), read(category="a")),
    "authors as names": (yaml("authors: [Ann, Ben]"), read(author="Ann, Ben")),
    "authors as mappings": (yaml("authors:\n  - name: Ann\n    url: https://a.example\n  - ben"), read(author="Ann, ben")),
    "an author as a mapping": (yaml("author: {name: Ann, email: a@a.example}"), read(author="Ann")),
    "description": (yaml("description: x"), read(summary="x")),
    "summary before description": (yaml("description: x\nsummary: y"), read(summary="y", extra={"description": "x"})),
    "a folded summary": (yaml("summary: >\n  a\n  b"), read(summary="a b")),
    "white space in a title": (yaml("title: |\n  a\n  b"), read(title="a b")),
    "not published": (yaml("published: false"), read(draft=True)),
    "published": (yaml("published: true"), read(draft=False, date=None)),
    "published on a day": (yaml("published: 2020-01-02"), read(draft=False, date=DAY)),
    "hidden": (yaml("hidden: true"), read(draft=True)),
    "status draft": (yaml("status: draft"), read(draft=True, status="draft")),
    "any no counts": (yaml("draft: false\npublished: false"), read(draft=True)),
    "publishDate": (yaml("publishDate: 2020-01-02"), read(date=DAY)),
    "date before the others": (yaml("date: 2020-01-02\npublishDate: 2019-01-01\nlastmod: 2021-01-01"), read(date=DAY, extra={"publishDate": "2019-01-01", "lastmod": "2021-01-01"})),
    "only the last change": (yaml("lastmod: 2020-01-02"), read(date=DAY, guessed={"date": "last-change", "title": "first-words"}, extra={"lastmod": "2020-01-02"})),
    "a day to come": (yaml("date: 9999-12-31"), read("future-date", draft=True)),
    "month first": (yaml("date: 01/02/2020"), read("ambiguous-date", date=DAY)),
    "day first because it must be": (yaml("date: 15/02/2020"), read(date=datetime.date(2020, 2, 15))),
    "known to generators": (yaml("slug: a\nweight: 3\naliases: [/x]\npermalink: /y\nlang: en"), read(extra={"slug": "a", "weight": "3", "aliases": ["/x"], "permalink": "/y", "lang": "en"})),
    "unknown": (yaml("title: x\nfoo: {bar: [1]}"), read("unknown-field", extra={"foo": {"bar": ["1"]}})),
    "a name without letters": (yaml("'': x"), read("unknown-field", extra={"": "x"})),
    "a very long title": (yaml("title: " + "字" * 600), read("too-long", title="字" * 600)),
    "a very long tag": (yaml("tags: [" + "x" * 300 + "]"), read("too-long", tags=("x" * 300,))),
    "people as one text": (yaml("people: 王一、李二"), read("wrong-type", people=("王一", "李二"))),
    "guests": (yaml("guest: Ann and Ben"), read(guests=("Ann", "Ben"))),
}  # fmt: skip

ROWS |= {
    f"date: {written}"[:60]: (yaml(f"date: {written}"), read(date=day)) for written, day in DATES.items()
}
ROWS |= {
    f"no date: {written}"[:60]: (yaml(f"title: x\ndate: {written}"), read(*(["unquoted"] if "{{" in written else []), "wrong-date", title="x", date=None))
    for written in NO_DATES
}  # fmt: skip
ROWS |= {
    f"{name} is{value or ' left out'}": (yaml(f"title: t\n{name}:{value}"), read(**({"title": "t"} | {name: nothing})))
    for name, nothing in (("summary", ""), ("tags", ()), ("date", None), ("draft", False), ("author", ""))
    for value in EMPTY
}  # fmt: skip
ROWS |= {f"draft: {word}": (yaml(f"draft: {word}"), read(draft=flag)) for word, flag in FLAGS.items()}
