"""What a target begins with: the golden vectors, and the committed inputs of fuzz/corpus.txt."""

import hashlib
import json
import struct
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "fuzz" / "corpus.txt"
BOOKS = {"gen": ROOT / "generated", "zoo": ROOT / "generated" / "zoo"}
STREAM = "framed_stream"
LARGE_PAYLOAD_BYTES = 5000  # more than a connection receives into its staging memory
INPUT_BYTES_MAX = 1024
STREAM_BYTES_MAX = 6144
KEPT_BYTES_MAX = 512  # of an input in fuzz/corpus.txt: to be read in a diff


def vectors(book: str) -> dict[str, list[bytes]]:
    """{record: accepted bytes} of a book."""
    out = {}
    for file in sorted((BOOKS[book] / "vectors").glob("*.json")):
        for record in json.loads(file.read_text(encoding="utf-8"))["records"]:
            out[record["record"]] = [bytes.fromhex(one["hex"]) for one in record["accept"]]
    return out


def framed(book: str) -> list[bytes]:
    """Messages as they are on a connection; the first byte says how the network cuts what follows."""
    model = json.loads((BOOKS[book] / "model.json").read_text(encoding="utf-8"))
    known, messages = vectors(book), []
    for message in model["messages"]:
        messages += [header(message["id"], data) for data in known[message["name"]]]
    for command in model["commands"]:
        asked, told = known[f"{command['name']}_request"], known[f"{command['name']}_reply"]
        number = command["id"]
        messages += [header(2, struct.pack("<2H", 7, number) + body) for body in asked]
        messages += [header(3, struct.pack("<3H", 7, number, 0) + body) for body in told]
    large = header(1, struct.pack("<H", 3) + bytes(LARGE_PAYLOAD_BYTES))
    out = [bytes([index % 256]) + message for index, message in enumerate(messages)]
    return [*out, b"\x00" + large, b"\x01" + large + messages[0], b"\x02" + b"".join(messages)[:2000]]


def header(number: int, payload: bytes) -> bytes:
    return struct.pack("<HI", number, len(payload)) + payload


def committed() -> dict[str, list[bytes]]:
    """{target: inputs} of fuzz/corpus.txt."""
    out = {}
    if COMMITTED.exists():
        for line in COMMITTED.read_text(encoding="ascii").splitlines():
            if line and not line.startswith("#"):
                target, data = line.split(" ")
                out.setdefault(target, []).append(bytes.fromhex(data.replace("-", "")))
    return out


def seeds(target: str) -> list[bytes]:
    book, record = target.split("/")
    made = framed(book) if record == STREAM else vectors(book)[record]
    return made + committed().get(target, [])


def bytes_max(target: str, inputs: list[bytes]) -> int:
    """Longer inputs only cost time: twice the longest that is known to mean something."""
    if target.endswith(STREAM):
        return STREAM_BYTES_MAX
    return min(INPUT_BYTES_MAX, max(64, 2 * max(map(len, inputs))))


def write(folder: Path, inputs: list[bytes]) -> None:
    """A file per input, named as libFuzzer names them, so that none is there twice."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in inputs:
        (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def commit(found: dict[str, list[bytes]]) -> None:
    """Replaces the inputs of these targets in fuzz/corpus.txt; its comments stay at the head."""
    lines = COMMITTED.read_text(encoding="ascii").splitlines() if COMMITTED.exists() else []
    kept = {**committed(), **found}
    out = [line for line in lines if line.startswith("#")]
    for target in sorted(kept):
        out += [f"{target} {data.hex() or '-'}" for data in sorted(set(kept[target]), key=lambda data: (len(data), data))]
    COMMITTED.write_text("\n".join(out) + "\n", encoding="ascii")
