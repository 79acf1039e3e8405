"""What the generator writes for fuzzing, and how the corpus is kept."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/fuzz"))

import campaign  # noqa: E402
import corpus  # noqa: E402
import log  # noqa: E402

BOOKS = (("gen", ROOT / "generated"), ("zoo", ROOT / "generated/zoo"))
TARGET = re.compile(r'out\.push_back\(\{"([^"]+)", ')


def targets(package, folder):
    text = "".join(path.read_text() for path in sorted((folder / "fuzz").glob("*.cpp")))
    return TARGET.findall(text)


@pytest.mark.parametrize(("package", "folder"), BOOKS)
def test_every_record_has_a_target_and_so_have_framed_streams(package, folder):
    model = json.loads((folder / "model.json").read_text())
    records = [one["name"] for one in (*model["structs"], *model["messages"])]
    records += [f"{one['name']}_{part}" for one in model["commands"] for part in ("request", "reply")]
    assert sorted(targets(package, folder)) == sorted([*(f"{package}/{name}" for name in records), f"{package}/framed_stream"])


@pytest.mark.parametrize(("package", "folder"), BOOKS)
def test_every_word_of_the_dictionary_is_there_once_and_in_its_form(package, folder):
    lines = [line for line in (folder / f"fuzz/{package}.dict").read_text().splitlines() if not line.startswith("#")]
    words = [re.fullmatch(r'\w+="((?:\\x[0-9a-f]{2})+)"', line)[1] for line in lines]
    assert len(words) == len(set(words)) > 20


def test_the_dictionary_knows_both_sides_of_a_range():
    text = (ROOT / "generated/zoo/fuzz/zoo.dict").read_text()
    assert 'bird_height_m400="\\x70\\xfe\\xff\\xff"' in text and 'bird_height_m401="\\x6f\\xfe\\xff\\xff"' in text


@pytest.mark.parametrize(("package", "folder"), BOOKS)
def test_every_target_begins_with_vectors_and_what_was_committed(package, folder):
    kept = corpus.committed()
    for target in targets(package, folder):
        assert len(corpus.seeds(target)) > len(kept.get(target, []))


def test_keeping_inputs_replaces_those_of_their_targets_alone(tmp_path, monkeypatch):
    file = tmp_path / "corpus.txt"
    file.write_text("# why\ngen/b 02\ngen/a 01\n")
    monkeypatch.setattr(corpus, "COMMITTED", file)

    corpus.commit({"gen/a": [b"\x04\x05", b"", b"\x03", b"\x03"]})

    assert file.read_text() == "# why\ngen/a -\ngen/a 03\ngen/a 0405\ngen/b 02\n"
    assert corpus.committed() == {"gen/a": [b"", b"\x03", b"\x04\x05"], "gen/b": [b"\x02"]}
    corpus.commit({})
    assert file.read_text() == "# why\ngen/a -\ngen/a 03\ngen/a 0405\ngen/b 02\n"


def test_an_interrupted_campaign_goes_on_where_it_was_but_not_with_other_code(tmp_path, monkeypatch):
    def result(target, runs, broken=None):
        return campaign.Result(target, runs, 2.0, 10, 20, 3, broken)

    programs = {"gen/a": Path("fuzz_gen_pets"), "gen/b": Path("fuzz_gen_pets"), "gen/c": Path("fuzz_gen_wild")}
    codes = {"fuzz_gen_pets": "one", "fuzz_gen_wild": "one"}
    monkeypatch.setattr(log, "code", lambda program: codes[program.name])
    file = tmp_path / "log.txt"
    first = log.Log(file, False, programs)
    first.add(result("gen/b", 1000))
    first.add(result("gen/a", 1000, tmp_path / "input"))
    first.add(result("gen/c", 1000))

    again = log.Log(file, True, programs)
    assert again.done("gen/b", 1000) and not again.done("gen/b", 1001)
    assert not again.done("gen/a", 1000), "it was broken"
    assert not again.done("gen/d", 1000), "it was not run"
    assert [line.split()[0] for line in file.read_text().splitlines()[2:]] == ["gen/a", "gen/b", "gen/c"]
    codes["fuzz_gen_pets"] = "two"
    later = log.Log(file, True, programs)
    assert not later.done("gen/b", 1000) and later.done("gen/c", 1000), "only the code of one schema file has changed"
    later.add(result("gen/b", 10))
    assert "gen/c" in file.read_text(), "what others had is kept"


def test_the_code_of_a_target_has_a_name_that_follows_its_files(tmp_path, monkeypatch):
    files = {"generated/fuzz/pets.cpp": '#include "gen/pets.hpp"\n', "generated/fuzz/wild.cpp": '#include "gen/wild.hpp"\n',
             "generated/cpp/gen/pets.hpp": '#include "wire/reader.hpp"\n', "generated/cpp/gen/wild.hpp": "", "generated/cpp/gen/pets.cpp": "",
             "core/wire/reader.hpp": '#include <span>\n#include "gen/protocol.hpp"\n', "generated/cpp/gen/protocol.hpp": "",
             "generated/cpp/gen/protocol.cpp": "hash", "fuzz/libfuzzer.cpp": "main"}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.setattr(corpus, "ROOT", tmp_path)
    monkeypatch.setattr(corpus, "BOOKS", {"gen": tmp_path / "generated"})

    def names_after(path, text):
        (tmp_path / path).write_text(text)
        return [log.code(Path("build/fuzz_gen_pets")), log.code(Path("build/fuzz_gen_wild"))]

    pets, wild = names_after("fuzz/libfuzzer.cpp", "main")
    assert names_after("generated/cpp/gen/protocol.cpp", "other hash") == [pets, wild], "no decoder"
    for path in ("core/wire/reader.hpp", "generated/cpp/gen/pets.cpp", "generated/cpp/gen/pets.hpp"):
        changed, same = names_after(path, files[path] + "// more\n")
        assert changed != pets and same == wild, path
        assert names_after(path, files[path]) == [pets, wild]
    assert all(a != b for a, b in zip(names_after("fuzz/libfuzzer.cpp", "other"), [pets, wild]))


# The verb where there is no clang: what would build or run something is printed instead.
WITHOUT_CLANG = """
source tools/dev/common.sh
command() { [ "$2" != clang++-19 ] && builtin command "$@"; }
locked() { :; }
run_last() { echo "$@"; exit; }
source tools/dev/fuzz.sh
fuzz "$@"
"""


def fuzz_without_clang(*words):
    return subprocess.run(["bash", "-c", WITHOUT_CLANG, "fuzz", *words], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("words", [["--keep"], ["--target", "hello"], ["--target=hello"], ["--jobs", "2"], ["--log", "file"], ["--continue"]])
def test_without_libfuzzer_what_needs_it_is_refused(words):
    done = fuzz_without_clang("--seconds", "1", *words)
    option = words[0].split("=")[0]
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (f"./dev fuzz: {option} needs libFuzzer and there is no clang++-19 here; ./dev setup fuzz brings it where it can. "
                           "Without it there are --seconds, --runs, --seed and names of records.\n")


def test_without_libfuzzer_the_rest_goes_to_the_plain_program():
    done = fuzz_without_clang("--seconds", "1", "hello")
    assert done.stdout == "build/asan/fuzz/fuzz_messages --runs 1000000000000 --seconds 1 hello\n"
    assert "falling back to random changes of the vectors" in done.stderr
