"""A root file system of a few megabytes: busybox, our init, the modules that the tests load."""

import gzip
import shutil
import subprocess
import tempfile
from pathlib import Path

BASE_MODULES = ("virtio_pci", "9p", "9pnet_virtio", "virtio_net", "virtio_rng", "overlay")


def build(kernel_root: Path, version: str, modules: list[str], init: Path) -> bytes:
    if not (kernel_root / "lib/modules" / version / "modules.dep").exists():
        subprocess.run(["depmod", "-b", kernel_root, version], check=True)
    with tempfile.TemporaryDirectory(prefix="weir-initramfs-") as folder:
        root = Path(folder)
        (root / "bin").mkdir()
        shutil.copy("/bin/busybox", root / "bin/busybox")
        shutil.copy(init, root / "init")
        (root / "init").chmod(0o755)
        _copy_modules(root, kernel_root, version, [*BASE_MODULES, *modules])
        subprocess.run(["depmod", "-b", root, version], check=True)
        return gzip.compress(_cpio(root), 3)


def _copy_modules(root: Path, kernel_root: Path, version: str, names: list[str]) -> None:
    source = kernel_root / "lib/modules" / version
    for name in names:
        told = subprocess.run(["modprobe", "-d", kernel_root, "-S", version, "--show-depends", name],
                              capture_output=True, text=True)  # fmt: skip
        if told.returncode != 0:
            raise RuntimeError(f"kernel {version} has no module {name}: {told.stderr.strip()}")
        for line in told.stdout.splitlines():
            if line.startswith("insmod "):
                file = Path(line.split()[1])
                copy = root / "lib/modules" / version / file.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, copy)
    for name in ("modules.order", "modules.builtin", "modules.builtin.modinfo"):
        shutil.copy(source / name, root / "lib/modules" / version / name)


def _cpio(root: Path) -> bytes:
    """The newc format that the kernel unpacks (Documentation/driver-api/early-userspace/buffer-format)."""
    parts, inode = [], 0
    for path in [root, *sorted(root.rglob("*"))]:
        inode += 1
        name = "." if path == root else path.relative_to(root).as_posix()
        body = path.read_bytes() if path.is_file() else b""
        parts.append(_entry(name, inode, path.stat().st_mode, body))
    parts.append(_entry("TRAILER!!!", 0, 0, b""))
    return b"".join(parts)


def _entry(name: str, inode: int, mode: int, body: bytes) -> bytes:
    raw_name = name.encode() + b"\0"
    numbers = (inode, mode, 0, 0, 1, 0, len(body), 0, 0, 0, 0, len(raw_name), 0)
    head = b"070701" + "".join(f"{number:08x}" for number in numbers).encode() + raw_name
    return head + bytes(-len(head) % 4) + body + bytes(-len(body) % 4)
