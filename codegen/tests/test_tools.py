"""The smaller verbs: fmt, dump, gen --as-of, and peers of different versions."""

import importlib.util
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


# ---- versions

def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("version", [1, 2])
def test_old_and_new_peers_understand_each_other(tmp_path, version):
    result = codegen("gen", "--schema", "codegen/tests/zoo", "--package", "zoo", "--as-of", str(version), "--out", str(tmp_path))
    assert result.returncode == 0, result.stderr
    old = load("zoo_old", tmp_path / "python/weir.py")
    new = load("zoo_new", ROOT / "generated/zoo/python/weir.py")
    assert old.PROTOCOL_VERSION == version
    vectors = json.loads((ROOT / "generated/zoo/vectors/animals.json").read_text())["records"]
    animal = bytes.fromhex(next(r for r in vectors if r["record"] == "animal")["accept"][1]["hex"])

    sent_by_new = new.Animal.decode(animal)
    read_by_old = old.Animal.decode(animal)
    assert (read_by_old.cage, read_by_old.ids, read_by_old.chunks) == (sent_by_new.cage, sent_by_new.ids, sent_by_new.chunks)
    assert [meal.grams for meal in read_by_old.meals] == [meal.grams for meal in sent_by_new.meals]
    assert len(read_by_old.extra) > 0

    read_by_new = new.Animal.decode(read_by_old.encode())
    assert (read_by_new.cage, read_by_new.seen) == (sent_by_new.cage, 0)
    assert [meal.tags for meal in read_by_new.meals] == [[] for _ in sent_by_new.meals]
    assert read_by_new.weight == (sent_by_new.weight if version >= 2 else 0.0)
