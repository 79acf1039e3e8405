"""Rules of the house that a machine can check. Each yields one "file: sentence" per violation."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

COLUMNS_MAX = 100
LINES_MAX = 500
TODO_KINDS = ("perf", "cleanup", "security", "hardware", "test")

# Where each third-party header may be included. Its wrapper is the only file that speaks its language.
THIRD_PARTY = {
    "asio": ("core/transport/", "core/network/", "core/control/resource/", "nodes/"),
    "CLI/": ("nodes/",),
    "nlohmann/": ("core/operations/", "nodes/"),
    "toml++/": ("core/operations/", "nodes/"),
    "turbojpeg.h": ("core/stream/codec/",),
    "X11/": ("core/stream/capture/", "core/stream/render/"),
    "GLFW/": ("core/stream/render/",),
    "GL/": ("core/stream/render/",),
    "zmq": (),
    "catch2/": (),
}
# Only there to keep their own types in one header: asio's of seams that carry executors and sockets, OpenGL's of the
# table of its functions.
HEADERS_MAY_WRAP = ("asio", "GL/")
PLATFORM = re.compile(
    r"^(sys|linux|netinet|arpa|net)/|^(unistd|fcntl|poll|signal|spawn|errno|dirent|ifaddrs|netdb|pthread|sched|time|"
    r"stdlib|string|stdio|endian|dlfcn|termios|getopt|pwd)\.h$"
)

ANGLE_INCLUDE = re.compile(r"^\s*#\s*include\s+<([^>]+)>", re.MULTILINE)
LOCK = re.compile(
    r"\bstd::(recursive_|shared_|timed_)*mutex\b|\bstd::(lock_guard|unique_lock|scoped_lock|shared_lock)\b|"
    r"\bstd::condition_variable|\bpthread_mutex|#\s*include\s+<(mutex|shared_mutex|condition_variable)>"
)
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b(\((\w+)\))?")
MACHINE_PATH = re.compile(r"(?<![\w.$}\"'-])/(ro" r"ot|wo" r"rk|fa" r"rm|ho" r"me/[a-z]\w*)/")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")  # a file of ours, not an address
MARK = re.compile(r"do not edit", re.IGNORECASE)

TEXT_SUFFIXES = {".cpp", ".hpp", ".py", ".mjs", ".mts", ".js", ".ts", ".sh", ".md", ".yaml", ".yml",
                 ".cmake", ".txt", ".html", ".css", ".j2", ".json", ""}  # fmt: skip
CODE_SUFFIXES = {".cpp", ".hpp", ".py", ".mjs", ".js", ".ts", ".sh", ".j2"}
# JSON has no comments and is data; everything else that the generator writes says so in its head.
MARKED_SUFFIXES = {".cpp", ".hpp", ".py", ".mjs", ".mts", ".lua", ".md"}


def house_files(root: Path) -> list[str]:
    """Every file that git knows or would add, as paths from the root."""
    listing = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=True)  # fmt: skip
    return sorted(name for name in listing.stdout.split("\0") if name and (root / name).is_file())


def hand_written(files: Iterable[str], suffixes: set[str]) -> Iterator[str]:
    for file in files:
        if not file.startswith("generated/") and Path(file).suffix in suffixes:
            yield file


def third_party_headers(root: Path, files: Iterable[str]) -> Iterator[str]:
    for file in hand_written(files, {".cpp", ".hpp"}):
        if not file.startswith(("core/", "nodes/")):
            continue
        for header in ANGLE_INCLUDE.findall((root / file).read_text()):
            trouble = misplaced(file, header)
            if trouble:
                yield f"{file}: {trouble}"


def misplaced(file: str, header: str) -> str:
    if "/" not in header and "." not in header and header not in THIRD_PARTY:
        return ""  # the standard library
    if PLATFORM.search(header):
        return ""
    name = next((name for name in THIRD_PARTY if header.startswith(name)), None)
    if name is None:
        return f"<{header}> has no row in THIRD_PARTY of tests/tidy/rules.py"
    if not file.startswith(THIRD_PARTY[name]):
        return f"<{header}> belongs to {', '.join(THIRD_PARTY[name]) or 'tests'}"
    if file.endswith(".hpp") and name not in HEADERS_MAY_WRAP:
        return f"<{header}> is included by a header; only the .cpp that wraps it may"
    return ""


def locks(root: Path, files: Iterable[str]) -> Iterator[str]:
    for file in hand_written(files, {".cpp", ".hpp"}):
        if file.startswith(("core/", "nodes/")) and file != "core/base/mailbox.hpp":
            for number, line in numbered(root / file):
                if LOCK.search(line):
                    yield f"{file}:{number}: a lock outside base/mailbox.hpp; use a mailbox"


def long_lines(root: Path, files: Iterable[str]) -> Iterator[str]:
    for file in hand_written(files, {".cpp", ".hpp"}):
        for number, line in numbered(root / file):
            if len(line) > COLUMNS_MAX:
                yield f"{file}:{number}: {len(line)} columns, {COLUMNS_MAX} is the limit"


def long_files(root: Path, files: Iterable[str]) -> Iterator[str]:
    for file in hand_written(files, CODE_SUFFIXES):
        count = sum(1 for _ in numbered(root / file))
        if count > LINES_MAX:
            yield f"{file}: {count} lines; over {LINES_MAX} is rarely one idea"


def headers_without_a_word(root: Path, files: Iterable[str]) -> Iterator[str]:
    for file in hand_written(files, {".hpp"}):
        lines = (root / file).read_text().splitlines()[:2]
        if len(lines) < 2 or lines[0] != "#pragma once" or not lines[1].startswith("// "):
            yield f'{file}: must begin with "#pragma once" and one line that says what it is for'


def unfinished(root: Path, files: Iterable[str]) -> Iterator[str]:
    for file in hand_written(files, CODE_SUFFIXES):
        for number, line in numbered(root / file):
            for word, _, kind in UNFINISHED.findall(line):
                if word != "TO" "DO" or kind not in TODO_KINDS:
                    yield f"{file}:{number}: {word} without a kind of {', '.join(TODO_KINDS)}"


def machine_paths(root: Path, files: Iterable[str]) -> Iterator[str]:
    for file in hand_written(files, TEXT_SUFFIXES):
        for number, line in numbered(root / file):
            if MACHINE_PATH.search(line):
                yield f"{file}:{number}: a path of one machine: {line.strip()[:60]}"


def unmarked_generated(root: Path, files: Iterable[str]) -> Iterator[str]:
    for file in files:
        if file.startswith("generated/") and Path(file).suffix in MARKED_SUFFIXES:
            head = (root / file).read_text().splitlines()[:5]
            if not any(MARK.search(line) for line in head):
                yield f'{file}: no "Do not edit" in its first lines, so somebody will'


def dead_links(root: Path, files: Iterable[str]) -> Iterator[str]:
    for file in hand_written(files, {".md"}):
        for number, line in numbered(root / file):
            for target in LINK.findall(line):
                if not ((root / file).parent / target).exists():
                    yield f"{file}:{number}: links to {target}, which is not there"


def numbered(path: Path) -> Iterator[tuple[int, str]]:
    yield from enumerate(path.read_text(errors="replace").splitlines(), 1)


ALL = (third_party_headers, locks, long_lines, long_files, headers_without_a_word, unfinished,
       machine_paths, unmarked_generated, dead_links)  # fmt: skip
