"""`make demo`: the whole product with invented people on one's own machine; `make demo-reset` begins anew."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
from pathlib import Path

from tools import assets, messages

ROOT = Path(__file__).resolve().parent.parent
STATIC_STAMP = ROOT / "build" / "static.stamp"
HOST = "127.0.0.1"


def manage(*arguments: str) -> None:
    """Run manage.py as its own process: what alters tables connects as another role. Raises SystemExit."""
    code = subprocess.call([sys.executable, "manage.py", *arguments], cwd=ROOT)
    if code:
        sys.exit(f"'manage.py {arguments[0]}' failed, see above; the demo was not started.")


def chosen_port() -> int:
    """PORT as a number that is free. Raises SystemExit with what to do."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        sys.exit(f"PORT={text}: write a number from 1 to 65535, as in 'make demo PORT=8001'.")
    with socket.socket() as probe:
        # As gunicorn does it: a server that has just stopped must not stand in the way.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            sys.exit(f"Port {text} cannot be used ({error.strerror}). Take another: make demo PORT={int(text) + 1}")
    return int(text)


def static_fingerprint() -> str:
    """Changes when a static file does; packages bring theirs, so the lock file counts as well."""
    digest = hashlib.sha256((ROOT / "requirements" / "service.txt").read_bytes())
    for folder in (ROOT / "static", assets.VENDOR):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                stat = path.stat()
                digest.update(f"{path.relative_to(ROOT)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static() -> None:
    fingerprint = static_fingerprint()
    collected = ROOT / "build" / "static" / "staticfiles.json"
    if collected.exists() and STATIC_STAMP.exists() and STATIC_STAMP.read_text() == fingerprint:
        return
    manage("collectstatic", "--noinput", "--clear", "--verbosity=0")
    STATIC_STAMP.write_text(fingerprint)


def prepare() -> None:
    assets.ensure()
    messages.compile_all()
    # The cache's table first: migrate gives the service role its rights on every table there is.
    manage("createcachetable", "--verbosity=0")
    manage("migrate", "--verbosity=0")
    manage("demo")
    collect_static()


def serve(port: int) -> None:
    """Become the server; does not return."""
    print(f"\nBrobyg: http://{HOST}:{port}/\n", flush=True)
    manage("demo", "--sign-ins")
    print("\nStop with Ctrl-C. The data stay; 'make demo-reset' begins anew.", flush=True)
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--no-control-socket"]
    os.execv(
        sys.executable,
        [*command, "--workers", "1", "--worker-class", "gthread", "--threads", "4", "--log-level", "warning"],
    )


def main() -> None:
    os.environ["BROBYG_MODE"] = "trial"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["reset"]:
        from tools import demo_reset

        os.environ["BROBYG_CONNECT_AS"] = "owner"
        demo_reset.main(sure="--yes" in sys.argv)
        return
    port = chosen_port()
    prepare()
    serve(port)


if __name__ == "__main__":
    main()
