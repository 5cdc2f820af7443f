"""Somebody says that a citizen is in danger: it lands with the mentor, is taken over once, and finds its citizen."""

from datetime import timedelta

import pytest
import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.policy import Role
from audit.models import AccessLog
from cases.actions.identity import merge_citizens
from cases.models import Assignment, Case, Citizen, StepRun
from crisis_center.actions.agreement import end_agreement
from crisis_center.actions.spotting import close_spotting, reopen_spotting
from crisis_center.models import Spotting
from crisis_center.spotting_receivers import receiver_for
from tests.cast import acting, client_of, hired
from tests.crisis_center.crisis_factories import referred
from tests.crisis_center.spotting_factories import matched, named, told
from tests.factories import PlaceFactory
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db

SAID = {"when": "now", "concern": "Spiser ikke", "urgency": "days", "where": "Ved åen", "citizen_knows": "no"}


def said(**data):
    return {"entry_id": str(uuid6.uuid7()), **SAID, **data}


# --- It is told and lands ---------------------------------------------------------------------------------------------
def test_a_spotter_tells_and_it_lands_with_the_named_mentor(spotter, mentor, leader, house, centre):
    named(house.centre, mentor=mentor, by=leader)

    answer = client_of(spotter).post("/spotning/", said(described_as="Rød hue", reaction="Gik sin vej"))

    assert answer.url == "/spotning/"
    with acting(mentor) as by:
        row = Spotting.objects.visible_to(by).get()
    assert (row.unit_id, row.author_id, row.urgency, row.citizen_knows, row.shared_with_id, row.taken_at) == (
        centre.pk, spotter.pk, "days", "no", None, None,
    )  # fmt: skip


def test_it_lands_with_the_named_one_then_any_mentor_then_a_leader(
    spotter, mentor, other_leader, leader, house, centre, other_unit, stranger
):
    agreement = named(house.centre, mentor=stranger, by=other_leader)
    with acting(spotter) as by:
        first = receiver_for(by)
    with acting(other_leader) as by:
        end_agreement(agreement=agreement, on=timezone.localdate() - timedelta(days=1), by=by)
    with acting(spotter) as by:
        second = receiver_for(by)

    assert (first.unit, first.name, second.unit, second.name) == (other_unit, "Stine Dahl", centre, centre.name)


def test_without_mentors_it_lands_with_a_leader_and_without_anybody_the_page_says_so(spotter, founder, centre):
    client = client_of(spotter)
    assert "Ingen kan tage imod endnu" in client.get("/spotning/").content.decode()

    hired("Lea Toft", Role.LEADER, unit=centre, by=founder)

    with acting(spotter) as by:
        assert receiver_for(by).unit == centre
    assert "Livsfare: ring 112" in client.get("/spotning/").content.decode()


def test_sent_twice_it_is_told_once(spotter, mentor):
    client, data = client_of(spotter), said()
    for _time in range(2):
        client.post("/spotning/", data)

    with acting(mentor):
        assert Spotting.objects.count() == 1


def test_an_id_that_anothers_has_is_refused(spotter, mentor):
    row = told(by=mentor)

    form = client_of(spotter).post("/spotning/", said(entry_id=str(row.pk))).context["form"]

    assert list(form.errors) == ["__all__"]


@pytest.mark.parametrize(
    ("data", "field"), [({"concern": ""}, "concern"), ({"urgency": ""}, "urgency"), ({"where": ""}, "where")]
)
def test_what_is_missing_is_told_and_the_text_stays(spotter, mentor, data, field):
    form = client_of(spotter).post("/spotning/", said(reaction="Græd æøå", **data)).context["form"]

    assert list(form.errors) == [field]
    assert form["reaction"].value() == "Græd æøå"


def test_the_spotter_sees_what_they_told_and_that_it_was_taken_over_and_no_more(spotter, mentor, citizen):
    mine = told(by=spotter, where="Ved åen", concern="Bløder", described_as="Karla i rød hue")
    told(by=mentor, where="Et andet sted")
    matched(mine, citizen, mentor)

    page = client_of(spotter).get("/spotning/").content.decode()

    assert [word for word in ("Ved åen", "overtaget") if word in page] == ["Ved åen", "overtaget"]
    hidden = ("Et andet sted", "Zornfeldt", "Mikkel Bruun,", "alias-citizen")
    assert [word for word in hidden if word in page] == []
    assert client_of(spotter).get(mine.get_absolute_url()).status_code == 404


def test_the_two_ways_of_telling_stand_side_by_side(spotter, mentor):
    client = client_of(spotter)

    tabs = [client.get(address).context["tabs"] for address in ("/set/", "/spotning/")]

    assert [[(tab["url"], tab["current"]) for tab in one] for one in tabs] == [
        [("/set/", True), ("/spotning/", False)], [("/set/", False), ("/spotning/", True)],
    ]  # fmt: skip


def test_the_mentor_writes_down_who_rang_and_when(mentor):
    rang = timezone.localtime() - timedelta(hours=5)
    client = client_of(mentor)

    answer = client.post("/spotning/", said(caller="Poul fra varmestuen", told_at=rang.strftime("%Y-%m-%dT%H:%M")))

    with acting(mentor):
        row = Spotting.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.caller, row.seen_at, timezone.localtime(row.told_at).hour) == (
        "Poul fra varmestuen", row.told_at, rang.hour,
    )  # fmt: skip
    assert "Poul fra varmestuen (skrevet ned af Mikkel Bruun)" in client.get(answer.url).content.decode()


def test_a_home_is_not_among_the_places(spotter, mentor, centre):
    with acting(mentor) as by:
        PlaceFactory(unit=centre, kind="home", name="Hos Karla Zornfeldt", by=by)

    assert "Hos Karla" not in client_of(spotter).get("/spotning/").content.decode()


# --- Who sees it ------------------------------------------------------------------------------------------------------
def test_the_unit_and_the_named_ones_see_it_and_nobody_else(
    spotter, mentor, leader, owner, stranger, outsider, crisis_worker, house
):
    row = told(by=spotter)
    sees = {}
    for who in (mentor, leader, owner, stranger, outsider, crisis_worker, house.worker):
        with acting(who) as by:
            sees[who.name] = Spotting.objects.visible_to(by).filter(pk=row.pk).exists()

    assert sorted(name for name, does in sees.items() if does) == ["Lone Vinther", "Mikkel Bruun", "Oda Lind"]


def test_a_mentor_named_in_another_unit_sees_it(spotter, mentor, stranger, leader, house, own_house):
    named(house.centre, mentor=mentor, by=leader)
    named(own_house.centre, mentor=stranger, by=leader)
    row = told(by=spotter)

    with acting(stranger) as by:
        assert Spotting.objects.visible_to(by).get() == row


# --- It is taken over -------------------------------------------------------------------------------------------------
def test_of_two_who_take_it_one_gets_it_and_the_other_is_told_by_whom(spotter, mentor, owner):
    row = told(by=spotter)
    client_of(mentor).post(f"/spotning/{row.pk}/tag/")

    page = client_of(owner).post(f"/spotning/{row.pk}/tag/", follow=True).content.decode()

    assert "Mikkel Bruun har allerede overtaget den" in page
    with acting(mentor):
        row.refresh_from_db()
        assert row.taken_by_id == mentor.pk


def test_it_opens_a_crisis_course_carried_by_the_mentor(spotter, mentor, citizen):
    row = matched(told(by=spotter), citizen, mentor)

    with acting(mentor):
        case = Case.objects.get(citizen=citizen, pathway="crisis")
        carried = Assignment.objects.get(case=case)
        steps = [(run.step, run.ended_at is not None) for run in StepRun.objects.filter(case=case)]
    assert (row.case_id, row.taken_by_id, carried.user_id, carried.kind) == (
        case.pk, mentor.pk, mentor.pk, "contact_person",
    )  # fmt: skip
    assert steps == [("crisis_in.spotting", True)]


def test_several_spottings_of_one_citizen_come_together_on_the_open_course(spotter, mentor, owner, citizen):
    first = matched(told(by=spotter), citizen, mentor)
    second = matched(told(by=spotter, where="Havnen"), citizen, owner)

    with acting(mentor):
        beside = Assignment.objects.get(case=first.case, user=owner)
        assert StepRun.objects.filter(case=first.case).count() == 1
    assert (second.case_id, beside.kind) == (first.case_id, "other")


def test_a_stay_going_on_is_not_begun_anew(spotter, mentor, citizen, house, owner):
    with acting(owner) as by:
        case = referred(citizen, house.centre, by=by).case

    row = matched(told(by=spotter), citizen, mentor)

    assert (row.case_id, row.shared_with_id, row.case.shared_with_id) == (case.pk, None, house.centre.operator.pk)


def test_a_new_citizen_by_an_alias(spotter, mentor):
    row = told(by=spotter)

    answer = client_of(mentor).post(f"/spotning/{row.pk}/borger/", {"aliases": "Havne-Bo"})

    with acting(mentor):
        citizen = Citizen.objects.get(alias="Havne-Bo")
        case = Case.objects.get(citizen=citizen)
    assert (case.pathway, answer.url) == ("crisis", f"/forloeb/{case.pk}/?trin=crisis_in.screening#trin")


def test_the_match_is_logged_as_a_recognition(spotter, mentor, citizen):
    row = told(by=spotter)

    client_of(mentor).post(f"/spotning/{row.pk}/borger/", {"citizens": str(citizen.pk)})

    with acting(mentor):
        looks = AccessLog.objects.filter(citizen_id=citizen.pk, user_id=mentor.pk, action="spotted")
        assert looks.count() == 1


def test_a_citizen_of_another_unit_cannot_be_chosen(spotter, mentor, other_citizen):
    row = told(by=spotter)

    form = client_of(mentor).post(f"/spotning/{row.pk}/borger/", {"citizens": str(other_citizen.pk)}).context["form"]

    assert list(form.errors) == ["citizens"]


def test_over_the_teams_limit_it_is_asked_why(spotter, mentor, citizen, municipality):
    municipality.caseload_limit = municipality.caseload_warn_from = 0
    with acting(mentor):
        municipality.save()
    row = told(by=spotter)
    client, address = client_of(mentor), f"/spotning/{row.pk}/borger/"

    missing = client.post(address, {"citizens": str(citizen.pk)}).context["form"]
    answer = client.post(address, {"citizens": str(citizen.pk), "over_limit_reason": "Det haster"})

    assert (list(missing.errors), answer.status_code) == (["over_limit_reason"], 302)
    with acting(mentor) as by:
        assert Assignment.objects.get(user=by).over_limit_reason == "Det haster"


@pytest.mark.parametrize("because", Spotting.Ended.values)
def test_it_is_closed_without_with_a_reason_and_opened_again(spotter, mentor, because):
    row = told(by=spotter)
    with acting(mentor) as by:
        row = close_spotting(spotting=row, because=because, words="Ledt i tre dage", by=by)
        closed = (row.ended_because, row.settled_by_id, row.taken_by_id, row.case_id)
        row = reopen_spotting(spotting=row, by=by)

    assert closed == (because, mentor.pk, mentor.pk, None)
    assert (row.settled_at, row.ended_because, row.taken_by_id) == (None, "", mentor.pk)


@pytest.mark.parametrize("data", [{}, {"ended_because": "other"}, {"ended_because": "too_difficult"}])
def test_a_reason_is_asked_for(spotter, mentor, data):
    row = told(by=spotter)

    form = client_of(mentor).post(f"/spotning/{row.pk}/afslut/", data).context["form"]

    assert list(form.errors) == ["ended_words" if data.get("ended_because") == "other" else "ended_because"]


def test_no_reason_says_that_somebody_is_too_difficult():
    words = " ".join(str(label).lower() for label in Spotting.Ended.labels)

    assert [word for word in ("svær", "tung", "uegnet", "motiv") if word in words] == []


def test_what_is_settled_is_not_settled_again(spotter, mentor, owner, citizen):
    row = matched(told(by=spotter), citizen, mentor)

    with acting(owner) as by, pytest.raises(ValidationError, match="Mikkel Bruun har allerede afklaret den"):
        close_spotting(spotting=row, because="not_found", by=by)


def test_of_a_protected_citizen_only_those_on_the_course_read_it(spotter, mentor, owner, protected_citizen):
    row = matched(told(by=spotter, described_as="Bor i nr. 4"), protected_citizen, owner)

    client = client_of(mentor, purpose_for=[protected_citizen])
    refused = client.get(row.get_absolute_url())

    assert (refused.status_code, client_of(owner).get(row.get_absolute_url()).status_code) == (403, 200)


# --- Everybody's pages cost the same ----------------------------------------------------------------------------------
def test_a_page_costs_the_same_however_many_there_are(spotter, mentor, citizen):
    row = matched(told(by=spotter), citizen, mentor)
    told(by=spotter)

    def grow(count):
        for _number in range(count):
            told(by=spotter)

    for who, address in ((spotter, "/spotning/"), (mentor, row.get_absolute_url())):
        client = client_of(who)
        assert_same_queries(lambda c=client, a=address: c.get(a), lambda: grow(2), lambda: grow(30))


def test_it_stands_on_the_timeline_and_on_the_course(spotter, mentor, citizen):
    row = matched(told(by=spotter, concern="Bløder fra hovedet"), citizen, mentor)
    client = client_of(mentor)

    addresses = (citizen.get_absolute_url(), f"/forloeb/{row.case_id}/")

    assert ["Bløder fra hovedet" in client.get(address).content.decode() for address in addresses] == [True, True]


def test_merged_into_another_the_citizen_takes_it_along(spotter, mentor, owner, citizen, alias_citizen):
    row = matched(told(by=spotter), alias_citizen, mentor)
    with acting(owner) as by:
        merge_citizens(keep=citizen, gone=alias_citizen, by=by)

    with acting(mentor) as by:
        case = Spotting.objects.visible_to(by).get(pk=row.pk).case
        assert case.citizen_id == citizen.pk
