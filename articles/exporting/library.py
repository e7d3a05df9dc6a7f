"""A folder of exported articles: where each file lies, its pictures, and a list of what files cannot say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from django.db.models import QuerySet

from articles.exporting.document import NotExportable, write_document
from articles.exporting.rows import document_of, is_as_its_file, speakers_of, with_everything
from articles.importing.states import LIST, State
from articles.models import Article
from articles.naming import import_name
from articles.pictures import is_local

_AT_ONCE = 50
_LONGEST_PART = 200  # bytes; file systems take 255


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one article: its ``file`` below the folder, or why there is none."""

    slug: str
    file: str = ""
    as_it_came: bool = False  # byte for byte
    problem: str = ""


@dataclass(slots=True)
class Folder:
    """The folder that is written, and what is in it by now (paths without case: not every disk tells case apart)."""

    root: Path
    taken: dict[str, str] = field(default_factory=dict)  # path → hash

    def has_room(self, files: dict[str, bytes]) -> bool:
        """Whether none of ``files`` meets another of its name; the same bytes may be shared."""
        return all(
            self.taken.get(path.casefold(), digest) == digest for path, digest in _hashes(files).items()
        )

    def write(self, files: dict[str, bytes]) -> None:
        """Write ``files``. Raises ``OSError``."""
        for path, data in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        self.taken |= {path.casefold(): digest for path, digest in _hashes(files).items()}


def _hashes(files: dict[str, bytes]) -> dict[str, str]:
    return {path: sha256(data).hexdigest() for path, data in files.items()}


def export_articles(
    articles: QuerySet[Article], root: Path, *, as_markdown: bool = False
) -> Iterator[Exported]:
    """Write ``articles`` to ``root`` and tell of each. Raises ``OSError`` when the folder cannot be written.

    Each goes out as the file it came as, byte for byte, unless somebody has edited it or ``as_markdown`` is asked for.
    """
    root.mkdir(parents=True, exist_ok=True)
    folder = Folder(root)
    folder.taken[LIST.casefold()] = ""
    with (root / LIST).open("w", encoding="utf-8") as states:
        for article in with_everything(articles).order_by("pk").iterator(chunk_size=_AT_ONCE):
            if article.current is None:
                continue
            try:
                yield _export(article, folder, states, as_markdown=as_markdown)
            except NotExportable as problem:
                yield Exported(article.slug, problem=str(problem))


def _export(article: Article, folder: Folder, states: object, *, as_markdown: bool) -> Exported:
    assert article.current is not None
    as_it_came = not as_markdown and is_as_its_file(article)
    data = bytes(article.current.source) if as_it_came else write_document(document_of(article))
    name = _safe(article.file_name or article.current.file_name, article.slug)
    if not as_it_came:
        name = str(PurePosixPath(name).with_suffix(".md"))
    pictures = {
        picture.path: bytes(picture.data)
        for picture in article.current.images.all()
        if is_local(picture.path)
    }
    for path in (name, f"{article.slug}/{PurePosixPath(name).name}"):
        home = PurePosixPath(path).parent
        files = {path: data} | {
            (home / _safe(at, at)).as_posix(): picture for at, picture in pictures.items()
        }
        if path.casefold() not in folder.taken and folder.has_room(files):
            break
    else:
        raise NotExportable("Another article's files are in its place.")
    folder.write(files)
    state = State(
        file=path,
        sha256=sha256(data).hexdigest(),
        slug=article.slug,
        published=article.is_published,
        former_slugs=sorted(former.slug for former in article.former_addresses.all()),
        speakers={one.name: one.alias for one in speakers_of(article)},
    )
    states.write(json.dumps(asdict(state), ensure_ascii=False) + "\n")  # type: ignore[attr-defined]
    return Exported(article.slug, path, as_it_came)


def _safe(path: str, otherwise: str) -> str:
    """``path`` as one that stays below the folder and that every disk takes."""
    parts = [_shortened(part) for part in import_name(path).split("/")]
    return "/".join(part.lstrip(".") or "_" for part in parts) if parts else otherwise


def _shortened(part: str) -> str:
    """``part`` within the longest name of a file, its ending kept."""
    if len(part.encode()) <= _LONGEST_PART:
        return part
    suffix = PurePosixPath(part).suffix[:20]
    return part.encode()[: _LONGEST_PART - len(suffix.encode())].decode(errors="ignore") + suffix
