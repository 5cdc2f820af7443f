"""Treatment followed: light rows, and an absence that waits until somebody has talked with the citizen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions.absence import report_absence
from cases.actions.case import close_case, reopen_case
from cases.models import Citizen
from cases.timeline import timeline
from cases.waiting import read_waiting
from outreach.actions.enrolment import enrol
from outreach.actions.treatment import correct_treatment, follow_treatment
from outreach.models import TreatmentNote
from tests.cast import acting, client_of, met_on_the_street, token
from tests.queries import assert_same_queries


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def told(case, by, days: int = -3, **values) -> TreatmentNote:
    values = {"kind": "absence", "told_by": "therapist", **values}
    return follow_treatment(case=case, happened_on=day(days), by=by, **values)


def waits(user, kind: str = "treatment_absence", *, mine: bool = True) -> int:
    return len([row for row in read_waiting(user, mine=mine, today=day(0)) if row.kind == kind])


# --- Rows -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "absence"}, "told_by"),
        ({"kind": "action"}, "note"),
        ({"kind": "lapse", "until": -5}, "until"),
        ({"kind": "meeting", "happened_on": 1}, "happened_on"),
    ],
)
def test_what_is_missing_is_said_at_its_field(case, owner, values, field):
    values = {name: day(value) if isinstance(value, int) else value for name, value in values.items()}
    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        follow_treatment(case=case, by=by, **{"happened_on": day(-2), **values})

    assert list(refused.value.error_dict) == [field]


def test_what_belongs_to_another_kind_is_left_out(case, owner):
    with acting(owner) as by:
        row = follow_treatment(
            case=case, kind="meeting", happened_on=day(-2), until=day(-1), told_by="therapist", by=by
        )

    assert (row.until, row.told_by) == (None, "")


def test_a_lapse_has_its_days_on_the_course(case, owner):
    with acting(owner) as by:
        follow_treatment(case=case, kind="lapse", happened_on=day(-9), until=day(-2), by=by)
        follow_treatment(case=case, kind="lapse", happened_on=day(-1), by=by)
    url = f"{case.get_absolute_url()}?trin=bridging.treatment"
    parts = {part.key: part.context for part in client_of(owner).get(url).context["parts"]["main"]}
    lines = [line["when"] for line in parts["treatment"]["lines"]]

    assert (lines[0][:5], lines[1][-8:]) == ("siden", "(8 dage)")


def test_it_is_written_and_corrected_and_taken_back_on_the_pages(case, owner):
    client = client_of(owner)
    new = reverse("outreach:treatment_new", args=[case.pk])
    assert client.get(f"{new}?hvad=absence").context["form"]["kind"].value() == "absence"
    client.post(new, {"kind": "meeting", "happened_on": day(-1)})
    with acting(owner):
        row = TreatmentNote.objects.get(case=case)
    edit = reverse("outreach:treatment_edit", args=[row.pk])
    version = client.get(edit).context["form"]["version"].value()
    client.post(edit, {"kind": "transport", "happened_on": day(-1), "note": "Kørte sammen", "version": version})
    with acting(owner):
        assert list(TreatmentNote.objects.values_list("kind", "note")) == [("transport", "Kørte sammen")]
    client.post(reverse("outreach:treatment_remove", args=[row.pk]))
    with acting(owner):
        assert not TreatmentNote.objects.exists()
        assert row.history.count() == 3


def test_the_timeline_tells_who_told_it(case, citizen, owner):
    with acting(owner) as by:
        told(case, by, note="Tredje gang")
        entry = timeline(Citizen.objects.labelled(by).get(pk=citizen.pk), by, kind="bridging").entries[0]

    assert (entry.title, list(entry.facts), entry.body, entry.who) == (
        "Udeblivelse",
        ["Behandleren"],
        "Tredje gang",
        owner.name,
    )


# --- An absence waits -------------------------------------------------------------------------------------------------
def test_an_absence_the_therapist_told_of_waits_for_the_contact_person_alone(case, owner, colleague, unit_mate):
    with acting(owner) as by:
        # The contact of yesterday was before it.
        told(case, by, days=0)
        counted = [waits(by)]
    for user in (colleague, unit_mate):
        with acting(user) as by:
            counted.append(waits(by))

    assert counted == [1, 0, 0]


def test_the_leader_sees_it_for_the_unit(case, owner, leader, other_leader, outside_leader):
    with acting(owner) as by:
        told(case, by, days=0)
    counted = []
    for user in (leader, other_leader, outside_leader):
        with acting(user) as by:
            counted.append(waits(by, mine=False))

    assert counted == [1, 0, 0]


def test_whoever_stands_in_for_the_contact_person_gets_it_too(case, owner, colleague, centre):
    with acting(owner) as by:
        told(case, by, days=0)
        report_absence(unit=centre, user=by, from_on=day(0), to_on=day(3), stand_in=colleague, by=by)
    with acting(colleague) as by:
        assert waits(by) == 1


def test_a_talk_after_it_settles_it_and_nothing_is_typed(case, citizen, owner):
    with acting(owner) as by:
        told(case, by, days=-3)
        settled_by_yesterday = waits(by)
        told(case, by, days=0)
        before = waits(by)
        met_on_the_street(citizen, "citizen", days_ago=0, result="not_met", minutes=None, note="", by=by)
        not_met = waits(by)
        met_on_the_street(citizen, "citizen", days_ago=0, by=by)

        assert (settled_by_yesterday, before, not_met, waits(by)) == (0, 1, 1, 0)


def test_a_talk_earlier_the_same_day_settles_nothing(case, citizen, owner):
    with acting(owner) as by:
        met_on_the_street(citizen, "citizen", days_ago=0, by=by)
        told(case, by, days=0)

        assert waits(by) == 1


@pytest.mark.parametrize("values", [{"told_by": "citizen"}, {"kind": "meeting", "told_by": ""}])
def test_what_the_therapist_did_not_tell_waits_for_nobody(case, owner, values):
    with acting(owner) as by:
        told(case, by, days=0, **values)

        assert waits(by) == 0


def test_a_closed_course_waits_for_nothing(case, owner):
    with acting(owner) as by:
        told(case, by, days=0)
        enrol(case=case, medical_asked_on=day(-10), by=by)
        close_case(case=case, reason="moved", by=by)

        assert (waits(by, mine=False), waits(by, "medical_clock", mine=False)) == (0, 0)


# --- The doctor's 14 days ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "begun", "number"), [(-3, None, 0), (-6, None, 0), (-7, None, 1), (-20, None, 1), (-20, -2, 0)]
)
def test_medical_treatment_waits_from_the_seventh_day_until_it_begins(case, owner, asked, begun, number):
    with acting(owner) as by:
        enrol(case=case, medical_asked_on=day(asked), substitution_on=begun and day(begun), by=by)

        assert waits(by, "medical_clock") == number


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_the_line_names_the_citizen_only_for_who_may_know(case, owner, leader):
    with acting(owner) as by:
        told(case, by, days=0, note="Ringede kl. 9")
        name = case.citizen.name
    mine = client_of(owner).get(reverse("cases:my_day")).content.decode()

    assert f"{name} kom ikke til behandling" in mine
    assert "Ringede kl. 9" in mine


def test_what_was_before_the_course_was_opened_again_is_shown_apart(case, owner):
    with acting(owner) as by:
        told(case, by, days=-3)
        close_case(case=case, reason="citizens_wish", by=by)
        reopen_case(case=case, contact_person=by, by=by)
    url = f"{case.get_absolute_url()}?trin=bridging.treatment"
    parts = {part.key: part.context for part in client_of(owner).get(url).context["parts"]["main"]}

    assert (len(parts["treatment"]["lines"]), len(parts["treatment"]["before"])) == (0, 1)


def test_two_who_correct_at_once_are_both_shown(case, owner, colleague):
    with acting(owner) as by:
        row = told(case, by)
    url = reverse("outreach:treatment_edit", args=[row.pk])
    clients = client_of(owner), client_of(colleague)
    versions = [client.get(url).context["form"]["version"].value() for client in clients]
    said = {"kind": "absence", "told_by": "therapist", "happened_on": day(-3)}
    clients[0].post(url, {**said, "note": "Syg", "version": versions[0]})
    page = clients[1].post(url, {**said, "note": "Væk", "version": versions[1]})

    assert [conflict.name for conflict in page.context["form"].conflicts] == ["note"]


def test_who_does_not_see_the_citizen_does_not_see_it(case, owner, stranger, outsider):
    with acting(owner) as by:
        row = told(case, by, note=token("citizen", "absence"))
        correct_treatment(
            row=row, kind="absence", happened_on=day(-3), until=None, told_by="partner", note=row.note, by=by
        )
    url = reverse("outreach:treatment_edit", args=[row.pk])

    assert [client_of(user).get(url).status_code for user in (stranger, outsider)] == [404, 404]


def test_any_number_costs_the_pages_the_same(case, citizen, owner):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _time in range(number):
                told(case, by, days=0)

    more(1)
    course = f"{case.get_absolute_url()}?trin=bridging.treatment"
    for url in (course, citizen.get_absolute_url(), reverse("cases:my_day")):
        assert_same_queries(lambda url=url: client.get(url), lambda: more(2), lambda: more(30))
