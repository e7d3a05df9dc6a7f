"""Archives: every member is taken, passed over or refused with its reason; no archive may cost more than its limits."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable

import pytest

from articles.importing.archives import Archive, Note, is_archive, open_archive
from articles.importing.document import ImportRefused
from articles.importing.limits import Limits
from tests.articles.importing.packages import PNG, encrypted, pack, with_raw_names, word


def opened(data: bytes, limits: Limits | None = None) -> Archive:
    return open_archive(io.BytesIO(data), file="library.zip", limits=limits or Limits())


def notes(archive: Archive, *, refused: bool = True) -> dict[str, str]:
    return {note.name: note.message for note in archive.notes if note.refused is refused}


def link(name: str, target: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        member = zipfile.ZipInfo(name)
        member.create_system = 3
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, target)
        archive.writestr("good.md", "# Good")
    return packed.getvalue()


def twice(name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, "first")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(name, "second")
    return packed.getvalue()


def overlapping() -> bytes:
    """Two members of the directory with one and the same content."""
    data = bytearray(pack({"a.md": "x" * 500, "b.md": "y" * 500}, zipfile.ZIP_STORED))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    struct.pack_into("<L", data, second + 42, 4)
    return bytes(data)


def claiming(size: int) -> bytes:
    """A member that unpacks to more than it claims."""
    data = bytearray(pack({"a.md": "x" * 50_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.find(signature) + offset, size)
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(pack({"a.md": "words " * 300, "good.md": "# Good"}, zipfile.ZIP_STORED))
    data[60:70] = b"0123456789"
    return bytes(data)


def test_documents_and_pictures_are_taken_and_the_rest_is_noted():
    archive = opened(pack({
        "posts/b.md": "# B", "posts/a.html": "<p>A", "c.docx": word(""), "d.srt": "1", "posts/images/x.png": PNG,
        "__MACOSX/posts/._b.md": b"x", ".DS_Store": b"x", "posts/.git/config": b"x", "Thumbs.db": b"x", "data.csv": "1,2", "empty/": "",
    }))  # fmt: skip
    assert archive.documents == ["posts/b.md", "posts/a.html", "c.docx", "d.srt"]
    assert archive.pictures == ["posts/images/x.png"]
    assert archive.read("posts/b.md") == b"# B"
    assert set(notes(archive, refused=False)) == {
        "__MACOSX/posts/._b.md",
        ".DS_Store",
        "posts/.git/config",
        "Thumbs.db",
        "data.csv",
    }
    assert not notes(archive)


def test_pictures_accompany_their_documents_by_the_addresses_as_written():
    archive = opened(
        pack(
            {
                "posts/a.md": "x",
                "posts/one.png": PNG,
                "images/two words.png": PNG,
                "static/img/three.png": PNG,
            }
        )
    )
    addresses = [
        "one.png",
        "../images/two%20words.png",
        "/static/img/three.png",
        "../../secret.png",
        "none.png",
        "https://a.example/one.png",
    ]
    assert list(archive.pictures_for("posts/a.md", addresses)) == addresses[:3]


@pytest.mark.parametrize(
    "name", ["../a.md", "a/../../b.md", "/etc/a.md", "C:/a.md", "C:\\a.md", "..\\a.md", "a\x01.md"]
)
def test_names_that_lead_out_of_the_archive_are_refused_one_by_one(name):
    archive = opened(pack({name: "x", "good.md": "# Good"}))
    assert archive.documents == ["good.md"]
    assert len(notes(archive)) == 1


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a link": (lambda: link("a.md", "/etc/passwd"), "link to another file"),
    "a name twice": (lambda: twice("a.md"), "same name"),
    "names that differ in case": (lambda: pack({"a.md": "1", "A.MD": "2"}), "same name"),
    "a password": (lambda: encrypted(pack({"a.md": "secret"})), "encrypted"),
    "an unknown method": (lambda: pack({"a.md": "x" * 99}, zipfile.ZIP_LZMA), "method"),
    "a bomb": (lambda: pack({"a.docx": bytes(15_000_000)}), "times as large"),
    "a long text": (lambda: pack({"a.md": "x" * 2_000_001}, zipfile.ZIP_STORED), "at most 2,000,000"),
    "an archive in an archive": (lambda: pack({"a.zip": pack({"b.md": "x"})}), "not opened"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_member_that_may_not_be_read_is_refused_and_the_rest_goes_on(name):
    make, reason = REFUSED[name]
    archive = opened(make())
    (message,) = notes(archive).values()
    assert reason in message


def test_a_damaged_member_is_refused_when_it_is_read_and_the_others_are_not():
    archive = opened(damaged())
    with pytest.raises(ImportRefused, match="damaged"):
        archive.read("a.md")
    assert archive.read("good.md") == b"# Good"


def test_a_member_never_unpacks_to_more_than_it_claims():
    archive = opened(claiming(100))
    with pytest.raises(ImportRefused, match="damaged"):
        archive.read("a.md")


WHOLE: dict[str, tuple[Callable[[], bytes], Limits, str]] = {
    "no archive": (lambda: b"PK\x03\x04 and no more", Limits(), "damaged"),
    "cut short": (lambda: pack({"a.md": "x" * 999})[:-30], Limits(), "damaged"),
    "too large": (lambda: pack({"a.md": "x"}), Limits(archive_bytes=50), "at most 50 are read"),
    "too many members": (
        lambda: pack({f"{n}.md": "x" for n in range(11)}),
        Limits(archive_members=10),
        "more than 10 members",
    ),
    "too large unpacked": (
        lambda: pack({f"{n}.md": "x" * 900 for n in range(9)}),
        Limits(archive_total_bytes=5_000),
        "Unpacked",
    ),
    "members that overlap": (overlapping, Limits(), "overlap"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_an_archive_beyond_its_limits_is_refused_whole(name):
    make, limits, reason = WHOLE[name]
    with pytest.raises(ImportRefused, match=reason):
        opened(make(), limits)


def test_archives_are_opened_as_deep_as_the_limits_allow():
    data = pack({"in.zip": pack({"b.md": "x", "deep.zip": pack({"c.md": "x"})})})
    archive = opened(data, Limits(archive_depth=2))
    assert archive.documents == ["in/b.md"]
    assert archive.read("in/b.md") == b"x"
    assert list(notes(archive)) == ["in/deep.zip"]


@pytest.mark.parametrize(
    ("encoding", "names"),
    [("gbk", ["文章/港口的夜班.md", "文章/签证.md"]), ("big5", ["文章/港口的夜班.md", "文章/簽證.md"]), ("utf-8", ["文章/夜班.md", "é.md"]), ("cp437", ["é.md", "naïve.md"])],
)  # fmt: skip
def test_names_of_old_programs_are_read_in_their_encoding(encoding, names):
    data = with_raw_names({name.encode(encoding): b"# 1" for name in names})
    assert opened(data).documents == names


def test_an_archive_is_told_from_documents_that_are_packed():
    assert is_archive(pack({"a.md": "x"}))
    assert is_archive(b"PK\x03\x04 damaged")
    assert not is_archive(word(""))
    assert not is_archive(b"# Markdown")


def test_notes_are_plain_values():
    assert Note("a", "b") == Note("a", "b", refused=False)
