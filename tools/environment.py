"""Make `.venv` with the pinned packages: `python3 tools/environment.py service` (or `dev`).

Runs before anything is installed and on whatever Python the machine has: only the standard library, and syntax
old enough that an old Python reaches the message which says that it is too old.
"""

import hashlib
import os
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin", "python")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def requirements(kind):
    return os.path.join(ROOT, "requirements", kind + ".txt")


def stamp(kind):
    """What was installed last, kept inside the environment so that it goes away with it."""
    return os.path.join(VENV, "installed-" + kind)


def is_installed(kind):
    try:
        with open(stamp(kind)) as file:
            return file.read() == digest(requirements(kind))
    except OSError:
        return False


def make_environment():
    if sys.version_info < OLDEST:
        found, wanted = (".".join(str(part) for part in version[:2]) for version in (sys.version_info, OLDEST))
        sys.exit(
            "Brobyg needs Python {} or newer; {} is Python {}.\n"
            "Install a newer one and name it: make PYTHON=python3.12 …".format(wanted, sys.executable, found)
        )
    print("Making .venv …", flush=True)
    if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]):
        sys.exit("The virtual environment could not be made. On Debian and Ubuntu: apt-get install python3-venv")


def install(kind):
    print("Installing requirements/{}.txt …".format(kind), flush=True)
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    if subprocess.call([*command, "--require-hashes", "-r", requirements(kind)]):
        sys.exit("The packages could not be installed; pip says why above. Is there a network connection?")
    with open(stamp(kind), "w") as file:
        file.write(digest(requirements(kind)))


def main():
    kind = sys.argv[1]
    if not os.path.exists(PYTHON):
        make_environment()
    # dev.txt holds everything of service.txt.
    if not (is_installed(kind) or is_installed("dev")):
        install(kind)


if __name__ == "__main__":
    main()
