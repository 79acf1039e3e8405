"""Where the lab's pieces live, and whether they are there."""

import os
import platform
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
QEMU = "qemu-system-x86_64"
MODULES = ["vivid", "vhci_hcd", "uvcvideo", "vcan"]


def folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "weir-hwlab"


def vmlinux() -> Path:
    return folder() / "vmlinux"


def initramfs() -> Path:
    return folder() / "initramfs.gz"


def why_not() -> str:
    """Empty when a virtual machine can run here, else the reason for a skipped test."""
    if platform.machine() != "x86_64":
        return f"the lab's guest is x86_64 and runs the host's programs; this host is {platform.machine()}"
    if not shutil.which(QEMU):
        return f"no {QEMU} here; ./dev setup hwlab installs it"
    if not vmlinux().exists() or not initramfs().exists():
        return "no guest kernel here; ./dev setup hwlab fetches it"
    return ""
