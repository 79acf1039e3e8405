"""The guest's kernel: the distribution's own package, downloaded and unpacked, never installed."""

import lzma
import re
import subprocess
import zlib
from pathlib import Path

META_PACKAGE = "linux-image-amd64"
ELF = b"\x7fELF"


class NoKernel(Exception):
    """One sentence that says why there is none."""


def newest_package() -> str:
    """Like linux-image-6.1.0-56-amd64: what the meta package names today; older ones leave the archive."""
    told = subprocess.run(["apt-cache", "depends", META_PACKAGE], capture_output=True, text=True)
    match = re.search(r"Depends: (linux-image-\S+)", told.stdout)
    if not match:
        raise NoKernel(f"no package {META_PACKAGE} known here; the lab needs Debian's package lists (apt-get update)")
    return match[1]


def download(package: str, folder: Path) -> None:
    """Unpacks the package into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    # apt downloads as user _apt where it can; a private folder would only make it warn.
    told = subprocess.run(["apt-get", "download", package], cwd=folder, capture_output=True, text=True)
    archives = sorted(folder.glob(f"{package}_*.deb"))
    if told.returncode != 0 or not archives:
        raise NoKernel(f"apt-get download {package}: {told.stderr.strip().splitlines()[-1:] or 'nothing came'}")
    subprocess.run(["dpkg-deb", "-x", archives[-1], folder], check=True)
    for archive in archives:
        archive.unlink()


def extract_vmlinux(packed: bytes) -> bytes:
    """The ELF inside a bzImage: QEMU boots that directly, without firmware or decompression."""
    for magic, unpack in ((b"\xfd7zXZ\0", _unpack_xz), (b"\x1f\x8b\x08", _unpack_gzip), (b"\x28\xb5\x2f\xfd", _unpack_zstd)):
        position = packed.find(magic)
        while position >= 0:
            unpacked = unpack(packed[position:])
            if unpacked.startswith(ELF):
                return unpacked
            position = packed.find(magic, position + 1)
    raise NoKernel("the kernel image holds no ELF in a compression known here (xz, gzip, zstd)")


def _unpack_xz(raw: bytes) -> bytes:
    try:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ).decompress(raw)
    except lzma.LZMAError:
        return b""


def _unpack_gzip(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(raw)
    except zlib.error:
        return b""


def _unpack_zstd(raw: bytes) -> bytes:
    try:
        return subprocess.run(["zstd", "-dcq"], input=raw, capture_output=True).stdout
    except OSError:
        return b""
