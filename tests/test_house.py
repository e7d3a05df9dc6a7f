"""The house stands as it is drawn."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
PURE = [
    "policy",
    "articles.text",
    "articles.importing",
    "annotations.anchoring",
    "annotations.markup",
    "annotations.formats",
]
BELOW = {
    "policy": set(),
    "accounts": {"policy"},
    "articles": {"policy"},
    "annotations": {"policy", "accounts", "articles"},
}
MANDATED = [
    "manage.py", "kvisa_site", "articles", "annotations", "templates", "requirements.txt", "tests"
]  # fmt: skip


def modules_of(room: str) -> list[Path]:
    place = ROOT / room.replace(".", "/")
    return sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize("name", MANDATED)
def test_the_mandated_top_level_is_there(name):
    assert (ROOT / name).exists()


@pytest.mark.parametrize("storey", BELOW)
def test_a_storey_imports_only_what_stands_below_it(storey):
    ours = {"kvisa_site", "annotations", "articles", "accounts", "policy"}
    for path in modules_of(storey):
        for name in imports_of(path):
            top = name.partition(".")[0]
            assert top not in ours - BELOW[storey] - {storey}, f"{path.relative_to(ROOT)} imports {name}"


def test_pure_rooms_load_without_django():
    modules = [
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        for room in PURE
        for path in modules_of(room)
    ]
    code = (
        "import sys, importlib\n"
        "class NoDjango:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('django', 'allauth', 'taggit'):\n"
        "            raise ImportError(f'a pure room asked for {name}')\n"
        "sys.meta_path.insert(0, NoDjango())\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_module_imports_in_a_circle():
    names = {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): path
        for room in [*BELOW, "kvisa_site"]
        for path in modules_of(room)
        if "migrations" not in path.parts
    }
    graph = {name: top_level_imports(path, names) - {name} for name, path in names.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"a circle: {' → '.join([*trail[trail.index(name) :], name])}"
        if name not in done:
            for other in graph[name]:
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def top_level_imports(path: Path, names: dict[str, Path]) -> set[str]:
    found: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            members = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= members & names.keys() or {node.module}
    return found & names.keys()


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_every_direct_dependency_is_pinned_locked_and_named_with_its_reason():
    reasons = (ROOT / "docs" / "dependencies.md").read_text().lower()
    for name, lock in [
        ("requirements.txt", "run"),
        ("requirements-dev.txt", "test"),
        ("requirements-lint.txt", "lint"),
    ]:
        locked = (ROOT / "requirements" / f"{lock}.lock").read_text()
        for line in (ROOT / name).read_text().splitlines():
            if not line or line.startswith(("#", "-r")):
                continue
            package, _, version = line.partition("==")
            assert version, f"{name}: {line} is not pinned"
            plain = re.sub(r"\[.*\]", "", package).lower()
            assert f"`{package.lower()}" in reasons or plain.startswith("types-"), f"{package} has no reason"
            assert f"{plain}==" in locked.lower() or f"{package.lower()}==" in locked, (
                f"{package} is not locked"
            )


def tracked_text_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git checkout, so what is tracked is unknown")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.suffix not in {".png", ".ico", ".mo"} and path.is_file()]


def test_no_tracked_file_names_a_path_of_this_machine():
    for path in tracked_text_files():
        assert f"{ROOT}/" not in path.read_text(encoding="utf-8"), path


def test_no_sentence_of_the_seed_documents_is_in_the_repository(seeds):
    sentences = {
        sentence.strip()
        for seed in seeds.glob("*.txt")
        for sentence in re.split(r"[。！？\n]|(?<=[.!?]) ", seed.read_text(encoding="utf-8"))
        if len(sentence.strip()) >= 24
    }
    assert sentences
    for path in tracked_text_files():
        text = path.read_text(encoding="utf-8")
        assert not [sentence for sentence in sentences if sentence in text], path
