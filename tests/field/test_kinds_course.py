"""What is written on a course away from the office: prescreening, assessment, observation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.case import close_case
from outreach.actions.assessment import begin_assessment, end_assessment
from outreach.actions.observation import observe
from outreach.actions.prescreening import Settled, prescreen
from outreach.actions.referral_source import Referral, record_referral
from outreach.models import Assessment, Observation, Prescreening, ReferralSource
from outreach.models.prescreening import CRITERIA
from tests.cast import acting
from tests.field.told import applied_once, conflict, looks, refused
from tests.outreach.prescreening_factories import ALL_YES


@pytest.fixture
def written(case):
    """Yesterday on the tablet, sent today."""
    at = timezone.now() - timedelta(days=1)
    return {"about": {"case": str(case.pk)}, "made_at": at.isoformat()}


@pytest.fixture
def yesterday():
    return timezone.localdate(timezone.now() - timedelta(days=1))


# --- Observation ------------------------------------------------------------------------------------------------------
def test_an_observation_is_of_the_day_on_which_it_was_written(tablet, owner, citizen, written, yesterday):
    entry = tablet.write("observation", {"small_step": ["Ringede selv"], "bond": ["3"]}, **written)

    applied_once(tablet, owner, entry)

    with acting(owner):
        row = Observation.objects.get()
        assert (str(row.pk), row.observed_on, row.small_step, row.bond) == (entry["id"], yesterday, "Ringede selv", 3)
    assert looks(owner, citizen) == [""]


def test_an_observation_of_nothing_is_refused(tablet, owner, written):
    assert refused(tablet, owner, tablet.write("observation", {}, **written)) == {
        "__all__": ["Skriv eller vælg mindst én ting."]
    }


def test_a_second_observation_is_never_in_conflict(tablet, owner, colleague, case, written):
    with acting(colleague) as by:
        observe(case=case, observed_on=timezone.localdate(), small_step="Kom til tiden", by=by)

    applied_once(tablet, owner, tablet.write("observation", {"small_step": ["Ringede selv"]}, **written))

    with acting(owner):
        assert Observation.objects.count() == 2


@pytest.mark.parametrize("kind", ["observation", "prescreening", "assessment"])
def test_a_course_of_another_unit_is_unknown(signed_in, stranger, owner, citizen, written, kind):
    tablet = signed_in(stranger)

    refused(tablet, owner, tablet.write(kind, {}, **written), "unknown")

    assert looks(stranger, citizen) == []


@pytest.mark.parametrize("kind", ["observation", "prescreening", "assessment"])
def test_on_a_closed_course_nothing_is_written(tablet, owner, case, written, kind):
    with acting(owner) as by:
        close_case(case=case, reason="moved", at=timezone.now(), by=by)

    errors = refused(tablet, owner, tablet.write(kind, {"small_step": ["Ringede"]}, **written))

    assert errors == {"__all__": ["Forløbet er afsluttet. Åbn det igen først."]}


# --- Prescreening -----------------------------------------------------------------------------------------------------
def test_a_prescreening_is_begun_and_decided_on_the_street(tablet, owner, citizen, written, yesterday):
    data = {name: [value] for name, value in ALL_YES.items()}
    referral = {"referral-kind": ["citizen"], "referral-note": ["Kom selv"]}
    entry = tablet.write("prescreening", {**data, **referral, "decision": ["in"]}, **written)

    applied_once(tablet, owner, entry)

    with acting(owner):
        row, source = Prescreening.objects.get(), ReferralSource.objects.get()
        assert (str(row.pk), row.begun_on, row.decided_on, row.decision) == (entry["id"], yesterday, yesterday, "in")
        assert row.answers == ALL_YES
        assert (source.kind, source.referred_on) == ("citizen", yesterday)
    assert looks(owner, citizen) == [""]


def test_what_the_tablet_knows_fills_what_was_not_known(tablet, owner, colleague, case, written):
    with acting(colleague) as by:
        prescreen(case=case, answers={"mixed_use": "yes"}, reason="Set to gange", by=by)
        record_referral(case=case, referral=Referral("citizen", timezone.localdate()), by=by)

    data = {"economy": ["no"], "mixed_use": ["unknown"], "referral-kind": ["relative"]}
    applied_once(tablet, owner, tablet.write("prescreening", data, **written))

    with acting(owner):
        row = Prescreening.objects.get()
        assert (row.mixed_use, row.economy, row.crime, row.reason) == ("yes", "no", "unknown", "Set to gange")
        assert ReferralSource.objects.get().kind == "citizen"


def test_another_answer_than_a_colleagues_is_a_conflict(tablet, owner, colleague, case, written):
    with acting(colleague) as by:
        prescreen(case=case, answers={"mixed_use": "yes"}, reason="Set to gange", by=by)

    data = {"economy": ["no"], "mixed_use": ["no"], "reason": ["Kun hash"]}

    assert conflict(tablet, owner, tablet.write("prescreening", data, **written)) == {
        "mixed_use": (f"2. {CRITERIA['mixed_use']}", "Ja", "Nej"),
        "reason": ("Begrundelse", "Set to gange", "Kun hash"),
    }


def test_a_decision_against_the_proposal_needs_its_reason(tablet, owner, written):
    data = {name: [value] for name, value in ALL_YES.items()} | {"decision": ["out"]}

    errors = refused(tablet, owner, tablet.write("prescreening", data, **written))

    assert errors == {"reason": ["Du afgør det anderledes end forslaget. Skriv kort hvorfor."]}


def test_a_referral_that_says_nobody_is_refused_at_its_field(tablet, owner, written):
    errors = refused(tablet, owner, tablet.write("prescreening", {"referral-note": ["Ringede"]}, **written))

    assert errors == {"referral-kind": ["Vælg, hvem der henviste."]}


def test_one_that_was_decided_before_is_followed_by_a_new_one(tablet, owner, case, written):
    with acting(owner) as by:
        prescreen(case=case, answers=ALL_YES, settled=Settled("in", timezone.localdate()), by=by)

    applied_once(tablet, owner, tablet.write("prescreening", {"crime": ["yes"]}, **written))

    with acting(owner):
        assert list(Prescreening.objects.order_by("begun_on").values_list("decision", flat=True)) == ["", "in"]


# --- Assessment -------------------------------------------------------------------------------------------------------
def test_an_assessment_is_begun_on_the_street(tablet, owner, citizen, written, yesterday):
    data = {"drugs_known": ["Hash dagligt"], "advice": ["Egen bolig"], "begun_way": ["street"]}
    entry = tablet.write("assessment", data, **written)

    applied_once(tablet, owner, entry)

    with acting(owner):
        row = Assessment.objects.get()
        assert (str(row.pk), row.begun_on, row.begun_way) == (entry["id"], yesterday, "street")
        assert (row.drugs_known, row.advice, row.advised_on) == ("Hash dagligt", "Egen bolig", yesterday)
    assert looks(owner, citizen) == [""]


def test_texts_are_added_below_what_stands_and_never_twice(tablet, owner, colleague, case, written):
    with acting(colleague) as by:
        begin_assessment(case=case, drugs_known="Hash dagligt", housing_wants="Egen bolig", by=by)

    data = {"drugs_known": ["Kokain i weekenden"], "housing_wants": ["Egen bolig"], "free_choice": ["explained"]}
    applied_once(tablet, owner, tablet.write("assessment", data, **written))
    applied_once(tablet, owner, tablet.write("assessment", data, **written))

    with acting(owner):
        row = Assessment.objects.get()
        assert (row.drugs_known, row.housing_wants) == ("Hash dagligt\n\nKokain i weekenden", "Egen bolig")
        assert (row.free_choice, row.begun_on) == ("explained", timezone.localdate())


def test_another_choice_than_a_colleagues_is_a_conflict_and_nothing_is_added(tablet, owner, colleague, case, written):
    with acting(colleague) as by:
        begin_assessment(case=case, free_choice="explained", drugs_known="Hash dagligt", by=by)

    data = {"free_choice": ["not_yet"], "drugs_known": ["Kokain"]}

    assert conflict(tablet, owner, tablet.write("assessment", data, **written)) == {
        "free_choice": ("Er det frie valg forklaret?", "Ja", "Nej, ikke endnu")
    }


def test_an_ended_assessment_takes_nothing_more(tablet, owner, colleague, case, written):
    with acting(colleague) as by:
        end_assessment(assessment=begin_assessment(case=case, drugs_known="Hash", by=by), by=by)

    assert refused(tablet, owner, tablet.write("assessment", {"drugs_known": ["Kokain"]}, **written)) == {
        "__all__": ["Udredningen er afsluttet. Åbn den igen for at skrive videre."]
    }


def test_a_text_that_grows_too_long_is_refused_at_its_field(tablet, owner, case, written):
    with acting(owner) as by:
        begin_assessment(case=case, drugs_known="a" * 3000, by=by)

    errors = refused(tablet, owner, tablet.write("assessment", {"drugs_known": ["b" * 1500]}, **written))

    assert list(errors) == ["drugs_known"]


def test_a_limited_choice_needs_its_reason(tablet, owner, written):
    assert refused(tablet, owner, tablet.write("assessment", {"free_choice": ["limited"]}, **written)) == {
        "free_choice_reason": ["Skriv, hvorfor valget er begrænset."]
    }
