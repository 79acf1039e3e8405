"""What ./dev coverage counts, on a small measurement made by hand."""

import importlib.util
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def load():
    spec = importlib.util.spec_from_file_location("coverage_main", ROOT / "tools/coverage/main.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measurement(*branches, lines="DA:1,3\nDA:2,0\n"):
    files = [{"filename": f"{ROOT}/core/wire/reader.hpp", "branches": [[*one, 0, 0, 4] for one in branches]},
             {"filename": f"{ROOT}/core/base/log.cpp", "branches": [[1, 1, 1, 9, 1, 0, 0, 0, 4]]}]
    lcov = f"SF:{ROOT}/core/wire/reader.hpp\n{lines}end_of_record\nSF:{ROOT}/core/base/log.cpp\nDA:1,0\nend_of_record\n"
    return lcov, json.dumps({"data": [{"files": files}]})


def test_only_the_decoders_count_and_a_template_counts_once():
    coverage = load()
    files = coverage.read(*measurement((7, 5, 7, 9, 1, 0), (7, 5, 7, 9, 0, 2), (8, 5, 8, 9, 4, 0)))
    assert list(files) == ["core/wire/reader.hpp"]
    lines, branches = coverage.total(files)
    assert coverage.percent(lines) == 50
    assert (sum(branches.values()), len(branches)) == (3, 4)


def test_what_is_missed_is_shown_with_its_text():
    coverage = load()
    files = coverage.read(*measurement((2, 1, 2, 9, 4, 0)))
    text = "".join(coverage.missed("core/wire/reader.hpp", *files["core/wire/reader.hpp"]))
    assert "line 2: // Cursor over received bytes." in text
    assert "branch 2:1 never false: " in text and "never true" not in text
