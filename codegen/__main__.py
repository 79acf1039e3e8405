"""Command line: python3 -m codegen gen | gen --check"""

import argparse
import difflib
import sys
from pathlib import Path

from . import emit, model
from .diagnostics import SchemaError


# What `gen` compiles: the protocol, and a made-up one that uses the whole schema language, for tests.
# (folder of the schema, folder under the output, C++ namespace and module)
BOOKS = ((Path("schema"), "", "gen"), (Path("codegen/tests/zoo"), "zoo/", "zoo"))


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="codegen", description="Compiles schema/*.yaml into generated/.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    gen = verbs.add_parser("gen", help="write what has changed")
    gen.add_argument("--check", action="store_true", help="write nothing; show a diff and exit 1 when something is stale")
    gen.add_argument("--schema", type=Path, help="compile only this folder (default: schema/ and the tests' zoo)")
    gen.add_argument("--out", type=Path, default=Path("generated"), help="folder of the generated files")
    gen.add_argument("--package", default="gen", help="C++ namespace, include folder and module, with --schema")
    gen.set_defaults(run=generate)
    options = parser.parse_args(arguments)
    return options.run(options)


def compiled(folder):
    """The model of a folder, or exits 1 with its findings on stderr."""
    sources = read_sources(folder)
    try:
        return model.build(sources)
    except SchemaError as error:
        for diagnostic in error.diagnostics:
            sys.stderr.write(diagnostic.text(sources))
        count = len(error.diagnostics)
        sys.exit(f"{count} error{'s' if count > 1 else ''} in {folder}/")


def read_sources(folder):
    """{path: text} of the schema files, in the order of their names."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        sys.exit(f"{folder}: no schema files (*.yaml) here; run from the root of the repository or give --schema")
    return {path.as_posix(): path.read_text(encoding="utf-8") for path in paths}


def generate(options):
    stale = []
    books = [(options.schema, "", options.package)] if options.schema else BOOKS
    wanted = {}
    for folder, prefix, package in books:
        wanted.update({prefix + name: text for name, text in emit.emit(compiled(folder), package).items()})
    for name, text in wanted.items():
        path = options.out / name
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old == text:
            continue
        stale.append(path)
        if options.check:
            show_diff(path, old or "", text)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    leftovers = find_leftovers(options.out, wanted)
    for path in leftovers:
        if options.check:
            print(f"{path}: no longer generated")
        else:
            path.unlink()
    if options.check and (stale or leftovers):
        print(f"{len(stale) + len(leftovers)} generated files are stale; run ./dev gen and commit the result", file=sys.stderr)
        return 1
    if not options.check:
        print(f"{len(wanted)} files up to date in {options.out}/, {len(stale)} written, {len(leftovers)} removed")
    return 0


def find_leftovers(out, wanted):
    return [path for path in sorted(out.rglob("*")) if path.is_file() and path.relative_to(out).as_posix() not in wanted]


def show_diff(path, old, new):
    lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"{path} (committed)", f"{path} (generated)")
    sys.stdout.writelines(lines)


if __name__ == "__main__":
    sys.exit(main())
