"""`watch` gen, as a person uses it: save a file, look at what it says, stop it."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def watching(tmp_path):
    for folder in ("schema", "codegen/tests/zoo"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    process = subprocess.Popen([sys.executable, "-u", "-m", "codegen", "watch", "--interval", "0.02"], cwd=tmp_path, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    yield tmp_path, process
    process.kill()
    process.wait()


def until(process, part):
    """The next line that holds `part`; what came instead when the process ends first."""
    seen = []
    for line in process.stdout:
        seen.append(line)
        if part in line:
            return line
    raise AssertionError("".join(seen))


def test_watch_writes_what_follows_from_an_edit(watching):
    folder, process = watching
    until(process, " files up to date in generated/")
    header = folder / "generated/cpp/gen/session.hpp"
    assert "struct NoteAs " not in header.read_text()

    path = folder / "schema/session.yaml"
    text = path.read_text()
    path.write_text(text + "\n  note: {id: 0x0f00, requires: view, doc: N., fields: {a: u8}}\n")
    until(process, " files up to date in generated/")
    assert "struct NoteAs " in header.read_text()

    path.write_text(text + "\n  note: {id: 0x0f00, requires: view, doc: N., fields: {a: u7}}\n")
    assert "error[unknown-type]" in until(process, "error[")
    until(process, "1 error in schema")
    assert "struct NoteAs " in header.read_text()

    path.write_text(text)
    until(process, " files up to date in generated/")
    assert "struct NoteAs " not in header.read_text()

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
