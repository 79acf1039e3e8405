"""What happened to the frames of a demo: a table from the reports that its programs wrote when they ended."""

import json
from pathlib import Path

COLUMNS = ("node", "stream", "what", "frames", "dropped")


def table(folder: Path) -> str:
    """One line per stream and per output. A program that left no report is named."""
    rows = [COLUMNS]
    for role in ("source", "relay"):
        report = read(folder / f"{role}.json")
        rows += rows_of(role, report) if report else [(role, "-", "no report", "-", "-")]
    web = read(folder / "web.json")
    rows += web_rows(web) if web else [("web", "-", "no report", "-", "-")]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def read(path: Path) -> dict | None:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return None


def rows_of(role: str, report: dict) -> list[tuple[str, ...]]:
    node, rows = report["node"], []
    arrived = "captured from" if role == "source" else "received from"
    for stream in report["streams"]:
        lost = f"{stream['frames_lost']} before it" if stream["frames_lost"] else "0"
        rows.append((node, str(stream["stream_id"]), f"{arrived} {stream['source']}",
                     str(stream["frames_received"]), lost))  # fmt: skip
    for output in report["outputs"]:
        rows.append((node, str(output["stream_id"]), f"sent to {output['peer'] or 'a reader'}",
                     str(output["frames_sent"]), dropped(output["drops"])))  # fmt: skip
    for past in report["past_outputs"]:
        rows.append((node, str(past["stream_id"]), f"sent to {past['outputs']} earlier {past['mode']} outputs",
                     str(past["frames_sent"]), dropped(past["drops"])))  # fmt: skip
    return rows


def web_rows(report: dict) -> list[tuple[str, ...]]:
    shown = report["previews"]
    return [(report["name"], "-", f"shown to {shown['viewers']} viewers", str(shown["framesShown"]),
             str(shown["framesDropped"]))]  # fmt: skip


def dropped(drops: dict[str, int]) -> str:
    total = sum(drops.values())
    causes = ", ".join(f"{count} {cause}" for cause, count in drops.items() if count)
    return f"{total} ({causes})" if total else "0"
