"""Documents on the disk: single files and whole folders, walked without being held."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.importing.formats import SUFFIXES
from articles.importing.states import State, read_states
from articles.naming import base_name
from articles.pictures import read_beside


@dataclass(frozen=True, slots=True)
class File:
    """A document that waits to be read: ``shown`` is where people find it, ``name`` what it is known by.

    ``read`` returns its bytes (raises ``OSError``); ``pictures`` those among the addresses that lie beside it.
    """

    shown: str
    name: str
    size: int
    read: Callable[[], bytes]
    pictures: Callable[[Collection[str]], Mapping[str, bytes]]
    state: State | None = None  # what the list of an export says of it


def gather(paths: Sequence[Path]) -> Iterator[File]:
    """The documents at and below ``paths``, in order. Raises ``FileNotFoundError`` before the first for a missing path.

    A file of a folder is known by its path below that folder. Several paths are told apart by the folders in which
    they differ. What is hidden (``.git``, ``._name.md``) is left out.
    """
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path}: there is no such file or folder.")
    homes = _homes(paths)
    return (file for start, home in zip(paths, homes, strict=True) for file in _files(start, home))


def _files(start: Path, home: Path) -> Iterator[File]:
    """The documents at or below ``start``; of an exported folder with what its list says of them."""
    states = read_states(start) if start.is_dir() else {}
    for path in _walk(start):
        state = states.get(path.relative_to(start).as_posix()) if states else None
        yield _file(path, home, state)


def _homes(paths: Sequence[Path]) -> list[Path]:
    """For each path the folder below which its files get their names."""
    full = [path.resolve() for path in paths]
    if len(full) == 1:
        path = full[0]
        return [path if path.is_dir() else path.parent]
    shared = Path(os.path.commonpath([path.parent for path in full]))
    return [shared] * len(full)


def _walk(start: Path) -> Iterator[Path]:
    """The file itself, or the documents below a folder; one folder's names are held at a time."""
    if not start.is_dir():
        yield start
        return
    for folder, folders, names in os.walk(start):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                yield Path(folder) / name


def _file(path: Path, home: Path, state: State | None) -> File:
    full = path.resolve().parent / path.name  # the folder's real place, but a link keeps its own name
    name = full.relative_to(home).as_posix() if full.is_relative_to(home) else path.name
    if state is None:
        name = _with_folder(name, full)
    try:
        size = path.stat().st_size
    except OSError:  # a link into nowhere: reading it will say so
        size = 0
    return File(str(path), name, size, path.read_bytes, lambda wanted: read_beside(path, wanted), state)


def _with_folder(name: str, full: Path) -> str:
    """``name``, with the folder's where a file came alone and its own says nothing (``index.md``)."""
    return name if "/" in name else base_name(f"{full.parent.name}/{name}")
