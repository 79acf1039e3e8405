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
import log


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
    parser.add_argument("--log", type=Path, help="write the table there too, after every target")
    parser.add_argument("--continue", dest="go_on", action="store_true", help="leave out what --log says was clean for as many --runs of the same code")
    parser.add_argument("--keep", action="store_true", help="write the smallest equal corpus to fuzz/corpus.txt instead of fuzzing")
    options = parser.parse_args()
    if options.seconds is None:
        options.seconds = 0 if options.runs else 30
    return options


def fuzz(chosen: list[str], options) -> int:
    table = log.Log(options.log, options.go_on, campaign.targets())
    waiting = [target for target in chosen if not table.done(target, options.runs)]
    print(log.HEAD)
    failed = []
    with ThreadPoolExecutor(max(1, options.jobs)) as pool:
        started = [pool.submit(campaign.fuzz, target, options.runs, options.seconds, seed_of(target, options.seed)) for target in waiting]
        for done in as_completed(started):
            result = done.result()
            print(table.add(result))
            if not result.ok:
                failed.append(result)
    for result in failed:
        print(finding(result))
    print(f"\n{len(waiting) - len(failed)} targets clean, {len(failed)} broken" + (f", {len(chosen) - len(waiting)} were clean before" if options.go_on else ""))
    return 1 if failed else 0


def seed_of(target: str, seed: int) -> int:
    return zlib.crc32(f"{seed} {target}".encode()) | 1


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
