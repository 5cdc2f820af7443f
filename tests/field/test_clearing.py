"""What was typed leaves the receipt when it is settled and can be settled no more otherwise."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from field.actions.decide import drop, try_again
from field.models import Entry
from tests.cast import acting, client_of
from tests.field.tablet import Tablet, contact

NOTE = "note-refused-xq"


def refused(tablet: Tablet, citizen, **more) -> dict:
    """A contact that asks for too much at once."""
    entry = tablet.write("contact", contact([citizen.pk], note=NOTE, result="seen", asks_for_treatment="on"), **more)
    tablet.send(entry)
    return entry


def decide(user, entry: dict) -> None:
    with acting(user) as by:
        drop(entry=Entry.objects.get(pk=entry["id"]), why="Skrevet to gange", by=by)


def night(days: int, *options: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        call_command("forget_descriptions", *options)


def contents(user) -> dict[str, bool]:
    """{id: whether anything is left} of what the user wrote."""
    with acting(user):
        rows = Entry.objects.filter(author=user).values_list("pk", "payload", "result", "emptied_at")
        return {str(pk): bool(payload or result or at is None) for pk, payload, result, at in rows}


def test_what_was_decided_is_emptied_after_thirty_days_and_never_before(tablet, owner, leader, citizen, capsys):
    entry, waits = refused(tablet, citizen), refused(tablet, citizen)
    decide(leader, entry)

    night(30)
    assert contents(owner) == {entry["id"]: True, waits["id"]: True}
    night(31, "--dry-run")
    assert "would empty 1 tablet_entries" in capsys.readouterr().out
    night(31)
    assert "emptied 1 tablet_entries" in capsys.readouterr().out
    assert contents(owner) == {entry["id"]: False, waits["id"]: True}
    with acting(owner):
        versions = Entry.history.filter(id=entry["id"]).count()

    night(32)
    assert "emptied 0 tablet_entries" in capsys.readouterr().out
    with acting(owner):
        assert Entry.history.filter(id=entry["id"]).count() == versions == 3
        history = Entry.history.model
        assert {"payload", "result"}.isdisjoint(field.name for field in history._meta.fields)


def test_one_that_took_anothers_place_and_one_that_was_told_something_are_emptied_too(tablet, owner, citizen):
    first = refused(tablet, citizen)
    mended = tablet.write("contact", contact([citizen.pk], result="seen"), supersedes=first["id"])
    told = tablet.write("visit_out", about={"route": str(first["id"])})
    tablet.send(mended, told)
    with acting(owner):
        Entry.objects.filter(pk=mended["id"]).update(result={"said": ["En anden har talt med borgeren."]})

    night(31)

    assert contents(owner) == {first["id"]: False, mended["id"]: False, told["id"]: True}
    (ack,) = tablet.send(mended)
    assert (ack["status"], ack["duplicate"], ack["result"]) == ("applied", True, {})


def test_what_was_emptied_says_so_and_is_decided_no_more(tablet, owner, leader, citizen):
    entry = refused(tablet, citizen)
    decide(leader, entry)
    page = reverse("field:review", args=[entry["id"]])
    assert "Afgør det igen" in client_of(owner).get(page).content.decode()

    night(31)

    shown = client_of(owner).get(page).content.decode()
    assert "Det, der blev skrevet, er tømt 30 dage efter afgørelsen." in shown
    assert (NOTE in shown, "Afgør det igen" in shown) == (False, False)
    with acting(owner) as by, pytest.raises(ValidationError, match="allerede afgjort"):
        try_again(entry=Entry.objects.get(pk=UUID(entry["id"])), by=by)


def test_what_another_organisation_decided_is_its_own(
    tablet, owner, leader, citizen, signed_in, outsider, foreign_citizen
):
    theirs = refused(signed_in(outsider), foreign_citizen)
    decide(outsider, theirs)
    ours = refused(tablet, citizen)

    night(31)

    assert (contents(owner), contents(outsider)) == ({ours["id"]: True}, {theirs["id"]: False})
    with acting(leader):
        seen = client_of(leader).get(reverse("cases:deletions")).context["page"]
    assert [dict(line.others)["Fra tablets, tømt"] for line in seen.lines] == []
