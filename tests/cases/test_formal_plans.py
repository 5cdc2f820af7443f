"""Treatment plan, action plan and coordinating plan: three views of the same goals and offers, and what waits."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions.chosen_block import choose_block, end_choice
from cases.actions.formal_plan import agree_effort, change_effort, end_formal_plan, keep_formal_plan
from cases.actions.identity import merge_citizens, undo_move
from cases.actions.splitting import split_off
from cases.actions.task import end_request, register_request
from cases.citizens_paper import TEMPLATE
from cases.dates import short_day
from cases.following import Ask
from cases.formal_plans import Kind, formal_paper, in_words_141, read_formal
from cases.models import Effort, FormalPlan
from cases.plan_reading import read_plan
from cases.typesetting import typeset
from cases.waiting import read_waiting
from tests.cases.moved import fresh
from tests.cases.plan_factories import block, day, planned, planned_by_law
from tests.cases.test_own_plan_pages import NEVER
from tests.cast import acting, client_of
from tests.queries import assert_same_queries, queries_of


def url(name: str, *args) -> str:
    return reverse(f"cases:{name}", args=args)


def waits(user, kind: str) -> list:
    return [row.day for row in read_waiting(user, mine=True, today=timezone.localdate()) if row.kind == kind]


def told(paper: dict) -> str:
    """All words that the citizen reads."""
    words = [paper["title"], paper["ask"]]
    for part in paper["parts"]:
        words += [part["title"], *part["paragraphs"], *(text for point in part["points"] for text in point)]
    return "\n".join(words)


def kept(citizen) -> dict[str, tuple]:
    """What is kept of each plan, in words, so that two can be held against each other."""
    return {
        kind: (one.row and one.row.made_on, [(effort.what, effort.responsible) for effort in one.efforts])
        for kind, one in read_formal(citizen).items()
    }


def test_each_plan_says_the_goals_and_offers_of_the_own_plan_and_what_the_law_asks(citizen, owner):
    with acting(owner) as by:
        made = planned(citizen, by)
        planned_by_law(citizen, made.chosen, by)
        formals, plan = read_formal(citizen), read_plan(citizen)
        papers = {kind: formal_paper(one, plan, ask=Ask("Mette")).as_data() for kind, one in formals.items()}
    said = {kind: told(paper) for kind, paper in papers.items()}
    for kind, words in {
        Kind.TREATMENT: ("Behandlingsplan", "goal", "beside", "Hjælpen: block", "Så længe regner vi med", "duration"),
        Kind.ACTION_141: ("Formål", "goal", "Det skal der til", "block", "long", "Særlige forhold", "circumstances"),
        Kind.COORDINATED: ("goal", "block", "Ansvarlig: answers", "For: goal", "other", "actor", "Ansvarlig: doctor",
                           "Næste møde"),
    }.items():  # fmt: skip
        assert [word for word in words if word not in said[kind]] == []
        assert NEVER.findall(said[kind]) == []
        assert str(citizen) not in said[kind]
        assert typeset(TEMPLATE, papers[kind]).count(b"/Type/Page/") <= 1


def test_what_nobody_has_decided_is_no_promise_and_what_is_over_no_help(citizen, owner):
    with acting(owner) as by:
        made = planned(citizen, by)
        choose_block(citizen=citizen, block=block(by, "Dagbehandling", kind="maybe"), goals=[made.goal], by=by)
        end_choice(chosen=made.chosen, on=day(-1), by=by)
        plan = read_plan(citizen)
        paper = formal_paper(read_formal(citizen)[Kind.TREATMENT], plan, ask=Ask("Mette")).as_data()
    assert "Hjælpen: Dagbehandling (venter på svar)" in told(paper).splitlines()
    assert "block" not in told(paper)


def test_a_meeting_that_has_passed_is_no_day_to_come_on(citizen, owner):
    with acting(owner) as by:
        keep_formal_plan(citizen=citizen, kind=Kind.COORDINATED, made_on=day(-60), next_meeting_on=day(-3), by=by)
        said = told(
            formal_paper(read_formal(citizen)[Kind.COORDINATED], read_plan(citizen), ask=Ask("Mette")).as_data()
        )
    assert "Snart. Vi finder en dag sammen." in said
    assert short_day(day(-3)) not in said


def test_reading_costs_one_query_whatever_there_is(citizen, owner):
    with acting(owner) as by:
        made = planned(citizen, by)
        assert len(queries_of(lambda: read_formal(citizen))) == 1
        plan = planned_by_law(citizen, made.chosen, by)[Kind.COORDINATED]
        for number in range(20):
            agree_effort(plan=plan, what=f"Indsats {number}", responsible="Lægen", by=by)
        assert len(queries_of(lambda: read_formal(citizen))) == 1
        assert len(read_formal(citizen)[Kind.COORDINATED].efforts) == 22


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        (Kind.TREATMENT, {"made_on": None}, "made_on"),
        (Kind.TREATMENT, {"made_on": day(1)}, "made_on"),
        (Kind.TREATMENT, {"made_on": day(-5), "given_on": day(-6)}, "given_on"),
        (Kind.ACTION_141, {"made_on": day(0), "accepted": True}, "offered_on"),
        (Kind.ACTION_141, {"offered_on": day(-3), "given_on": day(0)}, "given_on"),
        (Kind.COORDINATED, {"made_on": day(-5), "next_meeting_on": day(-6)}, "next_meeting_on"),
        (Kind.COORDINATED, {"made_on": day(-5), "next_meeting_on": day(181)}, "next_meeting_on"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(citizen, owner, kind, said, field):
    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        keep_formal_plan(citizen=citizen, kind=kind, by=by, **said)
    assert set(refused.value.error_dict) == {field}


def test_a_plan_that_was_declined_is_kept_and_one_that_ended_gives_room(citizen, owner):
    with acting(owner) as by:
        told = {"citizen": citizen, "kind": Kind.ACTION_141, "by": by}
        first = keep_formal_plan(**told, offered_on=day(-9), accepted=False)
        assert keep_formal_plan(**told, offered_on=day(-9), accepted=True, made_on=day(-1)).pk == first.pk
        end_formal_plan(plan=first, by=by)
        assert read_formal(citizen)[Kind.ACTION_141].row is None
        assert keep_formal_plan(**told, offered_on=day(0)).pk != first.pk


def test_one_answers_for_each_effort(citizen, unit_citizen, owner):
    with acting(owner) as by:
        made, other = planned(citizen, by), planned(unit_citizen, by, "b {}".format)
        plan = planned_by_law(citizen, made.chosen, by)[Kind.COORDINATED]
        wrong = (
            ({"chosen": made.chosen, "responsible": "En anden"}, {"chosen"}),
            ({"chosen": other.chosen, "responsible": "Mette"}, {"chosen"}),
            ({"what": "Bostøtte", "responsible": "  "}, {"responsible"}),
            ({"responsible": "Mette"}, {"what"}),
        )
        for said, fields in wrong:
            with pytest.raises(ValidationError) as refused:
                agree_effort(plan=plan, by=by, **said)
            assert set(refused.value.error_dict) == fields
        effort = Effort.objects.get(plan=plan, chosen=made.chosen)
        assert change_effort(effort=effort, chosen=made.chosen, responsible="Karen", by=by).responsible == "Karen"


def test_two_records_that_became_one_have_the_newest_plan_and_part_again(citizen, unit_citizen, owner):
    with acting(owner) as by:
        for whose, say in ((citizen, "a {}".format), (unit_citizen, "b {}".format)):
            planned_by_law(whose, planned(whose, by, say).chosen, by, say)
        keep_formal_plan(citizen=unit_citizen, kind=Kind.TREATMENT, made_on=day(-1), given_on=None, by=by)
        before = [kept(one) for one in (citizen, unit_citizen)]
        move = merge_citizens(keep=citizen, gone=unit_citizen, by=by)
        assert kept(fresh(citizen))[Kind.TREATMENT] == before[1][Kind.TREATMENT]
        undo_move(move=move, by=by)
        assert [kept(fresh(one)) for one in (citizen, unit_citizen)] == before

        split_off(source=citizen, target=unit_citizen, plan=True, reason="Forvekslet", by=by)
        assert not FormalPlan.objects.filter(citizen=citizen).exists()


def test_a_treatment_plan_is_missed_fourteen_days_after_the_beginning(citizen, case, owner):
    with acting(owner) as by:
        request = register_request(citizen=citizen, on=day(-40), by=by)
        end_request(request=request, outcome="started", on=day(-13), note="Ventede på plads", by=by)
        assert waits(by, "no_plan") == []
        request.ended_on = day(-14)
        request.save()
        assert waits(by, "no_plan") == [day(-14)]
        keep_formal_plan(citizen=citizen, kind=Kind.TREATMENT, made_on=day(0), by=by)
        assert waits(by, "no_plan") == []


def test_the_next_meeting_waits_when_its_day_has_come_or_six_months_have_passed(citizen, case, owner):
    with acting(owner) as by:
        told = {"citizen": citizen, "kind": Kind.COORDINATED, "by": by}
        keep_formal_plan(**told, made_on=day(-180))
        assert waits(by, "plan_meeting") == []
        keep_formal_plan(**told, made_on=day(-190))
        assert waits(by, "plan_meeting") == [day(-190)]
        keep_formal_plan(**told, met_on=day(-20), next_meeting_on=day(0))
        assert waits(by, "plan_meeting") == [day(0)]
        keep_formal_plan(**told, met_on=day(0), next_meeting_on=day(90))
        assert waits(by, "plan_meeting") == []


def test_the_page_takes_the_plan_and_its_efforts(citizen, owner):
    client = client_of(owner)
    with acting(owner) as by:
        made = planned(citizen, by)
    here = url("formal_plan", citizen.pk, Kind.COORDINATED)
    refused = client.post(here, {"made_on": day(0).isoformat(), "next_meeting_on": day(300).isoformat()})
    assert refused.context["form"].errors == {"next_meeting_on": ["Næste møde skal ligge inden seks måneder."]}
    assert client.post(here, {"made_on": day(0).isoformat(), "next_meeting_on": day(90).isoformat()}).url == here
    assert "Ingen ansvarlig endnu" in client.get(here).content.decode()
    with acting(owner):
        plan = FormalPlan.objects.get()
    new = url("effort_new", plan.pk)
    assert "Én person med navn" in client.get(f"{new}?tilbud={made.chosen.pk}").content.decode()
    client.post(new, {"chosen": made.chosen.pk, "responsible": "Mette Holm"})
    page = client.get(here).content.decode()
    assert ("Ansvarlig: Mette Holm" in page, "Ingen ansvarlig endnu" in page) == (True, False)
    assert client.get(url("formal_plan", citizen.pk, "noget")).status_code == 404
    listed = client.get(url("own_plan", citizen.pk)).content.decode()
    assert "Koordinerende indsatsplan" in listed
    assert_same_queries(lambda: client.get(here), lambda: _efforts(owner, plan), budget=16)


def _efforts(owner, plan) -> None:
    with acting(owner) as by:
        for number in range(30):
            agree_effort(plan=plan, what=f"Indsats {number}", responsible="Lægen", by=by)


def test_a_plan_of_the_crisis_centre_begins_with_the_same_words(citizen, owner):
    with acting(owner) as by:
        made = planned(citizen, by)
        planned_by_law(citizen, made.chosen, by)
        begun = in_words_141(read_formal(citizen)[Kind.ACTION_141], read_plan(citizen))
    assert begun["purpose"] == "goal (beside)"
    assert begun["effort"].startswith("block, times")
    assert (begun["duration"], begun["circumstances"]) == ("long", "circumstances")
