"""An outbox may be older than the house: whatever was ever shipped is still read.

`payloads/<kind>.<version>.json` is what a tablet of that version would send. A file is never changed; a kind that gets
a new version gets a new file.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from field import kinds
from field.incoming import Incoming
from field.kinds import Kind, all_kinds, register_kind
from field.settled import Applied
from outreach.actions.visit import begin_route
from tests.cases.talk_factories import planned
from tests.cast import acting
from tests.field.told import applied_once, refused
from tests.outreach.visit_factories import planned as planned_visit
from tests.outreach.visit_factories import route

SHIPPED = sorted((Path(__file__).parent / "payloads").glob("*.json"))


def name_and_version(path: Path) -> tuple[str, int]:
    kind, version, _json = path.name.split(".")
    return kind, int(version)


def test_every_version_of_every_kind_is_kept():
    assert {name_and_version(path) for path in SHIPPED} == {
        (kind.key, version) for kind in all_kinds() for version in range(1, kind.schema + 1)
    }


@pytest.fixture
def stands(owner, citizen, case, contact, task, place) -> dict[str, str]:
    """What the placeholders of a payload stand for."""
    now = timezone.localtime()
    with acting(owner) as by:
        visit = begin_route(route=route(by, name="Parken rundt"), by=by)
        return {
            "citizen": str(citizen.pk),
            "case": str(case.pk),
            "contact": str(contact.pk),
            "task": str(task.pk),
            "talk": str(planned(citizen, by=by).task_id),
            "place": str(place.pk),
            "route": str(route(by).pk),
            "visit": str(visit.pk),
            "planned": str(planned_visit(by).pk),
            "today": now.date().isoformat(),
            "minute": now.strftime("%Y-%m-%dT%H:%M"),
        }


def filled(text: str, stands: dict[str, str]) -> dict[str, Any]:
    for name, value in stands.items():
        text = text.replace(f"{{{name}}}", value)
    payload: dict[str, Any] = json.loads(text)
    return payload


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_was_ever_shipped_is_still_applied(tablet, owner, stands, path):
    kind, version = name_and_version(path)
    payload = filled(path.read_text(encoding="utf-8"), stands)

    entry = tablet.write(kind, payload["data"], about=payload["about"], base=payload["base"], schema_version=version)

    applied_once(tablet, owner, entry)


@pytest.fixture
def two_versions(monkeypatch) -> Callable[[], list[Incoming]]:
    """A kind whose first version called the words "text", and what it was given."""
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    seen: list[Incoming] = []

    def keep(entry: Incoming) -> Applied:
        seen.append(entry)
        return Applied()

    def renamed(payload: dict[str, Any]) -> dict[str, Any]:
        data = dict(payload["data"])
        return {**payload, "data": {**data, "words": data.pop("text", [])}}

    register_kind(Kind("sample", "Prøve", keep, schema=2, upgrades={1: renamed}))
    return lambda: seen


def test_an_older_version_is_read_as_todays(tablet, owner, two_versions):
    old = tablet.write("sample", {"text": ["Hej"]})
    new = tablet.write("sample", {"words": ["Hej"]}, schema_version=2)

    acks = tablet.send(old, new)

    assert [ack["status"] for ack in acks] == ["applied", "applied"]
    assert [entry.data.getlist("words") for entry in two_versions()] == [["Hej"], ["Hej"]]


def test_a_version_that_never_was_is_kept_for_a_person(tablet, owner, two_versions):
    entry = tablet.write("sample", {"words": ["Hej"]}, schema_version=3)

    assert refused(tablet, owner, entry, "unreadable") == {"__all__": ["Indtastningen kan ikke læses af denne udgave."]}
