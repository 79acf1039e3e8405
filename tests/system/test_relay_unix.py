"""A relay on a path as well as on a port: sources and readers of the same machine may use either."""

import stat

import mjpeg


def read(programs, where, count=10):
    done = programs.run("cat", where, "--count", str(count), "--wait", "20")
    assert done.returncode == 0, done.stderr
    found, complaints = mjpeg.numbers(done.stdout)
    assert complaints == ""
    return [number for number, _ in found]


def both_ways(programs, label="relay"):
    path = programs.folder / "node"
    return programs.node("relay", "--listen", f"unix:{path}", label=label), path


def test_a_source_and_a_reader_meet_over_a_path(programs):
    relay, path = both_ways(programs)
    programs.node("pattern", "--size", "640x480", "--fps", "30", "--stream", "7", "--to", f"unix:{path}")

    over_path = read(programs, f"unix:{path}/7")
    over_port = read(programs, f"127.0.0.1:{relay.port}/7")

    assert len(over_path) == len(over_port) == 10 and over_port[0] > over_path[0]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_path_without_any_port_is_enough(programs):
    path = programs.folder / "node"
    relay = programs.node("relay", listen=f"unix:{path}")
    programs.node("pattern", "--size", "640x480", "--fps", "30", "--to", f"unix:{path}")

    assert relay.port == 0
    assert len(read(programs, f"unix:{path}")) == 10
    assert relay.stop() == 0
    assert not path.exists()


def test_a_killed_relay_takes_its_path_again(programs):
    relay, path = both_ways(programs)
    programs.node("pattern", "--size", "640x480", "--fps", "30", "--to", f"unix:{path}")
    before = read(programs, f"unix:{path}")

    relay.kill()
    assert path.exists()
    both_ways(programs)

    assert read(programs, f"unix:{path}")[0] > before[-1]


def test_a_second_relay_on_a_path_is_told_who_has_it(programs):
    _, path = both_ways(programs)

    done = programs.run("relay", "--listen", f"unix:{path}")

    assert done.returncode == 1
    assert "another program listens there" in done.stderr
