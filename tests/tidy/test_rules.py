"""Every rule must be able to fail: each is given a small house with one thing wrong, and one without."""

import pytest

import graphs
import layers
import rules

TABLE = """
core/base         base
core/wire         wire  base
core/stream/relay relay base
core/control/resource resource *
generated/cpp     gen   base wire
"""


def house(root, **files):
    """A folder with these files; keys are paths with __ for / and _dot_ for the last dot."""
    written = []
    for key, text in files.items():
        name = key.replace("__", "/").replace("_dot_", ".")
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
        written.append(name)
    return written


@pytest.fixture
def table(tmp_path):
    (tmp_path / "layers.txt").write_text(TABLE)
    return layers.read_table(tmp_path / "layers.txt")


def test_an_include_against_the_table_is_found(tmp_path, table):
    house(tmp_path, core__stream__relay__relay_dot_cpp='#include "wire/reader.hpp"\n')

    assert list(layers.forbidden_includes(tmp_path, table)) == [
        "core/stream/relay/relay.cpp: relay may not include wire (wire/reader.hpp)"
    ]


def test_allowed_includes_pass(tmp_path, table):
    house(
        tmp_path,
        core__wire__reader_dot_hpp='#include "wire/x.hpp"\n#include "base/error.hpp"\n#include <vector>\n',
        core__control__resource__a_dot_cpp='#include "stream/relay/relay.hpp"\n#include "gen/messages.hpp"\n',
        generated__cpp__gen__m_dot_hpp='#include "wire/reader.hpp"\n',
    )

    assert list(layers.forbidden_includes(tmp_path, table)) == []


def test_a_folder_that_the_table_does_not_know_is_found(tmp_path, table):
    house(tmp_path, core__tricks__a_dot_cpp="")

    assert "core/tricks/a.cpp" in next(layers.forbidden_includes(tmp_path, table))


def test_an_include_from_nowhere_is_found(tmp_path, table):
    house(tmp_path, core__base__a_dot_cpp='#include "../wire/reader.hpp"\n')

    assert "no folder of core/layers.txt" in next(layers.forbidden_includes(tmp_path, table))


def test_a_link_against_the_table_is_found(tmp_path, table):
    build = "weir_module(relay\n  SOURCES a.cpp\n  DEPENDS base wire\n  PRIVATE Threads::Threads)\n"
    house(tmp_path, core__stream__relay__CMakeLists_dot_txt=build)

    assert list(layers.forbidden_links(tmp_path, table)) == [
        "core/stream/relay/CMakeLists.txt: relay may not link wire"
    ]


def test_a_module_in_a_folder_that_is_not_its_own_is_found(tmp_path, table):
    house(tmp_path, core__base__CMakeLists_dot_txt="weir_module(wire SOURCES a.cpp DEPENDS base)\n")

    assert len(list(layers.forbidden_links(tmp_path, table))) == 1


def test_a_table_that_names_an_unknown_module_is_refused(tmp_path):
    (tmp_path / "layers.txt").write_text("core/base base ghosts\n")

    with pytest.raises(ValueError, match="ghosts"):
        layers.read_table(tmp_path / "layers.txt")


WRONG = {
    rules.third_party_headers: [
        ("core__stream__relay__a_dot_cpp", "#include <asio/io_context.hpp>\n"),
        ("core__stream__codec__jpeg_dot_hpp", "#include <turbojpeg.h>\n"),
        ("core__base__a_dot_cpp", "#include <boost/any.hpp>\n"),
    ],
    rules.locks: [
        ("core__base__a_dot_cpp", "std::mutex m;\n"),
        ("nodes__a_dot_cpp", "#include <condition_variable>\n"),
    ],
    rules.long_lines: [("core__base__a_dot_cpp", "// " + "x" * 98 + "\n")],
    rules.long_files: [("tools__a_dot_py", "x = 1\n" * 501)],
    rules.headers_without_a_word: [
        ("core__base__a_dot_hpp", "#pragma once\n\nint a;\n"),
        ("core__base__b_dot_hpp", "// Words.\n#ifndef B\n"),
    ],
    rules.unfinished: [
        ("core__base__a_dot_cpp", "// TO" "DO: more\n"),
        ("core__base__b_dot_cpp", "// TO" "DO(someday): more\n"),
        ("tools__a_dot_py", "# FIX" "ME\n"),
    ],
    rules.machine_paths: [("docs__a_dot_md", "see /ho" "me/ann/weir\n"), ("dev_dot_sh", "cd /ro" "ot/x\n")],
    rules.unmarked_generated: [("generated__cpp__gen__a_dot_hpp", "#pragma once\n")],
    rules.dead_links: [("docs__a_dot_md", "see [the other page](b.md)\n"), ("a_dot_md", "![picture](docs/c.svg#x)\n")],
}

RIGHT = {
    rules.third_party_headers: [
        ("core__transport__a_dot_hpp", "#include <asio/ip/tcp.hpp>\n#include <sys/socket.h>\n"),
        ("core__stream__codec__jpeg_dot_cpp", "#include <turbojpeg.h>\n#include <vector>\n"),
        ("tests__base__a_dot_cpp", "#include <zmq.h>\n"),
    ],
    rules.locks: [("core__base__mailbox_dot_hpp", "#include <mutex>\n"), ("tests__a_dot_cpp", "std::mutex m;\n")],
    rules.long_lines: [("core__base__a_dot_cpp", "// " + "x" * 97 + "\n"), ("generated__cpp__a_dot_hpp", "x" * 200)],
    rules.long_files: [("tools__a_dot_py", "x = 1\n" * 500)],
    rules.headers_without_a_word: [("core__base__a_dot_hpp", "#pragma once\n// What it is for.\n")],
    rules.unfinished: [("core__base__a_dot_cpp", "// TO" "DO(perf): fewer copies\n")],
    rules.machine_paths: [("docs__a_dot_md", "see /etc/weir, /dev/video0 and ~/weir\n")],
    rules.unmarked_generated: [
        ("generated__cpp__gen__a_dot_hpp", "#pragma once\n// Generated from schema/media.yaml. Do not edit.\n"),
        ("generated__vectors__a_dot_json", "{}\n"),
    ],
    rules.dead_links: [("docs__a_dot_md", "[self](a.md#top), [elsewhere](https://example.org/x), [here](#top)\n")],
}


def cases(table):
    return [pytest.param(rule, file, text, id=f"{rule.__name__}-{number}")
            for rule, files in table.items() for number, (file, text) in enumerate(files)]  # fmt: skip


@pytest.mark.parametrize(("rule", "file", "text"), cases(WRONG))
def test_rule_finds(tmp_path, rule, file, text):
    files = house(tmp_path, **{file: text})

    assert list(rule(tmp_path, files))


@pytest.mark.parametrize(("rule", "file", "text"), cases(RIGHT))
def test_rule_lets_pass(tmp_path, rule, file, text):
    files = house(tmp_path, **{file: text})

    assert list(rule(tmp_path, files)) == []


def test_every_rule_has_proved_both():
    assert set(rules.ALL) == set(WRONG) == set(RIGHT)


GRAPH = """namespace weir::resource::sink {
inline constexpr reconcile::StateGraph NAME{
    std::to_array<std::string_view>({"closed", "open"}),
"""
CHECKED = """
const reconcile::Graph sink = resource::sink::graph;
Shape{"recording", {sink}, {}}
"""
OF_ITS_OWN = GRAPH.replace("NAME", "graph")
NOT_FOUND = "core/control/resource/a.hpp: resource::sink::graph"


@pytest.mark.parametrize("name,graph,check,found", [
    ("a_dot_hpp", OF_ITS_OWN, CHECKED, []),
    ("a_dot_hpp", GRAPH.replace("NAME", "second"), CHECKED, [NOT_FOUND.replace("graph", "second")]),
    ("a_dot_hpp", OF_ITS_OWN, CHECKED.replace("{sink}", "{other}"), [NOT_FOUND]),
    ("a_dot_hpp", OF_ITS_OWN, '#include "control/resource/a.hpp"', [NOT_FOUND]),
    ("a_dot_cpp", OF_ITS_OWN, "", []),
    ("a_dot_cpp", OF_ITS_OWN.replace('"open"', '"open", "live"'), "", [NOT_FOUND.replace(".hpp", ".cpp")]),
])  # fmt: skip
def test_a_graph_that_no_shape_has_is_found(tmp_path, name, graph, check, found):
    files = house(tmp_path, **{f"core__control__resource__{name}": graph})
    (tmp_path / graphs.CHECK).parent.mkdir(parents=True)
    (tmp_path / graphs.CHECK).write_text(check)

    assert [line.removesuffix(f" is in no shape of {graphs.CHECK}") for line in graphs.unchecked(tmp_path, files)] == found
