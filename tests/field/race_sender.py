"""A process that sends what a tablet holds, at the moment when it is told to: `test_race.py` starts several.

Reads {"tablet": …, "entries": […]} from a line of standard input, says "ready", waits for a second line, and prints the
last answer to each entry as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django

#: A tablet tries again what was not settled; so often it surely is.
MOST_ROUNDS = 30


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.test.utils import setup_test_environment

    from tests.field.tablet import Tablet

    setup_test_environment()
    told = json.loads(sys.stdin.readline())
    tablet = Tablet(**told["tablet"])
    tablet.client.raise_request_exception = False
    say("ready")
    sys.stdin.readline()
    say(json.dumps(settled(tablet, told["entries"])))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def settled(tablet: Any, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers that let the tablet forget, in the order in which they came."""
    answers: list[dict[str, Any]] = []
    waiting = entries
    for _round in range(MOST_ROUNDS):
        response = tablet.post("sync", {"protocol": 1, "entries": waiting})
        if response.status_code == 200:
            answers += [ack for ack in response.json()["acks"] if ack["status"] not in ("retry", "blocked")]
        done = {ack["id"] for ack in answers}
        waiting = [entry for entry in entries if entry["id"] not in done]
        if not waiting:
            break
    return answers


if __name__ == "__main__":
    main()
