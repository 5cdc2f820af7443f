"""A tablet whose network comes and goes sends the same outbox eight times at once: each entry is written once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from typing import Any

from django.db import connection

from cases.models import Citizen, Contact
from field.models import Entry
from tests import engines
from tests.cast import acting
from tests.field.tablet import Tablet, contact
from tests.field.told import rows

PROCESSES, CONTACTS, CHANGES = 8, 30, 10


def outbox(tablet: Tablet, citizen: Citizen) -> list[dict[str, Any]]:
    """Contacts, and between them a phone number changed again and again, each change after the one before."""
    entries, before, phone = [], [], "20304050"
    for number in range(CONTACTS):
        entries.append(tablet.write("contact", contact([citizen.pk], note=f"Kontakt {number}")))
        if number % (CONTACTS // CHANGES) == 0:
            new = f"3000{number:04}"
            about, base = {"citizen": str(citizen.pk)}, {"phone": phone}
            change = tablet.write("citizen_change", {"phone": [new]}, about=about, base=base, depends_on=before)
            entries.append(change)
            before, phone = [change["id"]], new
    return entries


def sender() -> subprocess.Popen[str]:
    """A process on the test's own database."""
    name = str(connection.settings_dict["NAME"])
    url = engines.at_database(os.environ["DATABASE_URL"], name) if engines.on_postgresql() else f"sqlite:///{name}"
    surroundings = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(engines.ROOT)}
    surroundings["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    command = [sys.executable, "-m", "tests.field.race_sender"]
    return subprocess.Popen(
        command, cwd=engines.ROOT, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def told(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def sent_at_once(tablet: Tablet, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What all processes were answered."""
    speaker = {"id": tablet.id, "token": tablet.token, "user": tablet.user}
    processes = [sender() for _number in range(PROCESSES)]
    try:
        for process in processes:
            told(process, json.dumps({"tablet": speaker, "entries": entries}))
        assert [heard(process) for process in processes] == ["ready"] * PROCESSES
        for process in processes:
            told(process, "go")
        return [ack for process in processes for ack in json.loads(heard(process))]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def test_eight_at_once_write_each_entry_once(committed_db, tablet, owner, citizen):
    entries = outbox(tablet, citizen)

    answers = sent_at_once(tablet, entries)

    assert len(entries) == CONTACTS + CHANGES
    assert Counter((ack["status"], ack["duplicate"]) for ack in answers) == {
        ("applied", False): len(entries),
        ("applied", True): len(entries) * (PROCESSES - 1),
    }
    with acting(owner):
        notes = Contact.objects.filter(note__startswith="Kontakt ").values_list("note", flat=True)
        assert sorted(notes) == sorted(f"Kontakt {number}" for number in range(CONTACTS))
        # The numbers come one after the other, whoever was first.
        phones = [row.phone for row in Citizen.history.filter(id=citizen.pk).order_by("history_id")]
        assert phones[-CHANGES:] == [f"3000{number:04}" for number in range(0, CONTACTS, CONTACTS // CHANGES)]
        assert (Entry.objects.count(), Entry.history.count()) == (len(entries), len(entries))


def test_the_whole_outbox_sent_again_adds_nothing(committed_db, tablet, owner, citizen):
    entries = outbox(tablet, citizen)
    tablet.send(*entries)
    with acting(owner):
        receipts = Entry.history.count()
    before = rows(owner)

    acks = tablet.send(*entries)

    assert {(ack["status"], ack["duplicate"]) for ack in acks} == {("applied", True)}
    assert rows(owner) == before
    with acting(owner):
        assert Entry.history.count() == receipts
