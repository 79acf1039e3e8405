"""What a compiler says about the generated C++: what it refuses, and what it must compile again."""

import shutil
import subprocess
from pathlib import Path

import pytest

from codegen import emit, model

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "generated/cpp"
pytestmark = pytest.mark.skipif(shutil.which("g++") is None, reason="needs g++")


def compile_text(text, *flags):
    return subprocess.run(["g++", "-std=c++23", "-fsyntax-only", f"-I{ROOT}/core", f"-I{GENERATED}", *flags, "-x", "c++", "-"],
                          input=text, capture_output=True, text=True)


# ---- dispatch

HANDLER = """\
#include "gen/dispatch.hpp"
using namespace weir;
struct Handler {
%s
};
auto handled(std::span<const std::byte> bytes) { return gen::dispatch%s(bytes, Handler{}); }
"""
KINDS = {"messages": "(7, ", "requests": "_request(gen::Command::stop_relay, ", "replies": "_reply(gen::Command::stop_relay, "}


def handler(kind, left_out=""):
    from codegen.names import camel
    from codegen.verbs import read_sources

    book = model.build(read_sources(ROOT / "schema"))
    records = {"messages": book.messages, "requests": [c.request for c in book.commands], "replies": [c.reply for c in book.commands]}
    lines = [f"    void operator()(const gen::{camel(record.name)}::View&) {{}}" for record in records[kind] if record.name != left_out]
    return (HANDLER % ("\n".join(lines), KINDS[kind])).replace("(bytes", "bytes")


@pytest.mark.parametrize(("kind", "left_out", "named"), [
    ("messages", "ping", "PingAs"), ("requests", "stop_relay_request", "StopRelayRequestAs"), ("replies", "enum_devices_reply", "EnumDevicesReplyAs")])
def test_a_handler_that_forgets_one_does_not_compile_and_reads_which(kind, left_out, named):
    whole = compile_text(handler(kind))
    assert whole.returncode == 0, whole.stderr

    forgetful = compile_text(handler(kind, left_out))

    assert forgetful.returncode != 0
    assert "constraints not satisfied" in forgetful.stderr
    assert f"weir::gen::{named}<weir::wire::" in forgetful.stderr


# ---- warnings

@pytest.mark.parametrize("header", sorted(path.name for path in GENERATED.glob("gen/*.hpp")))
def test_every_header_stands_alone_without_a_warning(header):
    result = compile_text(f'#include "gen/{header}"\n', "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror")
    assert result.returncode == 0, result.stderr


# ---- what an edit costs

def book(edit=lambda name, text: text):
    return model.build({path.name: edit(path.name, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "schema").glob("*.yaml"))})


def compiled_again(changed):
    """The sources in generated/cpp that include one of the changed files, directly or not, or are one."""
    out = set()
    for source in GENERATED.glob("gen/*.cpp"):
        listed = subprocess.run(["g++", "-std=c++23", f"-I{ROOT}/core", f"-I{GENERATED}", "-MM", source], capture_output=True, text=True, check=True)
        used = {Path(word).resolve().relative_to(GENERATED).as_posix() for word in listed.stdout.replace("\\\n", " ").split()[1:]
                if Path(word).resolve().is_relative_to(GENERATED)}
        if used & changed:
            out.add(source.name)
    return out


def changed_by(edit):
    before, after = emit.emit(book()), emit.emit(book(edit))
    return {name.removeprefix("cpp/") for name, text in after.items() if name.startswith("cpp/") and before.get(name) != text}


def test_a_new_field_compiles_only_its_file_and_the_list_of_everything():
    def edit(name, text):
        return text.rstrip("\n") + "\n      mood: {type: u8, since: 2, doc: How it feels.}\n" if name == "discovery.yaml" else text

    changed = changed_by(edit)

    assert changed == {"gen/discovery.hpp", "gen/describe.hpp", "gen/protocol.cpp"}  # the last has the schema's hash
    assert compiled_again(changed) == {"discovery.cpp", "protocol.cpp"}


def test_a_remark_in_a_doc_compiles_nothing_but_what_shows_docs():
    def edit(name, text):
        return text.replace("Answers a ping.", "Answers any ping.") if name == "session.yaml" else text

    assert changed_by(edit) == {"gen/session.hpp", "gen/describe.hpp"}
    assert compiled_again({"gen/describe.hpp"}) == set()


def test_what_others_use_compiles_them_too():
    again = compiled_again({"gen/media.hpp"})

    assert {"media.cpp", "stream.cpp", "protocol.cpp"} <= again
    assert not {"common.cpp", "discovery.cpp", "session.cpp"} & again
