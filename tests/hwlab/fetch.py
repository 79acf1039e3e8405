"""./dev setup hwlab, after the packages: the guest's kernel and its initramfs, in the user's cache folder."""

import hashlib
import os
import platform
import shutil
import sys
from pathlib import Path

import initramfs
import kernel
import lab


def main() -> int:
    os.environ["PATH"] += ":/usr/sbin:/sbin"  # depmod and modprobe, where a user's PATH lacks them
    if platform.machine() != "x86_64":
        print(f"hwlab: nothing fetched, {lab.why_not()}", file=sys.stderr)
        return 0
    stamp = lab.folder() / "made-from"
    if stamp.exists() and stamp.read_text() == recipe() and not lab.why_not():
        return 0
    try:
        make(stamp)
    except kernel.NoKernel as reason:
        print(f"hwlab: {reason}", file=sys.stderr)
        return 1
    return 0


def recipe() -> str:
    """Changes with everything that the initramfs is made from, except the kernel."""
    texts = [Path(module.__file__).read_bytes() for module in (initramfs, kernel)]
    texts += [(lab.HERE / "guest" / "init").read_bytes(), " ".join(lab.MODULES).encode()]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def make(stamp: Path) -> None:
    stamp.unlink(missing_ok=True)
    package = kernel.newest_package()
    version = package.removeprefix("linux-image-")
    unpacked = lab.folder() / "kernel"
    if not (unpacked / "boot" / f"vmlinuz-{version}").exists():
        shutil.rmtree(unpacked, ignore_errors=True)
        print(f"hwlab: fetching {package} (about 70 MB) into {unpacked}", file=sys.stderr)
        kernel.download(package, unpacked)
    packed = (unpacked / "boot" / f"vmlinuz-{version}").read_bytes()
    replace(lab.vmlinux(), kernel.extract_vmlinux(packed))
    init = lab.HERE / "guest" / "init"
    replace(lab.initramfs(), initramfs.build(unpacked, version, lab.MODULES, init))
    print(f"hwlab: {version} with {', '.join(lab.MODULES)} is ready in {lab.folder()}", file=sys.stderr)
    stamp.write_text(recipe())


def replace(path: Path, content: bytes) -> None:
    """A guest that is just starting reads the old file or the new one, never a half."""
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(content)
    fresh.rename(path)


if __name__ == "__main__":
    sys.exit(main())
