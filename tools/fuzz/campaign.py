"""One target in one libFuzzer process."""

import functools
import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import corpus

PROGRAMS = corpus.ROOT / "build" / "fuzz" / "fuzz" / "programs"
FOUND = corpus.ROOT / "build" / "fuzz" / "corpus"
BROKEN = corpus.ROOT / "build" / "fuzz" / "broken"
# Little memory is kept from reuse, and no stack for each allocation: that doubles the speed.
SANITIZERS = {"ASAN_OPTIONS": "malloc_context_size=0:max_malloc_fill_size=0:quarantine_size_mb=8:allocator_may_return_null=1",
              "UBSAN_OPTIONS": "print_stacktrace=1"}
INPUT_SECONDS_MAX = 10  # one input that takes longer is a finding
MEMORY_MIB_MAX = 1024


@dataclass
class Result:
    target: str
    runs: int
    seconds: float
    edges: int
    features: int
    inputs: int  # in the corpus at the end
    broken: Path | None = None  # the input that broke a promise
    output: str = ""

    @property
    def ok(self) -> bool:
        return self.broken is None and not self.output


@functools.cache
def targets() -> dict[str, Path]:
    """{target: its program}"""
    out = {}
    for program in sorted(PROGRAMS.iterdir()):
        names = subprocess.run([program], capture_output=True, text=True, check=True).stdout.split()
        out.update(dict.fromkeys(names, program))
    return out


def fuzz(target: str, runs: int, seconds: float, seed: int) -> Result:
    """Runs until `runs` (0: no limit) or `seconds` (0: no limit), or to the first broken promise."""
    inputs = corpus.seeds(target)
    folder = FOUND / target
    corpus.write(folder, inputs)
    package = target.split("/")[0]
    broken = BROKEN / target.replace("/", "-")
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.unlink(missing_ok=True)
    limits = [f"-max_len={corpus.bytes_max(target, inputs)}", f"-timeout={INPUT_SECONDS_MAX}", f"-rss_limit_mb={MEMORY_MIB_MAX}"]
    if runs:
        limits.append(f"-runs={runs}")
    if seconds:
        limits.append(f"-max_total_time={max(1, round(seconds))}")
    begun = time.monotonic()
    done = launch(target, [*limits, f"-seed={seed}", f"-dict={corpus.BOOKS[package]}/fuzz/{package}.dict",
                           f"-exact_artifact_path={broken}", "-print_final_stats=1", "-verbosity=1", folder])
    return judged(target, done, time.monotonic() - begun, broken)


def launch(target: str, arguments: list) -> subprocess.CompletedProcess:
    environment = {**os.environ, **SANITIZERS, "WEIR_FUZZ_TARGET": target}
    return subprocess.run([targets()[target], *arguments], env=environment, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, errors="replace")


def judged(target: str, done: subprocess.CompletedProcess, took: float, broken: Path) -> Result:
    progress = re.findall(r"#(\d+)\s+\S+\s+cov: (\d+) ft: (\d+) corp: (\d+)", done.stderr)
    runs, edges, features, inputs = map(int, progress[-1]) if progress else (0, 0, 0, 0)
    executed = re.search(r"stat::number_of_executed_units: (\d+)", done.stderr)
    result = Result(target, int(executed[1]) if executed else runs, took, edges, features, inputs)
    if done.returncode != 0:
        result.broken = broken if broken.exists() else None
        result.output = "\n".join(line for line in done.stderr.splitlines() if not re.match(r"#\d+\s", line))[-4000:]
    return result


def smallest(target: str, folder: Path) -> list[bytes]:
    """Few inputs, none long, that together reach every place in the code that the target's corpus reaches."""
    folder.mkdir(parents=True, exist_ok=True)
    done = launch(target, ["-set_cover_merge=1", "-use_counters=0", f"-max_len={corpus.KEPT_BYTES_MAX}", folder, FOUND / target])
    if done.returncode != 0:
        raise RuntimeError(f"{target}: the corpus could not be merged: {done.stderr[-500:]}")
    return [path.read_bytes() for path in sorted(folder.iterdir())]
