"""What people see of it: a warning before, a neutral label after, and *Sletninger* for those who watch over it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from audit.models import AccessLog, JobReport
from cases.actions.citizen import add_citizen
from cases.actions.forgetting import report_forgotten
from cases.duplicates import known_to
from cases.forgetting import JOB, forget_in
from cases.likeness import likely
from cases.search import find_citizens
from cases.unrecognised import unrecognised_page
from cases.who import usual
from tests.cast import acting, client_of, met_on_the_street, token
from tests.queries import assert_same_queries

DAYS = 180
LABEL = "Ukendt borger, beskrivelsen slettet"


def at_noon(days: int) -> datetime:
    return timezone.localtime().replace(hour=12) + timedelta(days=days)


def run(organisation, *, on: date | None = None) -> None:
    list(forget_in(organisation, on=on or timezone.localdate() + timedelta(days=DAYS)))


@pytest.fixture
def forgotten(alias_citizen, owner, municipality) -> Any:
    with acting(owner) as by:
        met_on_the_street(alias_citizen, "alias_citizen", by=by)
    run(municipality)
    return alias_citizen


# --- The citizen's page -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("left", "words"),
    [(15, ""), (14, "Slettes om 14 dage"), (1, "Slettes om 1 dag"), (0, "Beskrivelsen slettes i nat")],
)
def test_the_page_warns_in_the_last_days(alias_citizen, owner, left, words):
    with time_machine.travel(at_noon(DAYS - left), tick=False):
        page = client_of(owner, purpose_for=[alias_citizen]).get(alias_citizen.get_absolute_url())
        there = [text for text, _tone, _icon in page.context["status"] if "slettes" in text.casefold()]
    assert there == ([words] if words else [])


def test_whoever_agreed_is_not_warned_about(citizen, owner):
    with time_machine.travel(at_noon(5 * DAYS), tick=False):
        page = client_of(owner, purpose_for=[citizen]).get(citizen.get_absolute_url())
    assert "slettes" not in page.content.decode().casefold()


def test_afterwards_the_page_has_a_neutral_label_the_notes_and_nothing_to_begin(forgotten, owner):
    page = client_of(owner, purpose_for=[forgotten]).get(forgotten.get_absolute_url())
    text = page.content.decode()
    assert (LABEL in text, "Beskrivelsen slettet" in text, token("alias_citizen", "note") in text) == (True, True, True)
    assert [page.context[name] for name in ("may_edit", "may_join", "may_log")] == [False, False, False]
    assert [what for what in ("alias", "description", "wishes") if token("alias_citizen", what) in text] == []


@pytest.mark.parametrize("page", ["ret/", "navn/", "saml/"])
def test_what_needs_somebody_one_would_know_again_is_refused_with_the_reason(forgotten, owner, page):
    answer = client_of(owner, purpose_for=[forgotten]).get(f"{forgotten.get_absolute_url()}{page}")
    assert (answer.status_code, "så opret en ny borger" in answer.content.decode()) == (403, True)


def test_who_changed_what_says_that_nobody_did_it_by_hand(forgotten, owner):
    page = client_of(owner, purpose_for=[forgotten]).get(f"{forgotten.get_absolute_url()}historik/")
    text = page.content.decode()
    told = ("Brobyg, automatisk", "Slettet efter fristen: ikke mødt i 180 dage", "Beskrivelsen slettet")
    assert [words for words in told if words not in text] == []


def test_nobody_finds_or_is_offered_the_citizen_any_more(forgotten, owner, centre):
    with acting(owner) as by:
        twin = add_citizen(unit=centre, identity="alias", alias=token("alias_citizen", "alias"), by=by)
        hits = [hit.id for hit in find_citizens(by, token("alias_citizen", "alias"))]
        offered = [person.id for person in usual(by, [forgotten.pk, twin.pk]).people]
        compared = known_to(by)
    assert (hits, offered) == ([twin.pk], [twin.pk])
    assert (forgotten.pk in {one.id for one in compared}, likely(compared)) == (False, [])


def test_a_contact_with_them_is_not_taken(forgotten, owner):
    sent = {"citizens": [str(forgotten.pk)], "result": "talked", "way": "street"}
    answer = client_of(owner).post("/kontakter/ny/", sent)
    assert (answer.status_code, "citizens" in answer.context["form"].errors) == (200, True)


def test_a_stranger_leaves_the_list_of_those_to_recognise(unknown_contact, owner, municipality):
    with time_machine.travel(at_noon(DAYS + 2), tick=False):
        with acting(owner) as by:
            before = [row.id for row in unrecognised_page(by)[0]]
        run(municipality, on=timezone.localdate())
        with acting(owner) as by:
            after = [row.id for row in unrecognised_page(by)[0]]
    assert (before, after) == ([unknown_contact.pk], [])


# --- Sletninger -------------------------------------------------------------------------------------------------------
@pytest.fixture
def other_unit_s(other_unit, stranger) -> JobReport:
    with acting(stranger) as by:
        counts = {"looked_at": 3, "citizens": 1, "contacts": 0, "soon": 2, "failed": 0}
        return report_forgotten(unit=other_unit, job=JOB, counts=counts, rows={"cases.Citizen": [other_unit.pk]}, by=by)


def lines(user) -> list[tuple[str, int, int]]:
    page = client_of(user).get("/sletninger/")
    return [
        (line.unit, line.citizens, dict(line.others)["Kontakter med ukendte"]) for line in page.context["page"].lines
    ]


def test_leaders_see_their_unit_s_the_officer_and_the_administrator_the_organisation_s(
    forgotten, other_unit_s, other_unit, centre, leader, other_leader, dpo, administrator, outside_dpo
):
    mine, theirs = (centre.name, 1, 0), (other_unit.name, 1, 0)
    assert [lines(user) for user in (leader, other_leader)] == [[mine], [theirs]]
    assert [sorted(lines(user)) for user in (dpo, administrator)] == [sorted([mine, theirs])] * 2
    assert lines(outside_dpo) == []


def test_it_names_nobody_and_the_look_is_logged(forgotten, dpo):
    text = client_of(dpo).get("/sletninger/").content.decode()
    assert (forgotten.pk.hex[-8:].upper() in text, "-xq" in text) == (True, False)
    with acting(dpo):
        look = AccessLog.objects.filter(user_id=dpo.pk).latest("pk")
    assert (look.action, look.object_type, look.citizen_id) == ("view", "audit.jobreport", None)


def test_the_last_run_is_told_also_when_it_deleted_nothing(alias_citizen, leader, municipality):
    run(municipality, on=timezone.localdate() + timedelta(days=DAYS - 3))
    page = client_of(leader).get("/sletninger/")
    last = page.context["page"].last
    assert (last.looked_at, last.deleted, last.soon, last.failed) == (1, 0, 1, 0)
    assert "Intet er slettet endnu" in page.content.decode()


def test_before_the_first_run_the_page_says_what_will_happen(leader):
    page = client_of(leader).get("/sletninger/")
    assert (page.context["page"].last, "Det sker af sig selv om natten" in page.content.decode()) == (None, True)


def reported(leader, count: int) -> Iterator[JobReport]:
    counts = {"looked_at": 1, "citizens": 1, "contacts": 0, "soon": 0, "failed": 0}
    with acting(leader) as by:
        for _number in range(count):
            unit = by.membership.unit
            yield report_forgotten(unit=unit, job=JOB, counts=counts, rows={"cases.Citizen": [by.pk]}, by=by)


def test_pages_follow_one_another_and_cost_the_same(leader):
    list(reported(leader, 1))
    client = client_of(leader)
    assert_same_queries(lambda: client.get("/sletninger/"), lambda: list(reported(leader, 59)))
    sizes, url = [], "/sletninger/"
    while url:
        page = client.get(url).context
        sizes.append(len(page["page"].lines))
        url = page["older_url"]
    assert sizes == [25, 25, 10]


@pytest.mark.parametrize("key", ["x", "2026-01-01T10:00:00+00:00_x", "_", "2026-01-01_99999999999999999999"])
def test_a_key_that_is_none_gives_the_first_page(leader, key):
    list(reported(leader, 1))
    assert len(client_of(leader).get("/sletninger/", {"foer": key}).context["page"].lines) == 1
