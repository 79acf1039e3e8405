"""The smaller verbs: fmt and dump."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from codegen import layout_text
from packets import ethernet, pcap, pcapng

ROOT = Path(__file__).resolve().parents[2]
EVENT = bytes.fromhex("04000a00000003000110000000026869")


def codegen(*arguments):
    return subprocess.run([sys.executable, "-m", "codegen", *arguments], cwd=ROOT, capture_output=True, text=True)


def test_the_readme_has_a_word_for_every_file():
    text = (ROOT / "codegen/README.md").read_text()
    files = [path.name for path in (ROOT / "codegen").glob("*.py") if path.name != "__init__.py"]
    assert [file for file in files if f"`{file}`" not in text] == []


# ---- fmt

def test_fmt_changes_white_space_only():
    untidy = 'a:   \n\n\n  b: {  x: 1 ,  y: "  kept  " }  # kept   as is\n\tc: [ 1 ]\n\n\n'
    assert layout_text.tidy(untidy) == 'a:\n\n  b: {x: 1, y: "  kept  "}  # kept   as is\n  c: [1]\n'


def test_fmt_is_idempotent_on_every_schema_file():
    for path in [*ROOT.glob("schema/*.yaml"), *ROOT.glob("codegen/tests/zoo/*.yaml")]:
        once = layout_text.tidy(path.read_text())
        assert layout_text.tidy(once) == once == path.read_text()


# ---- dump

def test_dump_decodes_hex():
    result = codegen("dump", EVENT.hex() + "0300")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert lines == [
        {"at": 0, "message": "stream_event", "size": 10, "value": {"stream_id": 3, "code": "interrupted", "age": 16, "detail": "hi"}},
        {"at": 16, "incomplete": 2, "bytes": "0300"}]


@pytest.mark.parametrize("wrap", [pcap, pcapng])
def test_dump_reassembles_a_capture(tmp_path, wrap):
    probe = struct.pack("<HIQ", 0x0011, 8, 7)
    file = tmp_path / "capture"
    file.write_bytes(wrap(ethernet(5000, 9000, 100, EVENT[:5]), ethernet(5000, 9000, 100 + 5, EVENT[5:9]), ethernet(6000, 9000, 0, probe, 17),
                          ethernet(5000, 9000, 100 + 9, EVENT[9:] + EVENT[:3]), ethernet(5000, 9000, 100, EVENT[:5])))

    lines = [json.loads(line) for line in codegen("dump", str(file)).stdout.splitlines()]

    assert [(one["protocol"], one["flow"], one.get("message"), one.get("incomplete")) for one in lines] == [
        ("udp", "10.0.0.1:6000 > 10.0.0.2:9000", "probe", None),
        ("tcp", "10.0.0.1:5000 > 10.0.0.2:9000", "stream_event", None),
        ("tcp", "10.0.0.1:5000 > 10.0.0.2:9000", None, 3)]


def test_dump_says_what_it_cannot_read():
    assert codegen("dump", "xyz").stderr == "xyz: neither a file nor hex digits\n"
    assert codegen("dump", "README.md" if (ROOT / "README.md").exists() else "LICENSE").stderr.endswith(": not a pcap or pcapng file\n")
