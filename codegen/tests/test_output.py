"""What the generator writes: the same on every run, and exactly what is committed."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def codegen(*arguments, **environment):
    return subprocess.run([sys.executable, "-m", "codegen", *arguments], cwd=ROOT, capture_output=True, text=True,
                          env={**os.environ, **environment})


def written(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_committed_output_is_up_to_date():
    result = codegen("gen", "--check")
    assert result.returncode == 0, result.stdout + result.stderr


def test_output_is_the_same_under_any_hash_seed(tmp_path):
    outputs = []
    for seed in ("0", "1", "4242"):
        folder = tmp_path / seed
        assert codegen("gen", "--out", str(folder), PYTHONHASHSEED=seed).returncode == 0
        outputs.append(written(folder))
    assert outputs[0] == outputs[1] == outputs[2]
    assert len(outputs[0]) > 20


def test_check_shows_what_is_stale_and_writes_nothing(tmp_path):
    codegen("gen", "--out", str(tmp_path))
    target = tmp_path / "cpp/gen/media.hpp"
    target.write_text(target.read_text().replace("MediaHead", "MediaFoot"))
    (tmp_path / "left_over.txt").write_text("old")
    before = written(tmp_path)

    result = codegen("gen", "--check", "--out", str(tmp_path))

    assert result.returncode == 1
    assert "-struct MediaFootAs {\n" in result.stdout
    assert "+struct MediaHeadAs {\n" in result.stdout
    assert "left_over.txt: no longer generated" in result.stdout
    assert "2 generated files are stale; run ./dev gen and commit the result" in result.stderr
    assert written(tmp_path) == before


def test_a_second_run_touches_nothing(tmp_path):
    codegen("gen", "--out", str(tmp_path))
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.hpp")}

    result = codegen("gen", "--out", str(tmp_path))

    assert ", 0 written, 0 removed" in result.stdout
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.hpp")} == times
