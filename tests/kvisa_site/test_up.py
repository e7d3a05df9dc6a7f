"""`up` refuses what cannot work before it starts anything."""

from __future__ import annotations

import socket

import pytest
from django.core.management import CommandError

from kvisa_site.management.commands import up


def test_an_address_is_a_host_and_a_port():
    assert up.parse_bind("127.0.0.1:8000") == ("127.0.0.1", 8000)
    assert up.parse_bind("[::1]:80") == ("[::1]", 80)


@pytest.mark.parametrize(
    "bind", ["8000", "localhost:", "localhost:http", "localhost:0", "localhost:70000", ""]
)
def test_any_other_address_is_refused_with_an_example(bind):
    with pytest.raises(CommandError, match="expected HOST:PORT, such as"):
        up.parse_bind(bind)


def test_a_taken_port_is_named_with_another_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"{port} cannot be used .*--bind 127.0.0.1:{port + 1}"):
            up.refuse_taken_port("127.0.0.1", port)


def test_static_files_are_collected_only_when_one_has_changed(settings, tmp_path, monkeypatch):
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("a{}")
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path / "collected"
    calls = []

    def collect(name: str, **options: object) -> None:
        calls.append(name)
        settings.STATIC_ROOT.mkdir(exist_ok=True)

    monkeypatch.setattr(up, "call_command", collect)
    monkeypatch.setattr(up, "static_fingerprint", (source / "a.css").read_text)
    up.collect_static()
    up.collect_static()
    assert calls == ["collectstatic"]
    (source / "a.css").write_text("a{color:red}")
    up.collect_static()
    assert calls == ["collectstatic", "collectstatic"]
