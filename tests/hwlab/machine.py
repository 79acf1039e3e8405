"""One virtual machine for one script: the host's file system read-only, real drivers, gone afterwards."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import lab
from initramfs import BASE_MODULES

HOST_SEEN_FROM_GUEST = "10.0.2.2"  # QEMU's user network; arrives on the host from 127.0.0.1
KERNEL_LINE = "console=ttyS0 quiet panic=-1 mitigations=off tsc=reliable no_timer_check random.trust_cpu=on"


class Machine:
    """Runs `script` with bash in the guest, as soon as it is up. Use as a context manager.

    `share` is /mnt/share there. The guest's console is share/console.log.
    """

    def __init__(self, share: Path, script: str, modules: list[str], cpus: int = 2, memory_mib: int = 1024):
        self.share = share
        self.console = share / "console.log"
        (share / "script.sh").write_text(script)
        shutil.copy(lab.HERE / "guest" / "attach_camera.py", share)
        names = ",".join([*BASE_MODULES, *modules])
        self._command = [
            lab.QEMU, "-accel", "tcg,thread=multi", "-cpu", "max", "-M", "q35", "-smp", str(cpus), "-m", str(memory_mib),
            "-nodefaults", "-no-user-config", "-display", "none", "-serial", "stdio", "-no-reboot",
            "-kernel", str(lab.vmlinux()), "-initrd", str(lab.initramfs()),
            "-netdev", "user,id=n0", "-device", "virtio-net-pci,netdev=n0,romfile=",
            "-virtfs", f"local,path={share},mount_tag=share,security_model=none,multidevs=remap",
            "-virtfs", "local,path=/,mount_tag=hostroot,security_model=none,readonly=on,multidevs=remap",
            "-device", "virtio-rng-pci",
            "-append", f"{KERNEL_LINE} weir.modules={names} weir.script=script.sh"]  # fmt: skip
        self._process: subprocess.Popen | None = None

    def __enter__(self):
        with self.console.open("wb") as console:
            self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=console,
                                             stderr=subprocess.STDOUT, start_new_session=True)  # fmt: skip
        return self

    def __exit__(self, *_):
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()

    def finish(self, watchdog_s: float) -> int:
        """The script's exit code. RuntimeError with the console's end when there is none."""
        try:
            self._process.wait(watchdog_s)
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"the guest still runs after {watchdog_s} s\n{self.last_words()}") from None
        code = self.share / "code"
        if not code.exists():
            raise RuntimeError(f"the guest ended without running its script\n{self.last_words()}")
        return int(code.read_text())

    def last_words(self) -> str:
        return "\n".join(self.console.read_text(errors="replace").splitlines()[-30:])
