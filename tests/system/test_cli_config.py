"""A node that files describe: layers, mistakes with their places, and changes while it runs."""

import os
import signal

import pytest

from cli import NOT_FOUND, OK, USAGE, Cli
from controller import Controller
from programs import WEIR, eventually


@pytest.fixture
def cli(programs):
    return Cli(programs)


@pytest.fixture
def home(tmp_path):
    """A system folder and a user's folder, and the environment that leads to them."""
    for folder in ("etc", "user/weir"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path, {"WEIR_CONFIG_DIR": str(tmp_path / "etc"), "XDG_CONFIG_HOME": str(tmp_path / "user")}


def settings(said):
    return {row["setting"]: row for row in said.items()}


def test_each_layer_wins_over_those_before_and_is_named(cli, home):
    folder, env = home
    (folder / "etc/weir.toml").write_text('name = "node:system"\nlog = "*:warn"\nmemory_max = "256M"\n')
    (folder / "user/weir/weir.toml").write_text('name = "node:user"\nlog = "*:error"\n')
    (folder / "mine.toml").write_text('\nname = "node:mine"\n')

    rows = settings(cli("config", "show", "-o", "json", "--config", str(folder / "mine.toml"), "--set", "scheduler=round-robin",
                        env=env | {"WEIR_LOG": "*:debug"}))  # fmt: skip
    assert (rows["name"]["value"], rows["name"]["origin"]) == ("node:mine", f"{folder}/mine.toml:2:8")
    assert (rows["log"]["value"], rows["log"]["origin"]) == ("*:debug", "WEIR_LOG")
    assert (rows["memory_max"]["value"], rows["memory_max"]["origin"]) == ("256M", f"{folder}/etc/weir.toml:3:14")
    assert (rows["scheduler"]["value"], rows["scheduler"]["origin"]) == ("round-robin", "--set")
    assert rows["insecure_lan"]["origin"] == "default"
    assert "mine.toml:2:8" in cli("config", "show", "--origin", "--config", str(folder / "mine.toml"), env=env).out


def test_check_tells_every_mistake_with_its_place(cli, home):
    folder, env = home
    bad = folder / "bad.toml"
    bad.write_text('naem = "a:b"\nlisten = "nowhere"\n\n[[stream]]\ndevice = "pattern:"\nsize = "huge"\n')

    said = cli("config", "check", "--config", str(bad), env=env)
    assert said.code == USAGE and said.out == ""
    lines = sorted(said.err.splitlines())
    assert len(lines) == 3
    assert f"{bad}:1:8: naem is no setting; did you mean name?" in lines[0]
    assert f"{bad}:2:10: listen: " in lines[1] and f"{bad}:6:8: stream: " in lines[2]
    assert cli("node", "--config", str(bad), env=env).code == USAGE
    bad.write_text('name = "a:b"\n')
    assert cli("config", "check", "--config", str(bad), env=env).code == OK
    assert cli("config", "check", "--config", str(folder / "none.toml"), env=env).code == NOT_FOUND


CONFIG = """name = "node:studio"
listen = "127.0.0.1:0"
port_file = "{port_file}"
state_dir = "{state_dir}"
log = "*:info"

[[stream]]
device = "pattern:steady"
id = 7
size = "64x64"
fps = 30

[[stream]]
device = "pattern:other"
id = 8
size = "{size}"
{more}
"""


@pytest.fixture
def studio(programs, home):
    folder, env = home
    file, port_file = folder / "studio.toml", folder / "studio.port"

    def write(size="64x64", more=""):
        file.write_text(CONFIG.format(port_file=port_file, state_dir=folder / "state", size=size, more=more))

    write()
    node = programs.start("studio", [str(WEIR), "node", "--config", str(file)], env=env)
    eventually(lambda: port_file.exists() or node._must_live(), "the node listens")
    node.port = int(port_file.read_text())
    return node, write


def streams(node):
    with Controller(node.port) as controller:
        return {s.stream_id: s for s in controller.ask("get_runtime_state").streams}


def captures(node):
    with Controller(node.port) as controller:
        return {r.name: (r.number, r.since) for r in controller.ask("get_runtime_state").resources if r.kind == "capture"}


def test_a_node_runs_what_its_file_says(studio):
    node, _ = studio

    eventually(lambda: {7, 8} == {i for i, s in streams(node).items() if s.live}, "both streams are live")
    assert node.stop() == OK


def test_sighup_changes_what_is_different_and_leaves_the_rest_alone(programs, cli, studio):
    node, write = studio
    relay = programs.node("relay", name="relay:main")
    eventually(lambda: {7, 8} == {i for i, s in streams(node).items() if s.live}, "both streams are live")
    steady = next(number for name, (number, _) in captures(node).items() if "steady" in name)

    write(size="128x128", more='to = "relay:main"\n[[stream]]\ndevice = "pattern:third"\nsize = "64x64"\n')
    os.kill(node.process.pid, signal.SIGHUP)

    node.wait_logged("read again")
    eventually(lambda: streams(node)[8].width == 128 and len(streams(node)) == 3, "the new settings hold")
    eventually(lambda: 8 in streams(relay) and streams(relay)[8].live, "the new edge carries video")
    assert next(number for name, (number, _) in captures(node).items() if "steady" in name) == steady
    assert streams(node)[7].frames_lost == 0

    write(size="64x64", more="")
    os.kill(node.process.pid, signal.SIGHUP)
    eventually(lambda: {7, 8} == {i for i, s in streams(node).items() if s.live}, "what is gone from the file is gone")


def test_sighup_with_a_mistake_changes_nothing_and_says_where(studio):
    node, write = studio
    before = captures(node).keys()

    write(size="64x64", more='devise = "x"')
    os.kill(node.process.pid, signal.SIGHUP)

    node.wait_logged("nothing was changed")
    assert "studio.toml:17:10: stream: devise means nothing here; did you mean device?" in node.logged()
    assert captures(node).keys() == before


def test_log_levels_change_with_sighup_and_the_rest_is_told(studio):
    node, write = studio
    write(more="")
    file = next(a for a in node.process.args if a.endswith("studio.toml"))
    with open(file) as old:
        text = old.read()
    with open(file, "w") as new:
        new.write(text.replace("*:info", "*:debug").replace("node:studio", "node:renamed"))
    os.kill(node.process.pid, signal.SIGHUP)

    node.wait_logged("name takes effect at the next start")
