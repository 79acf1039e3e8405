"""Older versions of the schema, out of git or a folder."""

import subprocess
import sys
from pathlib import Path


def older_sources(against, folder, read_sources):
    """{path: text} of the schema at a git reference, or in a folder."""
    if Path(against).is_dir():
        return read_sources(Path(against))
    listing = git("ls-tree", "--name-only", against, f"{folder.as_posix()}/")
    if listing is None:
        sys.exit(f"{against}: neither a folder nor a git reference")
    names = sorted(name for name in listing.splitlines() if name.endswith(".yaml"))
    if not names:
        sys.exit(f"{against}: has no {folder}/*.yaml")
    return {name: git("show", f"{against}:{name}") for name in names}


def newest_to_keep(folder):
    """(reference, how a person calls it, whether it is a release) of what peers may speak: the newest release, else where
    this branch left the main one, else what the last commit changed. (None, why, False) without any of them."""
    if git("rev-parse", "HEAD") is None:
        return None, "this is not a git repository with a commit", False
    tag = line_of("describe", "--tags", "--abbrev=0")
    if tag:
        return tag, f"release {tag}", True
    head = line_of("rev-parse", "HEAD")
    for main in ("origin/main", "main"):
        base = line_of("merge-base", "HEAD", main)
        if base and base != head:
            return candidate(base, f"{main} at {base[:10]}", folder)
    if git("diff", "--quiet", "HEAD", "--", folder.as_posix()) is None:
        return candidate(head, f"the last commit, {head[:10]}", folder)
    parent = line_of("rev-parse", "--verify", "--quiet", "HEAD~1")
    if not parent:
        return None, "no release tag, and this clone has no commit before the last one", False
    return candidate(parent, f"the commit before the last, {parent[:10]}", folder)


def candidate(reference, what, folder):
    if not git("ls-tree", "--name-only", reference, f"{folder.as_posix()}/"):
        return None, f"{what} has no {folder.as_posix()}/", False
    return reference, what, False


def line_of(*arguments):
    return (git(*arguments) or "").strip()


def git(*arguments):
    """What git printed; None when it failed."""
    result = subprocess.run(["git", *arguments], capture_output=True, text=True)
    return result.stdout if result.returncode == 0 else None
