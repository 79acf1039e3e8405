"""Whole programs against each other, over real sockets: the built weir, as a user starts it."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from programs import Programs  # noqa: E402
from sanitizer_reports import take_reports  # noqa: E402


# Torn down last, when all programs of the test have ended.
@pytest.fixture(autouse=True)
def nothing_found_by_a_sanitizer():
    folder = os.environ.get("WEIR_SANITIZER_REPORTS")
    take_reports(folder)  # of a run that was cut off
    yield
    reports = take_reports(folder)
    assert not reports, "\n".join(reports)


@pytest.fixture
def programs(tmp_path):
    started = Programs(tmp_path)
    yield started
    started.close()
