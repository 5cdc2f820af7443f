"""Admitted or imprisoned: in, changed, out; the day of discharge is somebody's task; who sees where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import close_access
from audit.models import AccessLog
from cases.actions.admission import admit, discharge, edit_admission
from cases.actions.task import finish_task
from cases.admissions import admitted_of_unit
from cases.models import Admission, Citizen, Task
from cases.timeline import timeline
from tests.cast import acting, client_of, token
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries

TODAY = timezone.localdate


def day(days: int) -> date:
    return TODAY() + timedelta(days=days)


def admitted(citizen: Citizen, by, **fields) -> Admission:
    with acting(by) as acts:
        values = {"kind": "hospital", "since": day(-3), "ward": "Afdeling M", "expected_on": day(4), **fields}
        return admit(citizen=citizen, by=acts, **values)


def changed(admission: Admission, by, **fields) -> Admission:
    with acting(by) as acts:
        row = Admission.objects.get(pk=admission.pk)
        names = ("kind", "ward", "since", "expected_on", "plan", "ended_on")
        values = {name: getattr(row, name) for name in names}
        return edit_admission(admission=row, by=acts, **{**values, **fields})


def tasks(citizen: Citizen, by) -> list[tuple[str, date, str, str]]:
    with acting(by):
        rows = Task.objects.filter(citizen=citizen, title__startswith="Ventes").select_related("owner").order_by("pk")
        return [(row.title, row.due_on, row.outcome, row.owner.name) for row in rows]


# --- The task ---------------------------------------------------------------------------------------------------------
def test_the_expected_discharge_is_a_task_of_the_contact_person(unit_citizen, leader):
    admitted(unit_citizen, leader)

    assert tasks(unit_citizen, leader) == [("Ventes udskrevet", day(4), "", "Ulla Friis")]


def test_without_a_contact_person_it_is_the_writers(alias_citizen, leader):
    admitted(alias_citizen, leader, kind="prison")

    assert tasks(alias_citizen, leader) == [("Ventes løsladt", day(4), "", "Lone Vinther")]


def test_a_contact_person_who_has_left_gets_no_task(unit_citizen, unit_mate, leader, municipality, founder):
    close_access(person=unit_mate, organisation=municipality, by=founder)

    admitted(unit_citizen, leader)

    assert tasks(unit_citizen, leader) == [("Ventes udskrevet", day(4), "", "Lone Vinther")]


def test_an_unknown_day_makes_no_task(unit_citizen, leader):
    admitted(unit_citizen, leader, expected_on=None)

    assert tasks(unit_citizen, leader) == []


def test_the_task_moves_with_the_day_is_called_off_without_one_and_comes_anew(unit_citizen, unit_mate):
    row = admitted(unit_citizen, unit_mate)
    changed(row, unit_mate, expected_on=day(9))
    moved = tasks(unit_citizen, unit_mate)
    changed(row, unit_mate, expected_on=None)
    called_off = tasks(unit_citizen, unit_mate)
    changed(row, unit_mate, expected_on=day(2))

    assert moved == [("Ventes udskrevet", day(9), "", "Ulla Friis")]
    assert called_off == [("Ventes udskrevet", day(9), "cancelled", "Ulla Friis")]
    assert tasks(unit_citizen, unit_mate) == [*called_off, ("Ventes udskrevet", day(2), "", "Ulla Friis")]


def test_discharge_finishes_the_task_and_twice_changes_nothing(unit_citizen, unit_mate):
    row = admitted(unit_citizen, unit_mate)
    with acting(unit_mate) as by:
        first = discharge(admission=row, on=day(-1), by=by)
        again = discharge(admission=row, on=day(0), by=by)

    assert [first.ended_on, again.ended_on] == [day(-1), day(-1)]
    assert tasks(unit_citizen, unit_mate) == [("Ventes udskrevet", day(4), "done", "Ulla Friis")]


def test_a_discharge_that_was_a_mistake_is_taken_back_with_its_task(unit_citizen, unit_mate):
    row = admitted(unit_citizen, unit_mate)
    with acting(unit_mate) as by:
        discharge(admission=row, on=day(0), by=by)

    changed(row, unit_mate, ended_on=None)

    assert tasks(unit_citizen, unit_mate) == [("Ventes udskrevet", day(4), "", "Ulla Friis")]


def test_a_task_done_by_hand_stays_done_while_the_day_is_the_same(unit_citizen, unit_mate):
    row = admitted(unit_citizen, unit_mate)
    with acting(unit_mate) as by:
        finish_task(task=Task.objects.get(pk=row.task_id), outcome="done", by=by)

    changed(row, unit_mate, plan="Mette henter")

    assert tasks(unit_citizen, unit_mate) == [("Ventes udskrevet", day(4), "done", "Ulla Friis")]


# --- What is refused --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"since": 1}, "since"),
        ({"since": -3, "expected_on": -4}, "expected_on"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(unit_citizen, unit_mate, fields, at):
    days = {name: day(number) for name, number in fields.items()}
    with pytest.raises(ValidationError) as refused:
        admitted(unit_citizen, unit_mate, **days)

    assert list(refused.value.error_dict) == [at]


def test_nobody_is_admitted_twice_at_once(unit_citizen, unit_mate):
    admitted(unit_citizen, unit_mate)

    with pytest.raises(ValidationError, match="allerede skrevet som indlagt"):
        admitted(unit_citizen, unit_mate, kind="prison")


def test_an_old_admission_does_not_go_on_beside_the_present_one(unit_citizen, unit_mate):
    old = admitted(unit_citizen, unit_mate, since=day(-30))
    with acting(unit_mate) as by:
        discharge(admission=old, on=day(-20), by=by)
    admitted(unit_citizen, unit_mate)

    with pytest.raises(ValidationError, match="indlagt igen siden"):
        changed(old, unit_mate, ended_on=None)


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_written_down_mended_and_ended_on_the_pages(unit_citizen, unit_mate):
    client = client_of(unit_mate)
    answers = {"kind": "psychiatry", "ward": "P3", "since": day(-2), "expected_on": day(5), "plan": "Ulla henter"}
    client.post(reverse("cases:admission_new", args=[unit_citizen.pk]), answers)
    page = client.get(unit_citizen.get_absolute_url()).content.decode()
    with acting(unit_mate):
        row = Admission.objects.get(citizen=unit_citizen)

    assert "Indlagt siden" in page
    assert "Psykiatrisk afdeling, P3" in page
    assert "Ulla henter" in page

    edit = reverse("cases:admission_edit", args=[row.pk])
    version = client.get(edit).context["form"]["version"].value()
    client.post(edit, {**answers, "ward": "P4", "version": version})
    client.post(reverse("cases:admission_end", args=[row.pk]), {"on": day(0)})
    with acting(unit_mate) as by:
        row.refresh_from_db()
        citizen = Citizen.objects.labelled(by).get(pk=unit_citizen.pk)
        told = [(entry.title, entry.body) for entry in timeline(citizen, by, kind="admission").entries]

    assert (row.ward, row.ended_on) == ("P4", day(0))
    assert told == [("Udskrevet fra psykiatrien", ""), ("Indlagt", "Psykiatrisk afdeling, P4")]


def test_what_was_typed_stays_when_a_day_is_wrong(unit_citizen, unit_mate):
    answers = {"kind": "hospital", "ward": "Afdeling Æ", "since": day(1), "plan": "Henvendelse til vagtlægen"}
    page = client_of(unit_mate).post(reverse("cases:admission_new", args=[unit_citizen.pk]), answers).content.decode()

    assert "Dagen ligger i fremtiden." in page
    assert "Afdeling Æ" in page
    assert "Henvendelse til vagtlægen" in page


def test_two_who_write_at_once_lose_nothing(unit_citizen, unit_mate, leader):
    row = admitted(unit_citizen, unit_mate)
    client = client_of(unit_mate)
    edit = reverse("cases:admission_edit", args=[row.pk])
    version = client.get(edit).context["form"]["version"].value()
    with acting(leader) as by:
        discharge(admission=row, on=day(0), by=by)

    client.post(
        edit, {"kind": "hospital", "ward": "Afdeling N", "since": day(-3), "expected_on": day(4), "version": version}
    )

    with acting(unit_mate):
        row.refresh_from_db()
    assert (row.ward, row.ended_on) == ("Afdeling N", day(0))


def test_a_visit_is_suggested_where_the_citizen_is(unit_citizen, unit_mate):
    address = f"{reverse('cases:contact_new')}?borger={unit_citizen.pk}"
    client = client_of(unit_mate)
    before = client.get(address).context["form"]["way"].value()
    admitted(unit_citizen, unit_mate, kind="psychiatry")

    assert (before, client.get(address).context["form"]["way"].value()) == ("street", "psychiatry")


def test_lists_say_calmly_who_is_admitted(unit_citizen, unit_mate):
    admitted(unit_citizen, unit_mate, kind="prison")
    client = client_of(unit_mate)

    assert "Fængslet siden" in client.get(reverse("cases:my_day")).content.decode()
    assert "Fængslet siden" in client.get(reverse("cases:citizens")).content.decode()


# --- The unit's list --------------------------------------------------------------------------------------------------
def test_the_unit_sees_who_comes_out_first_and_unknown_days_last(
    citizen, unit_citizen, protected_citizen, owner, leader
):
    admitted(citizen, owner, expected_on=None)
    admitted(unit_citizen, owner, expected_on=day(6))
    admitted(protected_citizen, owner, expected_on=day(1), kind="psychiatry")
    with acting(leader) as by:
        rows = [(one.label, one.where, one.contact_person) for one in admitted_of_unit(by, TODAY())]

    assert rows == [
        ("Karla Quistorff", "Psykiatrisk afdeling, Afdeling M", "Oda Lind"),
        ("Karla Wexelbrink", "Sygehus, Afdeling M", "Ulla Friis"),
        ("Karla Zornfeldt", "Sygehus, Afdeling M", "Oda Lind"),
    ]


def test_where_a_protected_citizen_is_stays_with_those_on_the_course(protected_citizen, owner, colleague):
    row = admitted(protected_citizen, owner, ward=token("protected_citizen", "ward"), plan="Hentes ved bagdøren")
    client = client_of(colleague, purpose_for=[protected_citizen])
    pages = [
        client.get(address).content.decode()
        for address in (protected_citizen.get_absolute_url(), reverse("cases:admissions"))
    ]

    assert ["Indlagt siden" in page for page in pages] == [True, True]
    assert [token("protected_citizen", "ward") in page or "bagdøren" in page for page in pages] == [False, False]
    assert client.get(reverse("cases:admission_edit", args=[row.pk])).status_code == 403


def test_the_list_is_logged_and_is_the_units_own(unit_citizen, unit_mate, leader, other_leader):
    admitted(unit_citizen, unit_mate)
    client_of(leader).get(reverse("cases:admissions"))

    with acting(leader):
        shown = AccessLog.objects.filter(view_name="cases:admissions").values_list("citizen_id", flat=True)
        assert list(shown) == [unit_citizen.pk]
    assert "Wexelbrink" not in client_of(other_leader).get(reverse("cases:admissions")).content.decode()


def test_nobody_admitted_says_what_to_do(leader):
    assert "Find en borger" in client_of(leader).get(reverse("cases:admissions")).content.decode()


def test_a_long_list_costs_what_a_short_one_does(unit_citizen, unit_mate, leader, centre):
    admitted(unit_citizen, unit_mate)
    client = client_of(leader)

    def more(number: int) -> None:
        with acting(unit_mate) as by:
            people = CitizenFactory.create_batch(number, unit=centre, by=by)
        for person in people:
            admitted(person, unit_mate)

    assert_same_queries(lambda: client.get(reverse("cases:admissions")), lambda: more(2), lambda: more(20))


def test_the_citizens_page_costs_no_more_with_an_admission(unit_citizen, unit_mate):
    client = client_of(unit_mate)
    assert_same_queries(lambda: client.get(unit_citizen.get_absolute_url()), lambda: admitted(unit_citizen, unit_mate))
