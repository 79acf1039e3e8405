"""The test runner counts honestly: a crash, a hang and an unreadable report are failures, not silence."""

import os
import select
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools" / "testing"))
import run_tests  # noqa: E402
from outcome import FAILED, PASSED, SKIPPED, Case, read_junit  # noqa: E402
from process import run_logged  # noqa: E402
from suites import Program  # noqa: E402

REPORT = """<testsuites><testsuite name="s">
<testcase name="good"/><testcase name="bad"><failure message="1 == 2">where</failure></testcase>
<testcase name="absent"><skipped message="no camera"/></testcase>
<testcase name="left out"><skipped message="test name does not match pattern"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    return path


def program(command=("true",)):
    return Program("s", "s", lambda report, filter_text: list(command), 60)


def shell(script, tmp_path, watchdog_s=60):
    return run_logged(["/bin/sh", "-c", script], tmp_path / "log", watchdog_s, {})


def test_outcomes_and_reasons_are_read(report):
    cases = read_junit(report, "s")

    assert [(case.name, case.outcome) for case in cases] == [
        ("good", PASSED), ("bad", FAILED), ("absent", SKIPPED)]  # fmt: skip
    assert "1 == 2" in cases[1].why and cases[2].why == "no camera"


def test_a_case_that_says_it_cannot_run_here_is_skipped_not_passed(tmp_path):
    (tmp_path / "r.xml").write_text(
        '<testsuite><testcase name="a"><system-out>\nbegun\nskipped: no camera\n</system-out></testcase>'
        '<testcase name="b"><system-out>nothing was skipped: all is well</system-out></testcase>'
        '<testcase name="c"><failure message="no"/><system-out>skipped: half of it</system-out></testcase></testsuite>')

    cases = read_junit(tmp_path / "r.xml", "s")

    assert [(case.outcome, case.why) for case in cases] == [(SKIPPED, "no camera"), (PASSED, ""), (FAILED, "no")]


def test_a_cut_off_report_is_an_error(tmp_path):
    (tmp_path / "report.xml").write_text(REPORT[:60])

    with pytest.raises(ValueError, match="no readable test report"):
        read_junit(tmp_path / "report.xml", "s")


def test_how_a_program_ended_is_told(tmp_path):
    assert shell("exit 0", tmp_path) == ""
    assert shell("exit 3", tmp_path) == "ended with exit code 3"
    assert shell("kill -SEGV $$", tmp_path) == "killed by SIGSEGV"


def test_a_hanging_program_is_ended_by_the_watchdog(tmp_path):
    assert "watchdog" in shell("sleep 600", tmp_path, watchdog_s=1)


def test_a_program_leaves_no_child_behind(tmp_path):
    pid_file = tmp_path / "pid"

    shell(f"sleep 600 & echo $! > {pid_file}", tmp_path)

    try:
        child = os.pidfd_open(int(pid_file.read_text()))
    except ProcessLookupError:
        return
    readable, _, _ = select.select([child], [], [], 60)
    os.close(child)
    assert readable, "the child outlived its test program"


def test_a_crash_without_a_report_is_one_failure(tmp_path):
    cases = run_tests.judge(program(), tmp_path / "none.xml", "killed by SIGSEGV", "")

    assert [(case.outcome, case.why) for case in cases] == [(FAILED, "killed by SIGSEGV")]


def test_a_crash_after_a_good_report_is_a_failure(tmp_path):
    (tmp_path / "r.xml").write_text('<testsuite><testcase name="good"/></testsuite>')

    cases = run_tests.judge(program(), tmp_path / "r.xml", "ended with exit code 1", "")

    assert [case.outcome for case in cases] == [PASSED, FAILED]


def test_a_suite_that_ran_nothing_is_a_failure(tmp_path):
    (tmp_path / "r.xml").write_text("<testsuite/>")

    assert run_tests.judge(program(), tmp_path / "r.xml", "", "")[0].outcome == FAILED
    assert run_tests.judge(program(), tmp_path / "r.xml", "ended with exit code 5", "nothing") == []


@pytest.mark.parametrize(
    ("outcomes", "line", "code"),
    [
        ([PASSED], "1 passed, 0 failed", 0),
        ([PASSED, FAILED], "1 passed, 1 failed", 1),
        ([PASSED, SKIPPED], "1 passed, 0 failed, 1 skipped", 0),
    ],
)
def test_the_last_line_is_the_count(capsys, outcomes, line, code):
    assert run_tests.conclude([Case("s", "n", outcome, "why") for outcome in outcomes]) == code

    assert capsys.readouterr().out.splitlines()[-1] == line
