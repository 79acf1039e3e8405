"""What `check` compares with when nobody says so: in a fresh, a shallow, a branched and a released repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRST = """\
protocol: {version: 2, doc: A protocol.}
structs:
  dot: {doc: A dot., fields: {x: u16}}
"""
WIDER = FIRST.replace("u16", "u32")
NOBODY = {"GIT_AUTHOR_NAME": "n", "GIT_AUTHOR_EMAIL": "n@example.org", "GIT_COMMITTER_NAME": "n", "GIT_COMMITTER_EMAIL": "n@example.org",
          "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}


class Repository:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def git(self, *arguments):
        return subprocess.run(["git", *arguments], cwd=self.folder, check=True, capture_output=True, text=True,
                              env={**os.environ, **NOBODY}).stdout.strip()

    def write(self, text):
        (self.folder / "schema").mkdir(exist_ok=True)
        (self.folder / "schema/a.yaml").write_text(text)

    def commit(self, text):
        self.write(text)
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", "m")
        return self.git("rev-parse", "HEAD")[:10]

    def check(self):
        return subprocess.run([sys.executable, "-m", "codegen", "check"], cwd=self.folder, capture_output=True, text=True,
                              env={**os.environ, **NOBODY, "PYTHONPATH": str(ROOT)})


@pytest.fixture
def repository(tmp_path):
    made = Repository(tmp_path / "repository")
    made.git("init", "--quiet", "--initial-branch", "main")
    return made


def test_without_a_release_it_is_the_commit_before(repository):
    before = repository.commit(FIRST)
    repository.commit(WIDER)
    result = repository.check()
    assert result.returncode == 1
    assert 'error[field-type]: field "x" of struct "dot" changed u16 → u32' in result.stdout
    assert result.stderr == f"1 incompatible change since the commit before the last, {before}\n"


def test_what_is_not_committed_is_compared_with_what_is(repository):
    last = repository.commit(FIRST)
    repository.write(WIDER)
    result = repository.check()
    assert (result.returncode, result.stderr) == (1, f"1 incompatible change since the last commit, {last}\n")


def test_the_newest_release_counts_more_than_the_commit_before(repository):
    repository.commit(FIRST)
    repository.git("tag", "v1")
    repository.commit(WIDER)
    repository.commit(WIDER + "# a remark\n")
    result = repository.check()
    assert (result.returncode, result.stderr) == (1, "1 incompatible change since release v1\n")


def test_a_branch_is_compared_with_where_it_began(repository):
    began = repository.commit(FIRST)
    repository.git("checkout", "--quiet", "-b", "work")
    repository.commit(WIDER)
    repository.commit(WIDER + "# a remark\n")
    result = repository.check()
    assert (result.returncode, result.stderr) == (1, f"1 incompatible change since main at {began}\n")


def test_nothing_incompatible_is_said_with_what_it_was_compared(repository):
    before = repository.commit(FIRST)
    repository.commit(FIRST + "# a remark\n")
    result = repository.check()
    assert (result.returncode, result.stdout) == (0, f"compatible with the commit before the last, {before}\n")


def test_the_first_commit_has_nothing_before_it(repository):
    repository.commit(FIRST)
    result = repository.check()
    assert (result.returncode, result.stdout) == (
        0, "nothing older to compare with: no release tag, and this clone has no commit before the last one\n")


def test_a_shallow_clone_says_that_it_knows_no_history(repository, tmp_path):
    repository.commit(FIRST)
    repository.commit(WIDER)
    clone = Repository(tmp_path / "clone")
    clone.git("clone", "--quiet", "--depth", "1", repository.folder.as_uri(), ".")
    result = clone.check()
    assert (result.returncode, result.stdout) == (
        0, "nothing older to compare with: no release tag, and this clone has no commit before the last one\n")


def test_a_folder_that_is_no_repository_says_so(tmp_path):
    plain = Repository(tmp_path)
    plain.write(FIRST)
    result = plain.check()
    assert (result.returncode, result.stdout) == (0, "nothing older to compare with: this is not a git repository with a commit\n")


def test_an_older_state_without_a_schema_is_named(repository):
    (repository.folder / "README").write_text("empty")
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "m")
    before = repository.git("rev-parse", "HEAD")[:10]
    repository.commit(FIRST)
    result = repository.check()
    assert (result.returncode, result.stdout) == (
        0, f"nothing older to compare with: the commit before the last, {before} has no schema/\n")
