"""Everything that must hold: `python -m tools.suite` (`make test`), or some parts of it by name.

A part that cannot run has failed; nothing is skipped. All parts run even when one fails, so that one run tells all.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from tools import assets, chromium, messages, postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
#: What mypy reads: the rooms, and the programs beside them.
TYPED = [
    "config", "field", "intake", "measurements", "outreach", "crisis_center", "cases", "directory", "accounts",
    "audit", "demo", "bench", "tools", "manage.py",
]  # fmt: skip
#: One process more than cores: those with a browser wait for it a good part of the time. Each has its own database.
WORKERS = int(os.environ.get("WORKERS") or (os.cpu_count() or 1) + 1)
#: In small portions: a walk through all pages takes a minute, most tests a tenth of a second.
PYTEST = [str(BIN / "pytest"), "--quiet", "--maxschedchunk=4"]

Part = Callable[[], bool]


def run(*command: str, env: dict[str, str] | None = None, output: IO[bytes] | None = None) -> bool:
    errors = subprocess.STDOUT if output else None
    return subprocess.call(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=errors) == 0


def compiled_tests() -> None:
    """What pytest makes of the tests' files is kept, so that the workers, who begin at once, need not all make it."""
    subprocess.call([*PYTEST, "--collect-only"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def lint() -> bool:
    parts = (
        [str(BIN / "ruff"), "check", "--quiet"],
        [str(BIN / "ruff"), "format", "--quiet", "--diff"],
        [str(BIN / "djlint"), "templates", "--lint", "--quiet"],
    )
    # No short cut: one run tells everything.
    return sum(run(*part) for part in parts) == len(parts)


def types() -> bool:
    return run(str(BIN / "mypy"), *TYPED)


def translations() -> bool:
    return messages.check()


def pending_migrations() -> bool:
    return run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", env=on_sqlite())


def on_sqlite() -> dict[str, str]:
    """The environment without a word about databases: the embedded default."""
    return {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DATABASE_OWNER_URL")}


def sqlite(*, workers: int = WORKERS, output: IO[bytes] | None = None) -> bool:
    """Without pages, which meet the engine of the service (docs/adr/0011-one-engine-for-pages.md)."""
    return run(*PYTEST, "-n", str(workers), "--half", "sqlite", env=on_sqlite(), output=output)


def on_postgresql(*, workers: int = WORKERS) -> bool:
    """Without what asks no database or only counts queries: that ran on SQLite's side."""
    with postgres.server() as environment:
        return run(*PYTEST, "-n", str(workers), "--half", "postgresql", env={**os.environ, **environment})


def both_engines() -> list[tuple[str, bool, float]]:
    """At once: where one waits, for a browser or for a database that is made, the other works. What SQLite's side
    printed follows when both are done."""
    start, workers = time.monotonic(), os.cpu_count() or 1
    with tempfile.TemporaryFile() as output, ThreadPoolExecutor() as beside:

        def on_the_side() -> tuple[str, bool, float]:
            ok = sqlite(workers=workers, output=output)
            return "sqlite", ok, time.monotonic() - start

        first = beside.submit(on_the_side)
        second = ("postgresql", on_postgresql(workers=workers), time.monotonic() - start)
        results = [first.result(), second]
        print("\n=== sqlite", flush=True)
        output.seek(0)
        print(output.read().decode(errors="replace"), flush=True)
    return results


def faults(*arguments: str) -> bool:
    """A tablet in a real browser against a server that is killed, and what a browser leaves on disk; minutes of
    waiting, so beside the daily run."""
    with postgres.server() as environment:
        return run(
            *PYTEST,
            "-n",
            str(WORKERS),
            "-m",
            "faults",
            *(arguments or ("tests/field", "tests/test_profile_browser.py")),
            env={**os.environ, **environment},
        )


def fast(*arguments: str) -> bool:
    return run(*PYTEST, "-n", str(WORKERS), "-m", "not browser", *arguments, env=on_sqlite())


PARTS: dict[str, Part] = {
    "lint": lint,
    "types": types,
    "translations": translations,
    "migrations": pending_migrations,
    "sqlite": sqlite,
    "postgresql": on_postgresql,
}


def prepare(*, browser: bool) -> None:
    """What every test needs. Raises SystemExit when a piece is missing and cannot be made."""
    assets.ensure()
    messages.compile_all()
    if browser and not chromium.find():
        sys.exit("The browser tests need Chromium: 'make chromium' installs it, or set BROBYG_CHROMIUM=/path/to/one.")


def report(results: list[tuple[str, bool, float]]) -> None:
    print("\n" + "\n".join(f"{'ok' if ok else 'FAILED':>8}  {seconds:6.1f} s  {name}" for name, ok, seconds in results))
    failed = sum(not ok for _, ok, _ in results)
    print(f"\n{len(results) - failed} passed, {failed} failed")


def main() -> int:
    names = sys.argv[1:]
    # Set where images are built, it would have each process compile every file again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if names[:1] == ["fast"]:
        prepare(browser=False)
        return 0 if fast(*names[1:]) else 1
    if names[:1] == ["faults"]:
        prepare(browser=True)
        return 0 if faults(*names[1:]) else 1
    chosen = names or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        sys.exit(f"No such part: {', '.join(unknown)}. There are: {', '.join(PARTS)}, fast and faults.")
    prepare(browser=bool({"sqlite", "postgresql"} & set(chosen)))
    engines = {"sqlite", "postgresql"}
    together = engines <= set(chosen)
    results = []
    with ThreadPoolExecutor() as beside:
        if together:
            beside.submit(compiled_tests)
        for name in chosen:
            if together and name in engines:
                continue
            print(f"\n=== {name}", flush=True)
            start = time.monotonic()
            ok = PARTS[name]()
            results.append((name, ok, time.monotonic() - start))
    if together:
        print("\n=== postgresql, and sqlite beside it", flush=True)
        results += both_engines()
    report(results)
    return 0 if all(ok for _, ok, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
