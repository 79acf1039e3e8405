"""What the sanitizers of a test's programs had to say (./dev test --preset asan|tsan), program by program."""

from pathlib import Path


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
