"""*Forscreening*: what the program proposes, what the professional decides, over as many contacts as it takes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case
from cases.actions.pathway import start_step
from cases.models import Case, Citizen, StepRun
from cases.timeline import timeline
from outreach.actions.guidance import guide
from outreach.actions.prescreening import Settled, prescreen
from outreach.models import Guidance, Prescreening
from outreach.models.prescreening import AREAS, CRITERIA
from outreach.proposal import burden, propose
from tests.cast import acting, client_of
from tests.outreach.prescreening_factories import ALL_YES, ONE_NO
from tests.queries import assert_same_queries, queries_of

UNKNOWN = dict.fromkeys([*CRITERIA, *AREAS], "unknown")


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def address(case: Case) -> str:
    return reverse("outreach:prescreening", args=[case.pk])


def typed(client, case: Case, **values) -> dict:
    """What the form holds when it is opened, and what one then types."""
    page = client.get(address(case)).context
    forms = [page["form"], page["decision"], *([page["referral"]] if page["referral"] else [])]
    held = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return {name: value for name, value in {**held, **values}.items() if value not in (None, False)}


def settled(case: Case, decision: str, by, answers=ALL_YES, on: date | None = None, **values) -> Prescreening:
    return prescreen(case=case, answers=answers, settled=Settled(decision, on=on or day(0), **values), by=by)


def steps(case: Case) -> list[tuple[str, bool, bool]]:
    rows = StepRun.objects.filter(case=case).order_by("started_at", "pk")
    return [(row.step, row.started_at is not None, row.ended_at is not None) for row in rows]


# --- What the program proposes ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("high", "low", "answer"),
    [(3, 2, "yes"), (5, 0, "yes"), (2, 3, "no"), (0, 3, "no"), (2, 2, "unknown"), (0, 0, "unknown"), (3, 0, "yes")],
)
def test_three_highly_burdened_areas_of_five_meet_the_third_criterion(high, low, answer):
    said = ["yes"] * high + ["no"] * low + ["unknown"] * (5 - high - low)

    assert burden(dict(zip(AREAS, said, strict=True))) == answer


@pytest.mark.parametrize(
    ("answers", "outcome", "reasons"),
    [
        (ALL_YES, "in", ["Kriterium 1-5 er opfyldt."]),
        (UNKNOWN, "unclear", ["Kriterium 1, 2, 3, 4, 5 er ikke kendt endnu."]),
        (ONE_NO, "out", ["Kriterium 4 er ikke opfyldt."]),
        (
            {**UNKNOWN, "mixed_use": "no"},
            "out",
            ["Kriterium 2 er ikke opfyldt.", "Kriterium 1, 3, 4, 5 er ikke kendt endnu."],
        ),
        ({**ALL_YES, "several_systems": "unknown"}, "unclear", ["Kriterium 5 er ikke kendt endnu."]),
        ({**ALL_YES, "burdened_where": "unknown"}, "in", ["Kriterium 1-5 er opfyldt."]),
    ],
)
def test_the_proposal_gives_its_reasons_in_words(answers, outcome, reasons):
    found = propose(answers)

    assert (found.outcome, found.reasons[: len(reasons)]) == (outcome, reasons)
    assert found.reasons[len(reasons)].startswith("Høj belastning på ")


def test_where_the_citizen_stays_never_excludes():
    found = propose({**ALL_YES, "burdened_where": "no"})

    assert (found.outcome, found.reasons[-1]) == (
        "in",
        "Kriterium 6 tæller ikke imod: hvor borgeren opholder sig, udelukker aldrig.",
    )


def test_a_psychiatric_residence_is_a_warning_and_no_exclusion():
    found = propose(ALL_YES, psychiatric_residence=True)

    assert (found.outcome, len(found.warnings), propose(ALL_YES).warnings) == ("in", 1, [])


# --- What is decided --------------------------------------------------------------------------------------------------
def test_it_is_saved_half_and_gone_on_with_by_a_colleague(case, owner, colleague):
    with acting(owner) as by:
        row = prescreen(case=case, answers={"mixed_use": "yes"}, by=by)
    client = client_of(colleague)
    page = client.get(address(case)).content.decode()
    client.post(address(case), typed(client, case, economy="yes"))

    assert "af Oda Lind" in page
    with acting(owner):
        columns = ("pk", "mixed_use", "economy", "crime", "decided_on")
        assert list(Prescreening.objects.values_list(*columns)) == [(row.pk, "yes", "yes", "unknown", None)]


def test_a_decision_like_the_proposal_needs_no_reason(case, owner):
    with acting(owner) as by:
        row = settled(case, "in", by)

        assert (row.decision, row.reason, row.decided_on, row.decided_by_id) == ("in", "", day(0), owner.pk)


@pytest.mark.parametrize(("answers", "decision"), [(ALL_YES, "out"), (ONE_NO, "in")])
def test_overruling_the_proposal_takes_a_reason(case, owner, answers, decision):
    with acting(owner) as by:
        with pytest.raises(ValidationError) as refused:
            settled(case, decision, by, answers)
        row = settled(case, decision, by, answers, reason="Vi kender ham fra herberget")

    assert list(refused.value.error_dict) == ["reason"]
    assert (row.decision, row.reason) == (decision, "Vi kender ham fra herberget")


@pytest.mark.parametrize("decision", ["in", "out", "wait"])
def test_where_the_program_does_not_know_nobody_is_asked_why(case, owner, decision):
    with acting(owner) as by:
        assert settled(case, decision, by, UNKNOWN).decision == decision


def test_made_again_the_newest_decided_counts_and_the_older_ones_stay(case, owner):
    with acting(owner) as by:
        settled(case, "out", by, ONE_NO, on=day(-20))
        settled(case, "in", by)
        prescreen(case=case, answers={}, by=by)

        counting = Prescreening.objects.counting_first().filter(case=case)
        assert [row.decision for row in counting] == ["in", "out"]
        assert Prescreening.objects.begun().filter(case=case).count() == 1


def test_a_new_one_begins_with_what_the_last_one_said(case, owner):
    with acting(owner) as by:
        settled(case, "wait", by, ONE_NO)

    form = client_of(owner).get(address(case)).context["form"]

    assert {name: form[name].value() for name in ONE_NO} == ONE_NO


def test_in_the_target_group_ends_the_step_and_begins_motivation_work(case, owner):
    with acting(owner) as by:
        settled(case, "in", by)

        assert steps(case)[1:] == [("contact.prescreening", True, True), ("motivation.alliance", True, False)]


def test_motivation_work_that_was_begun_before_is_not_begun_again(case, owner):
    with acting(owner) as by:
        start_step(case=case, step_key="motivation.recovery", by=by)
        settled(case, "in", by)

        assert "motivation.alliance" not in {step for step, *_dates in steps(case)}


def test_outside_only_the_step_ends_and_waiting_leaves_it_going(case, owner):
    with acting(owner) as by:
        settled(case, "wait", by, on=day(-1))
        waiting = steps(case)[1:]
        settled(case, "out", by, ONE_NO)

        assert (waiting, steps(case)[1:]) == (
            [("contact.prescreening", True, False)],
            [("contact.prescreening", True, True)],
        )


def test_steps_stay_as_they_are_where_one_says_so(case, owner):
    with acting(owner) as by:
        before = steps(case)
        prescreen(case=case, answers=ALL_YES, settled=Settled("in", on=day(0)), with_steps=False, by=by)

        assert steps(case) == before


def test_guidance_is_written_with_the_decision_and_afterwards_each_kind_once_a_day(case, owner):
    with acting(owner) as by:
        settled(case, "out", by, ONE_NO, help=["attend", "keep_appointments"])
        guide(case=case, kinds=["attend", "support_person"], given_on=day(0), note="Ringede til bostøtten", by=by)

        rows = Guidance.objects.filter(case=case).order_by("kind").values_list("kind", "given_on", "note")
        assert list(rows) == [
            ("attend", day(0), ""),
            ("keep_appointments", day(0), ""),
            ("support_person", day(0), "Ringede til bostøtten"),
        ]


def test_in_a_closed_course_nothing_is_screened(case, owner):
    with acting(owner) as by:
        close_case(case=case, reason="moved", by=by)
        with pytest.raises(ValidationError, match="Forløbet er afsluttet"):
            settled(case, "in", by)


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_the_form_asks_in_the_reports_words_and_knows_nothing_yet(case, owner):
    page = client_of(owner).get(address(case))

    text = page.content.decode()
    assert [str(words) in text for words in CRITERIA.values()] == [True] * 5
    assert page.context["proposal"].outcome == "unclear"
    assert {page.context["form"][name].value() for name in UNKNOWN} == {"unknown"}


def test_decided_on_the_page_it_stands_on_the_course_and_in_the_timeline(case, citizen, owner):
    client = client_of(owner)
    posted = typed(client, case, **ALL_YES, decision="in", reason="Kendt fra Banegårdspladsen")
    answer = client.post(address(case), posted)
    again = client.post(address(case), posted)

    assert (answer.status_code, again.status_code) == (302, 302)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "I målgruppen · " in page
    assert "Kendt fra Banegårdspladsen" in page
    with acting(owner) as by:
        assert Prescreening.objects.filter(case=case).count() == 1
        told = timeline(Citizen.objects.labelled(by).get(pk=citizen.pk), by, kind="screening").entries
        assert [entry.title for entry in told] == ["Forscreening: i målgruppen"]


def test_what_was_typed_is_kept_when_something_is_missing(case, owner):
    client = client_of(owner)
    said = {"referral-note": "Ringede fra 5. sal"}
    pages = [
        client.post(address(case), typed(client, case, **ALL_YES, decision="out", **said, **kind)).content.decode()
        for kind in ({}, {"referral-kind": "other"})
    ]

    assert "Vælg, hvem der henviste." in pages[0]
    assert "Du afgør det anderledes end forslaget. Skriv kort hvorfor." in pages[1]
    assert ["Ringede fra 5. sal" in page for page in pages] == [True, True]
    with acting(owner):
        assert Prescreening.objects.filter(case=case).count() == 0


def test_the_proposal_alone_follows_what_is_chosen_and_writes_nothing(case, owner):
    client = client_of(owner)
    part = client.post(address(case), typed(client, case, **ALL_YES), headers={"HX-Request": "true"})

    assert "Forslag: i målgruppen" in part.content.decode()
    assert "<form" not in part.content.decode()
    with acting(owner):
        assert Prescreening.objects.count() == 0


def test_two_who_begin_at_once_do_not_overwrite_each_other(case, owner, colleague):
    first, second = client_of(owner), client_of(colleague)
    late = typed(second, case, crime="yes")
    first.post(address(case), typed(first, case, economy="yes"))
    page = second.post(address(case), late).content.decode()

    assert "En kollega har begyndt forscreeningen imens" in page
    with acting(owner):
        assert list(Prescreening.objects.values_list("economy", "crime")) == [("yes", "unknown")]


def test_two_who_go_on_at_once_are_both_shown(case, owner, colleague):
    with acting(owner) as by:
        prescreen(case=case, answers={}, by=by)
    first, second = client_of(owner), client_of(colleague)
    late = typed(second, case, crime="yes", economy="no")
    first.post(address(case), typed(first, case, crime="no", mixed_use="yes"))
    page = second.post(address(case), late)

    assert [conflict.name for conflict in page.context["form"].conflicts] == ["crime"]
    chosen = {**late, "version": page.context["form"]["version"].value(), "mixed_use": "yes", "crime_choice": "theirs"}
    second.post(address(case), chosen)
    with acting(owner):
        assert list(Prescreening.objects.values_list("crime", "economy", "mixed_use")) == [("no", "no", "yes")]


def test_who_decides_second_is_told_what_the_first_decided(case, owner, colleague):
    with acting(owner) as by:
        row = prescreen(case=case, answers={}, by=by)
    with acting(colleague) as by:
        prescreen(case=case, answers={}, settled=Settled("wait", on=day(0)), entry_id=row.pk, by=by)
    with acting(owner) as by, pytest.raises(ValidationError, match="Kasper Holm har afgjort forscreeningen imens"):
        prescreen(case=case, answers={}, settled=Settled("in", on=day(0)), entry_id=row.pk, by=by)


def test_guidance_is_added_and_taken_back_on_the_course(case, owner):
    client = client_of(owner)
    client.post(reverse("outreach:guidance_new", args=[case.pk]), {"kinds": ["attend"], "given_on": day(-1)})
    with acting(owner):
        row = Guidance.objects.get(case=case)
    shown = "Praktisk støtte til at møde op" in client.get(case.get_absolute_url()).content.decode()
    client.post(reverse("outreach:guidance_remove", args=[case.pk, row.pk]))

    assert shown
    with acting(owner):
        assert Guidance.objects.count() == 0
        assert Guidance.history.filter(id=row.pk).count() == 2


def test_another_organisation_sees_and_writes_nothing(case, owner, outsider):
    client = client_of(outsider)

    assert client.post(address(case), {"decision": "in"}).status_code == 404
    with acting(owner):
        assert Prescreening.objects.count() == 0


def test_the_pages_cost_the_same_however_much_was_written(case, owner):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for back in range(number):
                settled(case, "wait", by, on=day(-back))
                guide(case=case, kinds=["attend"], given_on=day(-back), by=by)

    more(1)
    for url in (case.get_absolute_url(), address(case)):
        assert_same_queries(lambda url=url: client.get(url), lambda: more(3))
    assert len(queries_of(lambda: client.get(address(case)))) <= 11
