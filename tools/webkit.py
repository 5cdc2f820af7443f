"""WebKit as Debian packs it, the nearest thing to an iPad's Safari: `python -m tools.webkit` says whether it is here,
`--install` makes sure of it where apt may be used."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGES = ("webkit2gtk-driver", "xvfb")
#: Where Debian puts the small browser that the driver steers.
FOLDERS = ("webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0")


def browser() -> Path | None:
    for base in (
        Path(f"/usr/lib/{platform.machine()}-linux-gnu"),
        Path("/usr/lib64"),
        Path("/usr/lib"),
        Path("/usr/libexec"),
    ):
        for folder in FOLDERS:
            if (path := base / folder / "MiniBrowser").exists():
                return path
    return None


def is_here() -> bool:
    return bool(shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and browser())


def install() -> bool:
    """When apt is here and we are root or may become it without being asked for a password."""
    if not shutil.which("apt-get"):
        return False
    rights: list[str] = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and not shutil.which("sudo"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES])
    return all(subprocess.call([*rights, *command], env=quiet, stdin=subprocess.DEVNULL) == 0 for command in commands)


@contextmanager
def screen() -> Iterator[str]:
    """A screen nobody looks at; yields its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as said:
            number = said.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    if "--install" in sys.argv[1:] and not is_here():
        install()
    if not is_here():
        sys.exit(
            "WebKit's driver is not here, and the one flow in WebKit needs it.\n"
            f"Debian and Ubuntu: apt-get install {' '.join(PACKAGES)}"
        )
    print(browser())


if __name__ == "__main__":
    main()
