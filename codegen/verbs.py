"""What the command line's verbs do. Each returns the exit code: 0 done, 1 findings."""

import argparse
import difflib
import sys
import time
from pathlib import Path

from . import capture, compat, compat_rules, emit, history, layout_text, measure, model
from .diagnostics import SchemaError

# What `gen` compiles: the protocol, and a made-up one that uses the whole schema language, for tests.
# (folder of the schema, folder under the output, C++ namespace and module)
BOOKS = ((Path("schema"), "", "gen"), (Path("codegen/tests/zoo"), "zoo/", "zoo"))


def compiled(sources, folder, as_of=0):
    """The model of a folder, or exits 1 with its findings on stderr."""
    try:
        return model.build(sources, as_of)
    except SchemaError as error:
        for diagnostic in error.diagnostics:
            sys.stderr.write(diagnostic.text(sources))
        count = len(error.diagnostics)
        sys.exit(f"{count} error{'s' if count > 1 else ''} in {folder}")


def read_sources(folder):
    """{path: text} of the schema files, in the order of their names."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        sys.exit(f"{folder}: no schema files (*.yaml) here; run from the root of the repository or give --schema")
    return {path.as_posix(): path.read_text(encoding="utf-8") for path in paths}


# ---- gen

def generate(options):
    books = [(options.schema, "", options.package)] if options.schema else BOOKS
    wanted = {}
    for folder, prefix, package in books:
        book = compiled(read_sources(folder), folder, options.as_of)
        wanted.update({prefix + name: text for name, text in emit.emit(book, package).items()})
    stale = [name for name, text in wanted.items() if bring_up_to_date(options.out / name, text, options.check)]
    leftovers = [path for path in sorted(options.out.rglob("*"))
                 if path.is_file() and path.relative_to(options.out).as_posix() not in wanted and "__pycache__" not in path.parts]
    for path in leftovers:
        if options.check:
            print(f"{path}: no longer generated")
        else:
            path.unlink()
    if not options.check:
        print(f"{len(wanted)} files up to date in {options.out}/, {len(stale)} written, {len(leftovers)} removed")
        return 0
    if stale or leftovers:
        print(f"{len(stale) + len(leftovers)} generated files are stale; run ./dev gen and commit the result", file=sys.stderr)
        return 1
    return 0


def bring_up_to_date(path, text, only_check):
    """True when the file was stale. Untouched files keep their time, so that nothing is rebuilt for them."""
    old = path.read_text(encoding="utf-8") if path.exists() else None
    if old == text:
        return False
    if only_check:
        sys.stdout.writelines(difflib.unified_diff((old or "").splitlines(True), text.splitlines(True),
                                                   f"{path} (committed)", f"{path} (generated)"))
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return True


def watch(options):
    """Runs until interrupted. Looks at the files' times, so it needs nothing but Python."""
    seen = None
    arguments = argparse.Namespace(schema=None, out=Path("generated"), package="gen", as_of=0, check=False)
    try:
        while True:
            now = {path: path.stat().st_mtime_ns for folder, _, _ in BOOKS for path in folder.glob("*.yaml")}
            if now != seen:
                seen = now
                try:
                    generate(arguments)
                except SystemExit as stopped:
                    print(stopped, file=sys.stderr)
            time.sleep(options.interval)
    except KeyboardInterrupt:
        return 0


# ---- check

def check(options):
    if options.rules:
        for rule, meaning in compat_rules.RULES.items():
            print(f"{rule:20} {meaning}")
        return 0
    against, what, is_released = (options.against, options.against, True) if options.against else history.newest_to_keep(options.schema)
    if against is None:
        print(f"nothing older to compare with: {what}")
        return 0
    old = compiled(history.older_sources(against, options.schema, read_sources), against)
    new = compiled(read_sources(options.schema), options.schema)
    found = [one for one in compat.compare(old, new, is_released) if options.classes is None or options.classes in one.classes]
    for one in found:
        print(one.text(against), end="")
    if found:
        print(f"{len(found)} incompatible change{'s' if len(found) > 1 else ''} since {what}", file=sys.stderr)
    elif not options.against:
        print(f"compatible with {what}")
    return 1 if found else 0


# ---- lint, fmt, dump

def lint(options):
    sources = read_sources(options.schema)
    book = compiled(sources, options.schema)
    untidy = [name for name, text in sources.items() if layout_text.tidy(text) != text]
    for name in untidy:
        print(f"{name}: layout is untidy; run codegen fmt")
    print(f"{len(book.messages)} messages, {len(book.commands)} commands, {len(book.structs)} structs: "
          f"{'layout needs work' if untidy else 'clean'}")
    return 1 if untidy else 0


def fmt(options):
    untidy = 0
    for name, text in read_sources(options.schema).items():
        tidy = layout_text.tidy(text)
        if tidy == text:
            continue
        untidy += 1
        print(name)
        if not options.check:
            Path(name).write_text(tidy, encoding="utf-8")
    return 1 if untidy and options.check else 0


def dump(options):
    book = compiled(read_sources(options.schema), options.schema)
    path = Path(options.input)
    if path.is_file():
        lines = capture.dump_capture(book, path.read_bytes())
    else:
        try:
            lines = capture.dump_bytes(book, bytes.fromhex(options.input))
        except ValueError:
            sys.exit(f"{options.input}: neither a file nor hex digits")
    try:
        for line in lines:
            print(line)
    except capture.NotACapture as problem:
        sys.exit(f"{options.input}: {problem}")
    return 0


# ---- measure

def measured(options):
    book = compiled(read_sources(options.schema), options.schema)

    def write(folder):
        generate(argparse.Namespace(schema=None, out=folder, package="gen", as_of=0, check=False))

    for line in measure.report(book, write):
        print(line)
    return 0
