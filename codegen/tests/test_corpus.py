"""What fuzzing found worth keeping (fuzz/corpus.txt), in C++, JavaScript and Python: the same from each."""

import shutil
import subprocess

import pytest

from test_differential import PROGRAM, ROOT, disagreement, load

CORPUS = ROOT / "fuzz/corpus.txt"

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="fuzz_messages is not built; ./dev build does it")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Every input of a record and what C++ made of it; those of whole streams are for the C++ alone."""
    file = tmp_path_factory.mktemp("corpus") / "outcomes"
    with file.open("w") as out:
        subprocess.run([PROGRAM, "--corpus", CORPUS], stdout=out, check=True)
    inputs = [line for line in CORPUS.read_text().splitlines() if not line.startswith("#") and "/framed_stream " not in line]
    assert len(file.read_text().splitlines()) == len(inputs) > 500
    return file


def test_javascript_makes_the_same_of_the_corpus(outcomes):
    if shutil.which("node") is None:
        pytest.skip("no node here; ./dev setup installs it")
    result = subprocess.run(["node", ROOT / "codegen/tests/differential.mjs", ROOT, outcomes], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_python_makes_the_same_of_the_corpus(outcomes):
    books = {"gen": load("gen", ROOT / "generated"), "zoo": load("zoo", ROOT / "generated/zoo")}
    for line in outcomes.read_text(encoding="utf-8").splitlines():
        book, record, data, outcome, again = line.split("\t")
        assert not disagreement(books[book], record, bytes.fromhex(data), outcome, again), line
