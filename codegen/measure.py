"""What the generated code costs: lines per message, and the time to write and to compile it."""

import contextlib
import io
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from . import emit

# Lines per message that the generated text may have on average. A message is whatever is sent as one: a
# message, a request or a reply. Structs and enums have no share of their own, they are parts of messages.
BUDGETS = {"C++": 60, "JavaScript": 40}


def lines_per_message(book):
    """{language: lines per message} of what `gen` writes for the protocol, blank lines and comments included."""
    written = emit.emit(book)
    count = sum(record.kind != "struct" for record in book.records())
    texts = {"C++": [text for name, text in written.items() if name.startswith("cpp/") and name.endswith((".hpp", ".cpp"))],
             "JavaScript": [written["js/weir.mjs"]],
             "JavaScript's types": [written["js/weir.d.mts"]],
             "Python": [written["python/weir.py"]]}
    return {language: sum(text.count("\n") for text in parts) / count for language, parts in texts.items()}


def seconds_to_generate(write):
    """Seconds of the faster of two runs that write everything into an empty folder."""
    taken = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            start = time.process_time()
            write(Path(folder))
            taken.append(time.process_time() - start)
    return min(taken)


def seconds_to_compile(header, compiler="g++"):
    """CPU seconds that the compiler needs to read one header, the least of five; None without a compiler."""
    if shutil.which(compiler) is None:
        return None
    command = [compiler, "-std=c++23", "-O1", "-fsyntax-only", "-Icore", "-Igenerated/cpp", "-x", "c++", "-include", header, "/dev/null"]
    return min(_cpu_seconds(command) for _ in range(5))


def _cpu_seconds(command):
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def report(book, write):
    """Lines of text for a person."""
    for language, lines in lines_per_message(book).items():
        limit = f" (budget {BUDGETS[language]})" if language in BUDGETS else ""
        yield f"{lines:6.1f}   lines of {language} per message{limit}"
    yield f"{seconds_to_generate(write):6.2f} s to generate everything (budget 0.5)"
    for header in (*(f"gen/{file.stem}.hpp" for file in book.files), "gen/messages.hpp"):
        seconds = seconds_to_compile(header)
        yield f"{seconds:6.2f} s to compile {header} (budget 0.25)" if seconds is not None else f"   no g++, so {header} was not compiled"
