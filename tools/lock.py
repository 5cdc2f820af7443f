"""Compile `requirements/*.txt` from the ranges in `pyproject.toml`: exact versions with hashes, naming no host."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
]


def main() -> int:
    for name, more in (("service", []), ("dev", ["--group", "dev"])):
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *OPTIONS, *more, *sys.argv[1:]]
        code = subprocess.call([*command, "--output-file", f"requirements/{name}.txt"], cwd=ROOT)
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
