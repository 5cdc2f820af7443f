"""Find Chromium, or install it: `python -m tools.chromium` prints its path, `--install` makes sure that there is one.

An installed one, else Debian's package when we may install it, else Playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

#: An empty, quiet browser: nothing is fetched that a page did not ask for. In a container there is no user namespace
#: for the sandbox and no graphics card.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def answers(path: str) -> bool:
    """Whether it really starts: some distributions ship a script that only says how to install it."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The path of a Chromium that starts, or None. `BROBYG_CHROMIUM` names one and wins."""
    named = os.environ.get("BROBYG_CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in NAMES] + [MAC]
    for path in candidates:
        if path and answers(path):
            return path
    return None if named else playwrights_own()


def install_package() -> bool:
    """Debian's package, when apt is here and we are root or may become it without being asked for a password."""
    if not shutil.which("apt-get"):
        return False
    rights: list[str] = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and not shutil.which("sudo"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"])
    return all(subprocess.call([*rights, *command], env=quiet, stdin=subprocess.DEVNULL) == 0 for command in commands)


def download() -> bool:
    return subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"], stdin=subprocess.DEVNULL) == 0


def ensure() -> str:
    """The path of a Chromium that starts, installed if there was none. Raises SystemExit when that fails."""
    for install in (None, install_package, download):
        if install is not None:
            print("Installing Chromium …", file=sys.stderr, flush=True)
            if not install():
                continue
        if path := find():
            return path
    sys.exit(
        "The browser tests need Chromium and it could not be installed.\n"
        "Install it (Debian: apt-get install chromium) or name one: BROBYG_CHROMIUM=/path/to/chromium"
    )


def main() -> None:
    path = ensure() if "--install" in sys.argv[1:] else find()
    if path is None:
        sys.exit("No Chromium found. 'make chromium' installs it.")
    print(path)


if __name__ == "__main__":
    main()
