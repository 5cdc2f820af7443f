"""The end of a course: a proposed reason, what still goes on, the follow-up the law asks for, and opening again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions.admission import admit
from cases.actions.case import close_case, reopen_case
from cases.actions.warm_handover import note_arrived, note_confirmed, note_stable
from cases.closing_parts import open_ends, proposed_reason
from cases.dates import months_after
from cases.models import Admission, Case, CasePeriod, Citizen, Task
from outreach.actions.affiliation import ask_after, ask_before, bridge
from outreach.actions.ending import follow_up
from outreach.actions.enrolment import enrol
from outreach.actions.prescreening import Settled, prescreen
from outreach.actions.treatment import follow_treatment
from outreach.endings import END_STATUS, EndStatus, is_followed_up
from outreach.models import Affiliation, FollowUpRefusal
from tests.cases.consent_factories import handed
from tests.cast import acting, client_of
from tests.queries import BUDGET, queries_of

Reason = CasePeriod.CloseReason


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def close_url(case) -> str:
    return reverse("cases:case_close", args=[case.pk])


def answers(**values) -> dict:
    return {"reason": "stable_contact", "note": "", "on": day(0), "after-follow_up": "yes", **values}


def proposed(case, by) -> str:
    case.citizen = Citizen.objects.get(pk=case.citizen_id)
    found = proposed_reason(case)
    return found.reason if found else ""


def follow_ups(case) -> list[tuple[date, object]]:
    rows = Task.objects.filter(citizen=case.citizen_id, title__startswith="Opfølgning").order_by("due_on")
    return list(rows.values_list("due_on", "owner_id"))


# --- One list that fits the national reporting ------------------------------------------------------------------------
def test_every_reason_is_an_end_status_of_the_national_reporting():
    assert {reason.value for reason in Reason} == {str(reason) for reason in END_STATUS}


def test_every_end_status_but_expelled_can_be_told():
    assert set(EndStatus) - set(END_STATUS.values()) == {EndStatus.EXPELLED}


def test_who_is_followed_up_is_said_by_the_end_status():
    assert {reason.value for reason in Reason if is_followed_up(reason)} == {
        "stable_contact", "completed", "other_offer", "psychiatry",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day_", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 6, 1), 6, date(2026, 12, 1)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_there_is(day_, months, then):
    assert months_after(day_, months) == then


# --- The facts propose ------------------------------------------------------------------------------------------------
def test_without_facts_no_reason_is_proposed(case, owner):
    with acting(owner) as by:
        assert proposed(case, by) == ""


def test_enrolled_with_a_therapist_is_stable_contact(case, owner):
    with acting(owner) as by:
        row = enrol(case=case, enrolled_on=day(-5), by=by)
        without = proposed(case, by)
        row.therapist = "Bo Holm"
        row.save()

        assert (without, proposed(case, by)) == ("", "stable_contact")


def test_stable_contact_to_any_service_is_too(case, owner):
    with acting(owner) as by:
        bridge(case=case, service="gp", stable_on=day(-1), by=by)

        assert proposed(case, by) == "stable_contact"


def fresh(case: Case) -> Case:
    """Read anew, without the facts it remembers."""
    return Case.objects.select_related("citizen").get(pk=case.pk)


def test_a_handover_whose_contact_holds_is_too_and_an_open_one_is_listed(case, citizen, owner):
    with acting(owner) as by:
        row = handed(citizen, by, begun_on=day(0))
        before = (proposed(case, by), [one.url for one in open_ends(fresh(case))])
        note_confirmed(handover=row, on=day(0), how="receiver", by=by)
        note_arrived(handover=row, on=day(0), how="seen", by=by)
        note_stable(handover=row, on=day(0), what="Kommer selv", by=by)

        assert (before[0], row.get_absolute_url() in before[1]) == ("", True)
        assert proposed(fresh(case), by) == "stable_contact"
        assert row.get_absolute_url() not in [one.url for one in open_ends(fresh(case))]


def test_a_treatment_that_is_completed_speaks_first(case, owner):
    with acting(owner) as by:
        enrol(case=case, enrolled_on=day(-5), therapist="Bo Holm", by=by)
        period = CasePeriod.objects.get(case=case)
        ask_after(period=period, answers={"drug_treatment": "completed"}, on=day(0), by=by)

        assert proposed(case, by) == "completed"


@pytest.mark.parametrize(("kind", "reason"), [("psychiatry", "psychiatry"), ("prison", "prison"), ("hospital", "")])
def test_where_the_citizen_is_now_speaks_too(case, citizen, owner, kind, reason):
    with acting(owner) as by:
        admit(citizen=citizen, kind=Admission.Kind(kind), since=day(-1), by=by)

        assert proposed(case, by) == reason


def test_outside_the_target_group_is_guidance(case, owner):
    with acting(owner) as by:
        settled = Settled("out", on=day(0), reason="Stabil")
        prescreen(case=case, answers={}, settled=settled, by=by)

        assert proposed(case, by) == "guidance_given"


def test_what_was_true_of_an_earlier_period_proposes_nothing(case, owner):
    with acting(owner) as by:
        enrol(case=case, enrolled_on=day(-5), therapist="Bo Holm", by=by)
        close_case(case=case, reason="stable_contact", by=by)
        reopen_case(case=case, by=by)

        assert proposed(case, by) == ""


# --- Nothing is closed silently ---------------------------------------------------------------------------------------
def test_what_still_goes_on_is_listed_with_a_way_to_it_and_stays_open(case, citizen, owner):
    client = client_of(owner)
    page = client.get(close_url(case))
    listed = [(one.title, one.url.split("/")[1]) for one in page.context["open_ends"]]
    client.post(close_url(case), answers(reason="moved"))

    assert listed[0][0] == "Anmodning om behandling"
    assert len(listed) > 1
    with acting(owner):
        case.citizen.__dict__.pop("_facts", None)
        assert [one.title for one in open_ends(case)] == [title for title, _room in listed]


def test_a_way_into_treatment_that_is_not_at_its_end_is_listed_too(case, owner):
    with acting(owner) as by:
        before = len(open_ends(Case.objects.select_related("citizen").get(pk=case.pk)))
        row = enrol(case=case, motivation_on=day(-3), medical_asked_on=day(-2), by=by)
        lapse = follow_treatment(case=case, kind="lapse", happened_on=day(-1), by=by)
        listed = open_ends(Case.objects.select_related("citizen").get(pk=case.pk))[before:]

    way, note = (
        reverse(f"outreach:{name}", args=[one.pk]) for name, one in (("enrolment", row), ("treatment_edit", lapse))
    )
    assert [(one.title, one.url) for one in listed] == [
        ("Ikke indskrevet endnu", way),
        ("Lægelig behandling er ikke begyndt", way),
        ("Midlertidig afbrydelse", note),
    ]


def test_the_proposed_reason_is_chosen_and_said_why(case, owner):
    with acting(owner) as by:
        enrol(case=case, enrolled_on=day(-5), therapist="Bo Holm", by=by)
    page = client_of(owner).get(close_url(case))

    assert page.context["form"]["reason"].value() == "stable_contact"
    assert "Bo Holm har hovedansvaret" in page.content.decode()


def test_how_it_is_after_is_asked_in_the_same_screen_and_may_stand_empty(case, owner):
    client = client_of(owner)
    client.post(close_url(case), answers(**{"after-gp": "follows", "after-drug_treatment": ""}))

    with acting(owner):
        assert list(Affiliation.objects.values_list("service", "after")) == [("gp", "follows")]
        assert CasePeriod.objects.get(case=case).close_reason == "stable_contact"


def test_a_refused_closing_keeps_what_was_typed_and_writes_nothing(case, owner):
    answer = client_of(owner).post(
        close_url(case), answers(on=day(-60), **{"after-gp": "follows", "after-follow_up": "yes"})
    )

    assert answer.context["forms"][1]["gp"].value() == "follows"
    with acting(owner):
        assert (Affiliation.objects.count(), CasePeriod.objects.get(case=case).closed_at) == (0, None)


def test_the_page_is_within_the_budget(case, owner):
    client = client_of(owner)
    client.get(close_url(case))

    assert len(queries_of(lambda: client.get(close_url(case)))) <= BUDGET


# --- Follow-up --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("reason", "number"), [("completed", 2), ("other_offer", 2), ("moved", 0), ("dead", 0)])
def test_two_tasks_are_made_where_the_law_asks_for_them(case, owner, reason, number):
    client_of(owner).post(close_url(case), answers(reason=reason))

    with acting(owner):
        due = [months_after(day(0), months) for months in (1, 6)][:number]
        assert follow_ups(case) == [(one, owner.pk) for one in due]


def test_a_citizen_who_would_rather_not_is_not_asked(case, owner):
    client = client_of(owner)
    no = {"after-follow_up": "no"}
    refused = client.post(close_url(case), answers(reason="completed", **no))
    client.post(close_url(case), answers(reason="completed", **no, **{"after-refused": "Vil have ro"}))
    page = client.get(case.get_absolute_url()).content.decode()

    assert "Skriv kort, hvad borgeren sagde." in refused.content.decode()
    assert "Fravalgt af borgeren: Vil have ro" in page
    with acting(owner):
        assert follow_ups(case) == []
        assert FollowUpRefusal.objects.get(case=case).reason == "Vil have ro"


def test_the_contact_person_asks_or_whoever_closes_where_nobody_carried_it_or_they_have_left(case, owner, colleague):
    with acting(owner) as by:
        period = close_case(case=case, reason="completed", by=by)
    with acting(colleague) as by:
        asked = [task.owner_id for task in follow_up(period=period, by=by)]

    assert asked == [owner.pk, owner.pk]


def test_a_refusal_without_words_is_refused(case, owner):
    with acting(owner) as by:
        period = close_case(case=case, reason="completed", by=by)
        with pytest.raises(ValidationError) as refused:
            follow_up(period=period, refused=" ", by=by)

    assert list(refused.value.error_dict) == ["refused"]


# --- Opened again half a year later -----------------------------------------------------------------------------------
def test_opened_again_half_a_year_later_everything_is_there(case, owner):
    then = timezone.now() - timedelta(days=180)
    with acting(owner) as by:
        period = CasePeriod.objects.get(case=case)
        period.opened_at = then - timedelta(days=60)
        period.save()
        ask_before(case=case, answers={"gp": "never"}, on=day(-230), by=by)
        enrol(case=case, motivation_on=day(-220), enrolled_on=day(-218), offer_words="Huset", therapist="Bo", by=by)
        follow_treatment(case=case, kind="meeting", happened_on=day(-210), note="Første møde", by=by)
        ask_after(period=period, answers={"gp": "follows"}, on=day(-180), by=by)
        close_case(case=case, reason="contact_lost", at=then, by=by)
        reopen_case(case=case, contact_person=by, by=by)
    client = client_of(owner)
    shown = {}
    for step in ("enrolment", "treatment", "other_offers"):
        page = client.get(f"{case.get_absolute_url()}?trin=bridging.{step}")
        shown |= {part.key: part.context for part in page.context["parts"]["main"]}

    assert (shown["enrolment"]["ways"], len(shown["enrolment"]["earlier"])) == ([], 1)
    assert [line["note"] for line in shown["treatment"]["before"]] == ["Første møde"]
    assert [(row["before"], row["after"]) for row in shown["services"]["earlier"][0]["rows"]] == [
        ("Ingen og ikke tidligere", "Følger")
    ]
    assert "Første møde" in page.content.decode()
