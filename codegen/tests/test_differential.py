"""C++, JavaScript and Python on the same broken bytes: the same errors, values and bytes sent again.

WEIR_DIFFERENTIAL_RUNS sets the inputs per record (1400, which is over 10^5 in all).
"""

import dataclasses
import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from codegen import plain_json

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/dev/fuzz/fuzz_messages"
SEED = os.environ.get("WEIR_DIFFERENTIAL_SEED", "7")
RUNS = os.environ.get("WEIR_DIFFERENTIAL_RUNS", "1400")

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="fuzz_messages is not built; ./dev build does it")


def load(name, folder):
    spec = importlib.util.spec_from_file_location(f"weir_{name}", folder / "python/weir.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    file = tmp_path_factory.mktemp("differential") / "inputs"
    with file.open("w") as out:
        subprocess.run([PROGRAM, "--print", "--runs", RUNS, "--seed", SEED], stdout=out, check=True)
    return file


def test_javascript_agrees_with_cpp(inputs):
    if shutil.which("node") is None:
        pytest.skip("no node here; ./dev setup installs it")
    result = subprocess.run(["node", ROOT / "codegen/tests/differential.mjs", ROOT, inputs], capture_output=True, text=True)
    assert result.returncode == 0, f"seed={SEED}\n{result.stdout}{result.stderr}"


def test_python_agrees_with_cpp(inputs):
    books = {"gen": load("gen", ROOT / "generated"), "zoo": load("zoo", ROOT / "generated/zoo")}
    seen, wrong = 0, []
    with inputs.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            book, record, data, outcome, again = line.rstrip("\n").split("\t")
            found = disagreement(books[book], record, bytes.fromhex(data), outcome, again)
            seen += 1
            if found:
                wrong.append(f"{book} {record} {data}\n  C++: {outcome} {again}\n  Python: {found}")
    assert not wrong, f"seed={SEED}, {len(wrong)} of {seen}\n" + "\n".join(wrong[:20])
    assert seen >= 70 * int(RUNS)


def disagreement(module, record, data, outcome, again):
    kind = module.RECORDS[record]
    try:
        value = kind.decode(data)
    except module.DecodeError as error:
        return "" if f"{error.problem} {error.offset}" == outcome else f"{error.problem} {error.offset}"
    if not outcome.startswith("{"):
        return "accepts it"
    if plain(value) != json.loads(outcome):
        return json.dumps(plain(value))
    if "null" in outcome:
        return ""  # the bits of "not a number" are nobody's promise
    return "" if value.encode().hex() == again else f"sends {value.encode().hex()}"


def plain(value):
    if dataclasses.is_dataclass(value):
        held = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {key: plain(item) for key, item in held.items() if key != "extra" or item}
    if isinstance(value, tuple):
        return {value[0]: plain(value[1])}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    return plain_json.field_plain(None, value)
