"""Command line of the message compiler; `python3 -m codegen --help` lists the verbs."""

import argparse
import sys
from pathlib import Path

from . import verbs


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="codegen", description="Compiles schema/*.yaml into generated/.")
    verb = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    gen = verb.add_parser("gen", help="write what has changed")
    gen.add_argument("--check", action="store_true", help="write nothing; show a diff and exit 1 when something is stale")
    gen.add_argument("--schema", type=Path, help="compile only this folder (default: schema/ and the tests' zoo)")
    gen.add_argument("--out", type=Path, default=Path("generated"), help="folder of the generated files")
    gen.add_argument("--package", default="gen", help="C++ namespace, include folder and module, with --schema")
    gen.add_argument("--as-of", type=int, default=0, metavar="N", help="leave out what is newer than version N")
    gen.set_defaults(run=verbs.generate)

    check = verb.add_parser("check", help="what an older peer, program or reader of JSON would miss")
    check.add_argument("--against", metavar="REF|DIR", help="git reference or folder of the older schema (default: the newest release "
                                                            "tag, else where this branch began, else the parent commit)")
    check.add_argument("--class", dest="classes", choices=("wire", "source", "json"), help="only findings of this class")
    check.add_argument("--schema", type=Path, default=Path("schema"))
    check.add_argument("--rules", action="store_true", help="only list what is looked for")
    check.set_defaults(run=verbs.check)

    lint = verb.add_parser("lint", help="compile without writing anything")
    lint.add_argument("--schema", type=Path, default=Path("schema"))
    lint.set_defaults(run=verbs.lint)

    fmt = verb.add_parser("fmt", help="tidy the layout of the schema files")
    fmt.add_argument("--check", action="store_true", help="change nothing; exit 1 when a file is untidy")
    fmt.add_argument("--schema", type=Path, default=Path("schema"))
    fmt.set_defaults(run=verbs.fmt)

    dump = verb.add_parser("dump", help="messages in hex or in a packet capture as lines of JSON")
    dump.add_argument("input", help="hex digits, or a pcap or pcapng file")
    dump.add_argument("--schema", type=Path, default=Path("schema"))
    dump.set_defaults(run=verbs.dump)

    watch = verb.add_parser("watch", help="gen again whenever a schema file changes")
    watch.add_argument("--interval", type=float, default=0.3, metavar="S", help="seconds between looks at the files")
    watch.set_defaults(run=verbs.watch)

    cost = verb.add_parser("measure", help="what the generated code costs: lines per message, seconds to write and to compile")
    cost.add_argument("--schema", type=Path, default=Path("schema"))
    cost.set_defaults(run=verbs.measured)

    options = parser.parse_args(arguments)
    return options.run(options)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.exit(1)
