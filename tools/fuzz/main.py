"""./dev fuzz: every generated decoder, and the cutting of streams, on bytes that libFuzzer makes up.

Each target is a process of its own with a corpus of its own in build/fuzz/corpus, which is kept for the next time.
Ends with 1 when a promise was broken, and says which line of fuzz/corpus.txt keeps that from coming back.
"""

import argparse
import os
import sys
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import campaign
import corpus


def main() -> int:
    sys.stdout.reconfigure(line_buffering=True)
    options = read_options()
    chosen = [target for target in campaign.targets() if not options.target or any(meant(text, target) for text in options.target)]
    if not chosen:
        print(f"no target has {' or '.join(options.target)} in its name; there are {', '.join(campaign.targets())}", file=sys.stderr)
        return 2
    if options.keep:
        return keep(chosen, options.jobs)
    return fuzz(chosen, options)


def meant(text: str, target: str) -> bool:
    """A whole name means that target alone, a part of one every target that has it."""
    return text == target if text in campaign.targets() else text in target


def read_options():
    parser = argparse.ArgumentParser(prog="./dev fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, help="for each target (30, or no limit with --runs)")
    parser.add_argument("--runs", type=int, default=0, help="for each target (no limit)")
    parser.add_argument("--target", action="append", default=[], metavar="TEXT", help="only targets with this in their name; may be repeated")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="targets at a time (all cores)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, help="write the table there too")
    parser.add_argument("--keep", action="store_true", help="write the smallest equal corpus to fuzz/corpus.txt instead of fuzzing")
    options = parser.parse_args()
    if options.seconds is None:
        options.seconds = 0 if options.runs else 30
    return options


def fuzz(chosen: list[str], options) -> int:
    rows = [f"{'target':<36} {'runs':>10} {'seconds':>8} {'runs/s':>8} {'edges':>6} {'features':>8} {'corpus':>6}  result"]
    print(rows[0])
    failed = []
    with ThreadPoolExecutor(max(1, options.jobs)) as pool:
        waiting = [pool.submit(campaign.fuzz, target, options.runs, options.seconds, seed_of(target, options.seed)) for target in chosen]
        for done in as_completed(waiting):
            result = done.result()
            rows.append(row(result))
            print(rows[-1])
            if not result.ok:
                failed.append(result)
    for result in failed:
        print(finding(result))
    if options.log:
        options.log.write_text("\n".join([rows[0], *sorted(rows[1:])]) + "\n", encoding="utf-8")
    print(f"\n{len(chosen) - len(failed)} targets clean, {len(failed)} broken")
    return 1 if failed else 0


def seed_of(target: str, seed: int) -> int:
    return zlib.crc32(f"{seed} {target}".encode()) | 1


def row(result) -> str:
    return (f"{result.target:<36} {result.runs:>10} {result.seconds:>8.0f} {result.runs / max(result.seconds, 0.001):>8.0f} "
            f"{result.edges:>6} {result.features:>8} {result.inputs:>6}  {'clean' if result.ok else 'BROKEN'}")


def finding(result) -> str:
    if result.broken is None:
        return f"\n{result.target}: ended without an input to blame:\n{result.output}"
    data = result.broken.read_bytes()
    return (f"\n{result.target}: {len(data)} bytes broke a promise ({result.broken.relative_to(corpus.ROOT)})\n{result.output}\n"
            f"Once it is understood, this line of fuzz/corpus.txt keeps it from coming back:\n{result.target} {data.hex() or '-'}")


def keep(chosen: list[str], jobs: int) -> int:
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(max(1, jobs)) as pool:
        found = dict(zip(chosen, pool.map(lambda target: campaign.smallest(target, Path(scratch) / target), chosen)))
    corpus.commit(found)
    print(f"{sum(map(len, found.values()))} inputs of {len(found)} targets in {corpus.COMMITTED.relative_to(corpus.ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
