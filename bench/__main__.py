"""`make bench`: a server of its own, a country of each size, one process that measures each; a table and result.json.

SIZES="10000 100000" chooses sizes, ROUNDS=15 the rounds, METRICS="my_day" the metrics; --write-docs writes the page in
docs/. Ends with 1 when it could not measure. An aim that is missed is told, not punished.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import server, sizes

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "bench" / "result.json"
PAGE = ROOT / "docs" / "performance.md"
ROUNDS = 9


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    contacts, rounds = sizes.chosen(os.environ.get("SIZES", "")), int(os.environ.get("ROUNDS", "") or ROUNDS)
    result = run(contacts, rounds)
    RESULT.write_text(json.dumps(result, indent=1))
    from bench import page, report

    print("\n" + report.tables(result))
    print(f"\nThe empty page measured as two: {', '.join(f'{value:.2f}' for value in report.control(result))}.")
    if not report.is_quiet(result):
        print("The machine is too noisy: believe the counts, not the ratios.")
    if "--write-docs" in sys.argv[1:]:
        PAGE.write_text(page.written(result))
    return 0


def run(contacts: list[int], rounds: int) -> dict[str, Any]:
    began, now = time.monotonic(), datetime.now(UTC).replace(microsecond=0)
    found = []
    with server.server() as url:
        # The rooms are read here once, to know their tables; the measuring is done elsewhere.
        import django

        django.setup()
        for number in contacts:
            found.append(measured(url, number, now, rounds))
        version = server_version(url)
    machine = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": version,
    }
    day, minutes = f"{now:%Y-%m-%d}", (time.monotonic() - began) / 60
    return {"day": day, "minutes": minutes, "rounds": rounds, "machine": machine, "sizes": found}


def measured(url: str, contacts: int, now: datetime, rounds: int) -> dict[str, Any]:
    """One size: made, filled, measured by a process that knows it as the service role, and gone."""
    from bench import load, world

    print(f"\n=== {contacts:,} contacts", flush=True)
    size = sizes.Size(contacts)
    with server.database(url, f"bench_{contacts}") as database:
        began = time.monotonic()
        rows = load.fill(database.superuser, world.make(size, now))
        print(f"    {sum(rows.values()):,} rows and their history in {time.monotonic() - began:.0f} s", flush=True)
        command = [sys.executable, "-m", "bench.measure", str(contacts), now.isoformat(), str(rounds)]
        answer = subprocess.run(
            command, cwd=ROOT, env=database.environment, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
        )
        print(f"    measured after {time.monotonic() - began:.0f} s", flush=True)
    told: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return {"contacts": contacts, "workers": size.all_workers, "loaded": rows, **told}


def server_version(url: str) -> str:
    from tools.postgres import connected

    with connected(url) as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


if __name__ == "__main__":
    sys.exit(main())
