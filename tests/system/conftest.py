"""Whole programs against each other, over real sockets: the built weir, as a user starts it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from programs import Programs  # noqa: E402


@pytest.fixture
def programs(tmp_path):
    started = Programs(tmp_path)
    yield started
    started.close()
