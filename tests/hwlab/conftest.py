"""The lab's tests skip, with the reason, where no virtual machine can run."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import lab  # noqa: E402


def pytest_collection_modifyitems(items):
    reason = lab.why_not()
    for item in items if reason else []:
        if "needs_machine" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_configure(config):
    # A camera does not wait: beside compilers on the same cores the emulated machine would miss frames.
    # Programs started from here inherit the priority; who may not raise it tests at the ordinary one.
    try:
        os.nice(-10)
    except PermissionError:
        pass
    config.addinivalue_line("markers", "needs_machine: boots a virtual machine")
