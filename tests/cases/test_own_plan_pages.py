"""The pages of the own plan: one field for a goal, one tap for a step and for attendance, a paper in plain words."""

from __future__ import annotations

import re

from django.urls import reverse

from audit.models import AccessLog
from cases.actions.chosen_block import choose_block
from cases.actions.goal import add_goal, add_goal_step, end_goal
from cases.citizens_paper import TEMPLATE
from cases.closing_parts import open_ends
from cases.following import Ask
from cases.models import Attendance, Block, ChosenBlock, Evaluation, Goal, GoalStep
from cases.own_plan_paper import own_plan_paper
from cases.plan_reading import read_plan
from cases.typesetting import typeset
from tests.cases.plan_factories import block, day, planned
from tests.cast import SURNAMES, acting, client_of, token
from tests.factories import CitizenFactory, CourseFactory
from tests.pdf_text import text_of
from tests.queries import assert_same_queries

#: What a citizen must never meet (domain §15), and what follows from a decision about them.
NEVER = re.compile("opspor|spottet|frafald|klods|målgruppe|klient|misbrug|visitation|borger|evaluer", re.IGNORECASE)


def url(name: str, *args) -> str:
    return reverse(f"cases:{name}", args=args)


def test_a_goal_is_one_field_and_what_was_typed_stays_when_it_is_too_long(citizen, owner):
    client, here = client_of(owner), url("own_plan", citizen.pk)
    assert "Ingen mål endnu" in client.get(here).content.decode()
    refused = client.post(here, {"words": "Jeg vil sove. " * 60, "theme": "health"})
    assert (refused.status_code, refused.context["form"].errors.keys()) == (200, {"words"})
    assert "Jeg vil sove. Jeg vil sove." in refused.content.decode()
    assert client.post(here, {"words": "Jeg vil\nsove"}).status_code == 302

    with acting(owner):
        assert Goal.objects.values_list("words", "theme", "position").get() == ("Jeg vil sove", "", 1)


def test_a_step_is_ticked_and_a_goal_moved_in_one_tap(citizen, owner):
    with acting(owner) as by:
        first, second = (add_goal(citizen=citizen, words=words, by=by) for words in ("Sove", "Bolig"))
        step = add_goal_step(goal=first, what="Ringe", by=by)
    client, hx = client_of(owner), {"HTTP_HX_REQUEST": "true"}
    ticked = client.post(url("goal_step_tick", step.pk), {"tick": "1"}, **hx).content.decode()
    moved = client.post(url("goal_move", second.pk), {"way": "op"})

    assert ('aria-checked="true"' in ticked, "<html" in ticked) == (True, False)
    assert moved.url == f"{url('own_plan', citizen.pk)}#maal-{second.pk}"
    with acting(owner):
        assert GoalStep.objects.get().done_on == day(0)
        assert [goal.row.words for goal in read_plan(citizen).goals] == ["Bolig", "Sove"]


def test_attendance_is_one_tap_and_a_day_it_did_not_run_is_said_at_the_field(citizen, owner):
    with acting(owner) as by:
        chosen = planned(citizen, by).chosen
    client, here = client_of(owner), url("attend", chosen.pk)
    tapped = client.post(here, {"how": "came"}, HTTP_HX_REQUEST="true").content.decode()
    assert "Kom 2 af 2 gange siden sidst" in tapped
    assert 'aria-pressed="true"' in tapped
    refused = client.post(here, {"how": "came", "held_on": day(-300).isoformat()})
    assert refused.context["form"].errors == {"held_on": ["Borgeren var ikke med i tilbuddet den dag."]}
    client.post(here, {"fortryd": day(0).isoformat()})

    with acting(owner):
        assert not Attendance.objects.filter(chosen=chosen, held_on=day(0)).exists()


def test_an_offer_is_found_by_the_goals_theme_and_chosen_with_the_goal(citizen, owner):
    with acting(owner) as by:
        goal = add_goal(citizen=citizen, words="Sove", theme="health", by=by)
        nada = block(by, "NADA", theme="health", places=1)
        for name, theme in (("Gruppen", "relations"), ("Samtaler", "")):
            block(by, name, theme=theme)
    client = client_of(owner)
    shown = client.get(url("block_choose", citizen.pk), {"theme": "health"}).context["groups"]
    assert [line.title for _where, lines in shown for line in lines] == ["NADA", "Samtaler"]
    form = client.get(url("choice_new", citizen.pk, nada.pk)).context["form"]
    assert form["goals"].value() == [str(goal.pk)]
    client.post(
        url("choice_new", citizen.pk, nada.pk),
        {"whose": "citizen", "goals": [str(goal.pk)], "from_on": day(0).isoformat()},
    )
    after = client.get(url("block_choose", citizen.pk)).context["groups"]

    assert [line.title for _where, lines in after for line in lines] == ["Gruppen", "Samtaler"]
    with acting(owner):
        assert [goal.row.words for goal in read_plan(citizen).running[0].goals] == ["Sove"]


def test_only_a_leader_keeps_the_catalogue(owner, leader):
    with acting(leader) as by:
        row = block(by)
    assert "Nyt tilbud" in client_of(leader).get(url("blocks")).content.decode()
    assert "Nyt tilbud" not in client_of(owner).get(url("blocks")).content.decode()
    client = client_of(leader)
    refused = client.post(url("block_new"), {"kind": "may", "where": "inside"})
    assert refused.context["form"].errors.keys() == {"name"}
    client.post(url("block_new"), {"name": "NADA", "kind": "maybe", "where": "further", "places": "4"})
    form = client.get(url("block_edit", row.pk)).context["form"]
    gone = {**form.initial, "name": "Aftenholdet", "offer": "", "places": "", "retired_on": day(0).isoformat()}
    client.post(url("block_edit", row.pk), gone)

    assert [line.title for _w, lines in client.get(url("blocks")).context["groups"] for line in lines] == ["NADA"]
    with acting(leader):
        assert Block.objects.get(name="NADA").kind == Block.Kind.MAYBE


def test_a_refusal_without_a_reason_is_said_at_the_field(citizen, owner):
    with acting(owner) as by:
        chosen = choose_block(citizen=citizen, block=block(by, kind=Block.Kind.MAYBE), by=by)
    client, here = client_of(owner), url("choice_decide", chosen.pk)
    answer = {"granted": "no", "decided_on": day(0).isoformat(), "reason": ""}
    assert client.post(here, answer).context["form"].errors.keys() == {"reason"}
    assert client.post(here, {**answer, "reason": "Der er andet"}).context["form"].errors.keys() == {"appeal_guided"}
    client.post(here, {**answer, "reason": "Der er andet", "appeal_guided": "on"})

    with acting(owner):
        assert ChosenBlock.objects.values_list("granted", "appeal_guided_on").get() == (False, day(0))


def test_an_evaluation_shows_participation_and_asks_what_becomes_of_each(citizen, owner):
    with acting(owner) as by:
        chosen = planned(citizen, by).chosen
    client, here = client_of(owner), url("evaluation_new", citizen.pk)
    assert "Kom 1 af 1 gang siden sidst" in client.get(here).content.decode()
    said = {f"outcome_{chosen.pk.hex}": "end", "with_citizen": "on", "citizens_words": "Jeg sover", "next_on": ""}
    assert client.post(here, {**said, "held_on": day(3).isoformat()}).context["form"].errors.keys() == {"held_on"}
    client.post(here, {**said, "held_on": day(0).isoformat()})

    with acting(owner):
        assert Evaluation.objects.newest().get(citizen=citizen).citizens_words == "Jeg sover"
        plan = read_plan(citizen)
        assert (plan.evaluate_on, [one.row.to_on for one in plan.blocks]) == (None, [day(0)])


def test_the_paper_says_the_plan_in_words_for_the_citizen_and_no_name(citizen, owner):
    with acting(owner) as by:
        planned(citizen, by, "Det er {}".format)
        choose_block(citizen=citizen, block=block(by, "Samtaler", kind=Block.Kind.MAYBE), by=by)
        reached = add_goal(citizen=citizen, words="Min seng", by=by)
        end_goal(goal=reached, how=Goal.Ended.REACHED, by=by)
        paper = own_plan_paper(read_plan(citizen), ask=Ask("Mette"))
    assert [(part.title, part.points or part.paragraphs) for part in paper.parts][:4] == [
        ("Det vil du", [("Det er goal", "Næste skridt: Det er step")]),
        ("Det går godt", [("Det er good", "")]),
        ("Det er du med i", [("Det er block", "Det er times")]),
        ("Det venter vi på svar om", [("Samtaler", f"Du bad om det {paper.made.removeprefix('Lavet ')[:-5]}.")]),
    ]
    assert [part.title for part in paper.parts][4:] == ["Det har du nået", "Vi taler om planen igen"]

    client = client_of(owner)
    said = text_of(client.get(url("own_plan_paper", citizen.pk)).content)
    read = client.get(url("own_plan_read", citizen.pk)).context["paper"]
    everything = " ".join([said, *(part.title for part in read.parts), str(read.parts)])
    assert NEVER.findall(everything) == []
    assert SURNAMES["citizen"] not in everything
    assert "Det er goal" in said
    # An English reader's page is still the citizen's Danish paper.
    with acting(owner):
        assert AccessLog.objects.filter(citizen_id=citizen.pk, action=AccessLog.Action.PRINT).count() == 1
    assert typeset(TEMPLATE, paper.as_data()).startswith(b"%PDF")


def test_a_protected_citizens_plan_is_for_those_on_the_course(protected_citizen, unit_mate, owner):
    with acting(owner) as by:
        planned(protected_citizen, by, lambda what: token("protected_citizen", f"own{what}"))
    client = client_of(unit_mate, purpose_for=[protected_citizen])
    page = client.get(protected_citizen.get_absolute_url()).content.decode()
    history = client.get(url("citizen_history", protected_citizen.pk)).content.decode()

    assert client.get(url("own_plan", protected_citizen.pk)).status_code == 403
    assert token("protected_citizen", "owngoal") not in page + history
    assert (
        token("protected_citizen", "owngoal")
        in client_of(owner).get(protected_citizen.get_absolute_url()).content.decode()
    )


def test_the_citizens_page_and_its_timeline_tell_the_plan_and_cost_nothing_more(citizen, owner):
    client = client_of(owner)
    with acting(owner) as by:
        planned(citizen, by, "Det er {}".format)
    page = client.get(citizen.get_absolute_url(), {"slags": "own_plan"}).content.decode()
    for words in ("Det er goal", "Mål sat", "Tilbud valgt", "Planen evalueret", "Det er good"):
        assert words in page

    def more(number: int) -> None:
        with acting(owner) as by:
            for one in range(number):
                planned(citizen, by, lambda what, one=one: f"{what} {number} {one}")

    assert_same_queries(lambda: client.get(citizen.get_absolute_url()), lambda: more(3))
    assert_same_queries(lambda: client.get(url("own_plan", citizen.pk)), lambda: more(4))
    assert_same_queries(lambda: client.get(url("blocks")), lambda: more(5))
    assert_same_queries(lambda: client.get(url("block_choose", citizen.pk)), lambda: more(6))


def test_what_waits_is_an_evaluation_whose_day_has_come_and_a_wish_nobody_decided_on(citizen, owner, centre, unit_mate):
    with acting(owner) as by:
        add_goal(citizen=citizen, words="Sove", set_on=day(-90), by=by)
        add_goal(citizen=citizen, words="Bolig", set_on=day(-95), by=by)
        choose_block(citizen=citizen, block=block(by, "Samtaler", kind=Block.Kind.MAYBE), chosen_on=day(-8), by=by)
        other = CitizenFactory(unit=centre, by=by)
        CourseFactory(citizen=other, unit=centre, contact_person=owner, by=by)
        made = planned(other, by)
        without_course = CitizenFactory(unit=centre, by=by)
        add_goal(citizen=without_course, words="Ingen forløb", set_on=day(-200), by=by)
    page = client_of(owner).get(url("my_day")).content.decode()
    assert page.count("Evaluér planen med") == 1
    assert "venter på visitation: Samtaler" in page
    assert "Evaluér planen med" not in client_of(unit_mate).get(url("my_day")).content.decode()

    with acting(owner) as by:
        row = Evaluation.objects.get(pk=made.evaluation.pk)
        row.next_on = day(-1)
        row.save()
    assert client_of(owner).get(url("my_day")).content.decode().count("Evaluér planen med") == 2


def test_what_the_citizen_takes_part_in_stands_where_the_course_is_closed(citizen, case, owner):
    with acting(owner) as by:
        planned(citizen, by, "Det er {}".format)
        case.citizen.name_hidden = False
        found = [(end.title, end.meta) for end in open_ends(case)]

    assert ("Det er block", "Valgt tilbud") in found
