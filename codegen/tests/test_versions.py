"""Peers of different versions: what either sends, the other reads, in every record of both books."""

import dataclasses
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOOKS = {"gen": (ROOT / "schema", ROOT / "generated"), "zoo": (ROOT / "codegen/tests/zoo", ROOT / "generated/zoo")}
GENERATIONS = [("gen", 1), ("zoo", 1), ("zoo", 2)]
IDS = [f"{package} as of {version}" for package, version in GENERATIONS]


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Generations:
    def __init__(self, package, version, folder):
        schema, self.generated = BOOKS[package]
        subprocess.run([sys.executable, "-m", "codegen", "gen", "--schema", str(schema), "--package", package, "--as-of", str(version),
                        "--out", str(folder)], cwd=ROOT, check=True, capture_output=True)
        self.folder, self.version = folder, version
        self.old = load(f"{package}_old", folder / "python/weir.py")
        self.new = load(f"{package}_new", self.generated / "python/weir.py")
        self.old_model, self.new_model = (json.loads((where / "model.json").read_text()) for where in (folder, self.generated))

    def records(self):
        """(name, old class, new class, bytes of a typical value, whether it can grow) of what both have."""
        growable = {name: record["growable"] for name, record in by_name(self.new_model).items()}
        for file in sorted((self.generated / "vectors").glob("*.json")):
            for record in json.loads(file.read_text())["records"]:
                name = "".join(word.capitalize() for word in record["record"].split("_"))
                if hasattr(self.old, name):
                    for one in record["accept"][1:3]:
                        yield record["record"], getattr(self.old, name), getattr(self.new, name), bytes.fromhex(one["hex"]), growable[record["record"]]


def by_name(model):
    records = {record["name"]: record for kind in ("structs", "messages") for record in model[kind]}
    for command in model["commands"]:
        records.update({f"{command['name']}_{kind}": command[kind] for kind in ("request", "reply")})
    return records


@pytest.fixture(params=GENERATIONS, ids=IDS, scope="module")
def generations(request, tmp_path_factory):
    return Generations(*request.param, tmp_path_factory.mktemp("older"))


def check_shared(old, new, path):
    """Every field that the older value has, at any depth, is as in the newer one."""
    if dataclasses.is_dataclass(old):
        for field in dataclasses.fields(old):
            if field.name != "extra":
                check_shared(getattr(old, field.name), getattr(new, field.name), f"{path}.{field.name}")
    elif isinstance(old, (list, tuple)):
        assert len(old) == len(new), path
        for index, (one, other) in enumerate(zip(old, new)):
            check_shared(one, other, f"{path}[{index}]")
    else:
        assert old == new, path


def test_what_a_newer_peer_sends_an_older_one_reads(generations):
    checked = 0
    for name, old, new, data, _ in generations.records():
        check_shared(old.decode(data), new.decode(data), name)
        checked += 1
    assert checked >= 20


def test_what_an_older_peer_sends_a_newer_one_reads(generations):
    for name, old, new, data, _ in generations.records():
        sent = old.decode(data)
        if hasattr(sent, "extra"):
            sent = dataclasses.replace(sent, extra=b"")
        check_shared(sent, new.decode(sent.encode()), name)


def test_what_came_later_is_at_its_default(generations):
    newer = {name: [field["name"] for field in record["fields"] if field["since"] > generations.version]
             for name, record in by_name(generations.new_model).items()}
    assert any(newer.values())
    for name, old, new, data, _ in generations.records():
        read, blank = new.decode(old.decode(data).encode()), new()
        assert {field: getattr(read, field) for field in newer[name]} == {field: getattr(blank, field) for field in newer[name]}


def test_the_older_generation_has_nothing_newer(generations):
    assert generations.old.PROTOCOL_VERSION == generations.version
    for kind in ("messages", "commands"):
        assert all(one["since"] <= generations.version for one in generations.old_model[kind])
        assert {one["name"] for one in generations.old_model[kind]} == {
            one["name"] for one in generations.new_model[kind] if one["since"] <= generations.version}
    for record in by_name(generations.old_model).values():
        assert all(field["since"] <= generations.version for field in record["fields"])
    for enum in generations.old_model["enums"]:
        assert all(value["since"] <= generations.version for value in enum["values"])


# Every case as the Python tests above have it, with the generated JavaScript of both generations.
SCRIPT = """
import fs from 'node:fs';
const [older, newer, file] = process.argv.slice(2);
const old = await import(older), now = await import(newer);
const { version, cases, messagesLater } = JSON.parse(fs.readFileSync(file, 'utf8'));

const codec = (module, name) => module.body[name]
  ?? { decode: module.decode[name], encode: (value) => module.encode[name](value).subarray(6) };
const isLeaf = (value) => value instanceof Uint8Array || typeof value !== 'object' || value === null;
const must = (truth, what) => { if (!truth) throw new Error(what); };

function shared(a, b, path) {
  if (isLeaf(a)) must(String(a) === String(b), `${path}: ${a} and ${b}`);
  else {
    if (Array.isArray(a)) must(a.length === b.length, `${path}: ${a.length} and ${b.length} elements`);
    for (const [key, value] of Object.entries(a)) if (key !== 'extra') shared(value, b[key], `${path}.${key}`);
  }
}

function isDefault(value) {
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length === 0;
  return isLeaf(value) ? !value : Object.values(value).every(isDefault);
}

const count = { forward: 0, back: 0, later: 0 };
for (const { name, hex, later } of cases) {
  const before = codec(old, name), after = codec(now, name);
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
  const from = before.decode(bytes);
  shared(from, after.decode(bytes), name);
  count.forward++;
  const sent = before.encode({ ...from, extra: undefined });
  const read = after.decode(sent);
  shared(before.decode(sent), read, name);
  count.back++;
  for (const field of later) {
    must(field in read && !(field in from), `${name}.${field} is not new`);
    must(isDefault(read[field]), `${name}.${field} is ${JSON.stringify(read[field])}`);
    count.later++;
  }
}
must(old.protocolVersion === version, `version ${old.protocolVersion}`);
for (const name of messagesLater) must(!(name in old.decode) && !(name in old.MessageType) && name in now.decode, `${name} is not new`);
console.log(JSON.stringify(count));
"""


def lower_camel(name):
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_javascript_peers_read_each_other_too(generations, tmp_path):
    later = {name: [lower_camel(field["name"]) for field in record["fields"] if field["since"] > generations.version]
             for name, record in by_name(generations.new_model).items()}
    cases = [{"name": lower_camel(name), "hex": data.hex(), "later": later[name]} for name, _, _, data, _ in generations.records()]
    messages = [lower_camel(one["name"]) for one in generations.new_model["messages"] if one["since"] > generations.version]
    (tmp_path / "cases.json").write_text(json.dumps({"version": generations.version, "cases": cases, "messagesLater": messages}))
    (tmp_path / "peers.mjs").write_text(SCRIPT)
    result = subprocess.run(["node", tmp_path / "peers.mjs", generations.folder / "js/weir.mjs", generations.generated / "js/weir.mjs",
                             tmp_path / "cases.json"], capture_output=True, text=True)
    assert result.stderr == ""
    fields = sum(len(one["later"]) for one in cases)
    assert json.loads(result.stdout) == {"forward": len(cases), "back": len(cases), "later": fields}
    assert fields > 0
