"""What the sanitizers of a test's programs had to say (./dev test --preset asan|tsan), program by program."""

import os
from pathlib import Path

import pytest

# For what is measured or built of the program as users have it.
only_without_sanitizers = pytest.mark.skipif("WEIR_SANITIZER_REPORTS" in os.environ,
                                             reason="is about the program without sanitizers")  # fmt: skip


def take_reports(folder: str | None) -> list[str]:
    """The text of each report in `folder`, which is there and empty afterwards; nothing without a folder."""
    if folder is None:
        return []
    Path(folder).mkdir(parents=True, exist_ok=True)
    taken = []
    for path in sorted(Path(folder).glob("report.*")):
        taken.append(path.read_text(errors="replace"))
        path.unlink()
    return taken
