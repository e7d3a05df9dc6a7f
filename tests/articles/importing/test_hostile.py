"""No file holds a worker, blows up or ends in anything but a document or a refusal that says why."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from articles.importing.document import ImportRefused
from articles.importing.parse import parse_document
from articles.text.html import text_of
from tests.articles.importing.hostile_files import HOSTILE, READ

SECONDS = 2.5  # of CPU: half a second for a busy machine
MEGABYTES = 256
LARGEST = 12  # files whose memory is measured


def outcome(name: str) -> str:
    """The words of the refusal, or nothing for a document that keeps the promises of the text model."""
    file, data, _ = HOSTILE[name]
    try:
        document = parse_document(data, file=file)
    except ImportRefused as refusal:
        return str(refusal)
    assert document.table.text.strip()
    for block in document.table.blocks:
        assert text_of(block.html) == block.text
        assert "javascript:" not in block.html.replace(block.text, "")
    return READ


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_has_its_outcome_in_time(name):
    expected = HOSTILE[name][2]
    started = time.thread_time()
    found = outcome(name)
    assert time.thread_time() - started < SECONDS
    if expected == READ:
        assert found == READ
    else:
        assert expected.replace("\\", "") in found
        assert found.startswith(HOSTILE[name][0])


def test_hostile_files_take_no_more_memory_than_a_worker_has():
    largest = sorted(HOSTILE, key=lambda name: len(HOSTILE[name][1]), reverse=True)[:LARGEST]
    code = (
        "import contextlib, re, pathlib\n"
        "from articles.importing.document import ImportRefused\n"
        "from articles.importing.parse import parse_document\n"
        "from tests.articles.importing.hostile_files import HOSTILE\n"
        f"for name in {largest!r}:\n"
        "    with contextlib.suppress(ImportRefused):\n"
        "        parse_document(HOSTILE[name][1], file=HOSTILE[name][0])\n"
        # not ru_maxrss: a child inherits its parent's
        "print(int(re.search(r'VmHWM:\\s*(\\d+)', pathlib.Path('/proc/self/status').read_text())[1]) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < MEGABYTES


def test_the_table_is_long():
    assert len(HOSTILE) >= 120
