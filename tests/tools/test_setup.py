"""./dev setup: what the system can install is found, however much its package tool has to say."""

import os
import stat
import subprocess
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]

# Says more than a pipe holds, as the real one does of a package with many versions, and dies when nobody reads.
APT_CACHE = """#!/bin/sh
shift
for name in "$@"; do
  case $name in
    unknown) continue ;;
    gone) echo "$name:"; echo "  Installed: (none)"; echo "  Candidate: (none)"; continue ;;
  esac
  echo "$name:"
  [ "$LC_ALL" = C ] && echo "  Candidate: 1:2.0-3" || echo "  Kandidat: 1:2.0-3"
  yes "        500 http://archive.example/debian bookworm/main amd64 Packages" | head -n 20000
done
"""


def available(tmp_path, *names):
    tool = tmp_path / "apt-cache"
    tool.write_text(APT_CACHE)
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    script = 'set -euo pipefail; source tools/dev/setup.sh; available "$@"'
    done = subprocess.run(["bash", "-c", script, "bash", *names], cwd=HOUSE, capture_output=True, text=True, timeout=60,
                          env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "LANG": "de_DE.UTF-8"})
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_what_can_be_installed_is_found_behind_a_long_listing(tmp_path):
    assert available(tmp_path, "chromium", "ccache") == ["chromium", "ccache"]


def test_what_the_system_does_not_have_is_left_out(tmp_path):
    assert available(tmp_path, "unknown", "zsh", "gone") == ["zsh"]


def test_of_nothing_nothing_is_available(tmp_path):
    assert available(tmp_path) == []
