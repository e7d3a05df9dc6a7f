"""How quick the import is, against a bare ``markdown`` + ``bleach`` loop over the same files, in one run.

    python -m benchmarks.import_documents [--documents 1000] [--kilobytes 40] [--jobs 1] [--postgres]

Everything happens in a temporary folder with a database of its own. What is printed is explained in
``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHILD = "BENCHMARK_CHILD"

# Own text: sentences in both scripts and in English, put together at random.
SENTENCES = {
    "zh-Hans": [
        "这项签证不要求申请人事先找到雇主，只看学历、年龄和工作经历。",
        "支持者说，门槛降低以后，实验室里会多几个愿意留下来的年轻人。",
        "反对者则问：**签证名额**（签证名额：每年发放的数量上限）到底由谁来定？",
        "统计部门公布的数字是 254,019 人，比前一年少了 17.4%。",
        "有人把它比作一次“抢人大战”，也有人觉得这只是一纸公文。",
    ],
    "zh-Hant": [
        "這項簽證不要求申請人事先找到僱主，只看學歷、年齡和工作經歷。",
        "支持者說,門檻降低以後,實驗室裡會多幾個願意留下來的年輕人。",
        "反對者則問：《條例》寫得清楚嗎？誰來判斷一個人算不算人才？",
    ],
    "en": [
        "The visa asks for no employer; it asks for a degree, an age and a record of work.",
        "Supporters say that a lower threshold brings *young people* who mean to stay.",
        "Opponents ask who decides, and by [which rule](https://example.org/rules), what a talent is.",
        "The number that was published, 254,019, is smaller than that of the year before.",
        "“Nobody asked us,” a reader wrote, and hundreds agreed within an hour.",
    ],
}
NAMES = [
    "李明",
    "Ann Lee",
    "王芳",
    "陳小雨",
    "Tom Baker",
    "人民大学",
    "Example Press",
    "K签证",
    "R visa",
    "環球週報",
]
TAGS = ["visas", "talent", "人才", "移民", "policy", "labour", "大學", "research", "opinion", "history"]


def make_library(folder: Path, documents: int, size: int, first: int = 0) -> int:
    """Write ``documents`` files of about ``size`` bytes, numbered from ``first``, to ``folder``; returns their bytes."""
    dice = random.Random(20251004 + first)
    total = 0
    for number in range(first, first + documents):
        path = folder / f"{number // 200:03}" / f"text-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = make_document(dice, number, size).encode()
        path.write_bytes(data)
        total += len(data)
    return total


def make_document(dice: random.Random, number: int, size: int) -> str:
    """One document: front matter, headings, paragraphs, now and then a list or a quotation."""
    lang = dice.choice(list(SENTENCES))

    def listed(names: list[str]) -> str:
        return "[" + ", ".join(f'"{name}"' for name in dice.sample(names, 3)) + "]"

    lines = [
        "---",
        f"title: 'Text {number}: {dice.choice(TAGS)}'",
        f"summary: '{dice.choice(SENTENCES[lang]).replace(chr(39), '')}'",
        f"date: 2025-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        f"tags: {listed(TAGS)}",
        f"people: {listed(NAMES)}",
        f"companies_orgs: {listed(NAMES)}",
        f"project: {listed(TAGS)}",
        f"source: https://example.org/watch?v={number}",
        f"draft: {'false' if number % 50 == 0 else 'true'}",
        "---",
    ]
    written = 0
    while written < size:
        paragraph = _paragraph(dice, lang)
        lines += [paragraph, ""]
        written += len(paragraph.encode()) + 2
    return "\n".join(lines)


def _paragraph(dice: random.Random, lang: str) -> str:
    sentences = SENTENCES[lang]
    joint = " " if lang == "en" else ""
    kind = dice.random()
    if kind < 0.06:
        return f"## {dice.choice(TAGS)} {dice.randint(1, 99)}"
    if kind < 0.10:
        return "\n".join(f"- {dice.choice(sentences)}" for _ in range(4))
    if kind < 0.13:
        return f"> {dice.choice(sentences)}"
    return joint.join(dice.choice(sentences) for _ in range(dice.randint(3, 8)))


# What is measured: each in a process of its own, so that memory and caches are its own ------------------------


def bare(folder: Path) -> None:
    """The yardstick: read, convert, sanitise, nothing else."""
    import bleach
    from markdown import Markdown

    tags = {*bleach.sanitizer.ALLOWED_TAGS, "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "img", "hr", "br"}
    tags |= {"table", "thead", "tbody", "tr", "td", "th"}
    converter = Markdown(extensions=["tables", "fenced_code", "sane_lists"])
    for path in sorted(folder.rglob("*.md")):
        bleach.clean(converter.reset().convert(path.read_text(encoding="utf-8")), tags=tags)


def parse_only(folder: Path) -> None:
    """The pure room alone: every file understood, nothing saved."""
    from articles.importing.parse import parse_document

    for path in sorted(folder.rglob("*.md")):
        parse_document(path.read_bytes(), file=path.name)


def full(folder: Path, jobs: int) -> None:
    """The command, as editors run it."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("import_documents", str(folder), jobs=jobs, verbosity=0, stdout=sys.stderr)


def child(task: str, folder: Path, jobs: int) -> None:
    """Do one task and print what it cost."""
    started = time.perf_counter()
    if task == "bare":
        bare(folder)
    elif task == "parse":
        parse_only(folder)
    else:
        full(folder, jobs)
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cost = {
        "seconds": time.perf_counter() - started,
        "cpu": sum(usage.ru_utime + usage.ru_stime for usage in (own, others)),
        "mebibytes": own.ru_maxrss / 1024,
    }
    print(json.dumps(cost))


def measure(task: str, folder: Path, database: str, jobs: int = 1) -> dict[str, float]:
    """Run ``task`` in a process of its own; its seconds, seconds of CPU and peak memory (MiB)."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.import_documents",
        "--folder",
        str(folder),
        "--jobs",
        str(jobs),
    ]
    output = subprocess.run(
        command, cwd=ROOT, env=_environment(database) | {CHILD: task}, check=True, stdout=subprocess.PIPE
    ).stdout
    found: dict[str, float] = json.loads(output)
    return found


def _environment(database: str) -> dict[str, str]:
    settings = {
        "SECRET_KEY": "of a benchmark",
        "ALLOWED_HOSTS": "localhost",
        "HTTPS": "false",
        "DEBUG": "false",
    }
    return os.environ | settings | {"DJANGO_SETTINGS_MODULE": "kvisa_site.settings", "DATABASE_URL": database}


def migrate(database: str) -> None:
    """Make the tables."""
    command = [sys.executable, "manage.py", "migrate", "-v", "0"]
    subprocess.run(command, cwd=ROOT, env=_environment(database), check=True)


@contextmanager
def databases(folder: Path, *, with_postgres: bool) -> Iterator[dict[str, str]]:
    """Addresses of empty databases by name."""
    found = {"SQLite": f"sqlite:///{folder / 'library.sqlite3'}"}
    if not with_postgres:
        yield found
        return
    from kvisa_site.testing import postgres

    home = postgres.binaries()
    if home is None:
        print(postgres.HINT, file=sys.stderr)
        yield found
        return
    with postgres.throw_away(home) as url:
        yield found | {"PostgreSQL": url}


def main() -> None:
    """Make a library, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--kilobytes", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL as well")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if task := os.environ.get(CHILD):
        child(task, options.folder, options.jobs)
        return
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        library, tenth = home / "library", home / "tenth"
        size = make_library(library, options.documents, options.kilobytes * 1000)
        make_library(
            tenth, max(1, options.documents // 10), options.kilobytes * 1000, first=options.documents
        )
        print(
            f"{options.documents:,} documents, {size / options.documents / 1000:.1f} kB each, jobs {options.jobs}"
        )
        with databases(home, with_postgres=options.postgres) as urls:
            report(library, tenth, urls, options.documents, options.jobs)


def report(library: Path, tenth: Path, urls: dict[str, str], documents: int, jobs: int) -> None:
    """Measure everything over ``library`` and print a line for each."""
    yardstick = measure("bare", library, urls["SQLite"])
    _print("bare markdown + bleach", documents, yardstick, yardstick)
    _print("parsing alone", documents, measure("parse", library, urls["SQLite"]), yardstick)
    for name, url in urls.items():
        migrate(url)
        small = measure("full", tenth, url, jobs)
        _print(f"import, {name}, a tenth", max(1, documents // 10), small, None)
        first = measure("full", library, url, jobs)
        _print(f"import, {name}", documents, first, yardstick)
        again = measure("full", library, url, jobs)
        _print(f"again, nothing new, {name}", documents, again, yardstick)
        print(f"    the second run is {first['seconds'] / again['seconds']:.1f} times as quick as the first")
        print(f"    peak memory at 100 % is {first['mebibytes'] / small['mebibytes']:.2f} times that at 10 %")


def _print(what: str, documents: int, cost: dict[str, float], yardstick: dict[str, float] | None) -> None:
    rate = documents / cost["seconds"]
    ratio = " " * 28
    if yardstick:
        by_clock, by_cpu = (yardstick[unit] / cost[unit] for unit in ("seconds", "cpu"))
        ratio = f"{by_clock:6.2f} × bare  (CPU {by_cpu:6.2f} ×)"
    print(f"{what:<34}{rate:8.1f} documents/s  {ratio}  {cost['mebibytes']:6.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
