"""Each side answers for its own: the centre's leader, and under SEL § 107 the municipality's beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import inside
from accounts.models import User
from audit.models import AccessLog
from cases.models import Citizen
from crisis_center.actions.referral import decide, grant, say_room
from crisis_center.asked_timeline import asked_entries
from crisis_center.models import CentreReferral
from crisis_center.models.referral import CENTRE, MUNICIPALITY
from crisis_center.numbers import HalfYear, refusals
from tests.cast import SURNAMES, acting, client_of
from tests.crisis_center.asking_factories import NO, asked, fetched, fresh, url
from tests.crisis_center.crisis_factories import House, agreed, arrived
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("side", ["home", "centre"])
def test_both_sides_read_the_same_page_each_by_its_name_for_the_citizen(
    citizen: Citizen, owner: User, any_house: House, side: str
):
    row = asked(citizen, any_house, owner, why="Sover ude", first_needs="Bad")

    page = client_of(owner if side == "home" else any_house.worker).get(row.get_absolute_url()).content.decode()

    assert all(words in page for words in ("Sover ude", "Bad", "Venter på centrets svar", "Bodil fra kajen"))
    assert (SURNAMES["citizen"] in page) == (side == "home")


@pytest.mark.parametrize("side", ["home", "centre"])
def test_each_sides_look_is_in_its_own_log(citizen: Citizen, owner: User, any_house: House, side: str):
    row = asked(citizen, any_house, owner)
    who = owner if side == "home" else any_house.worker

    client_of(who).get(row.get_absolute_url())

    organisation = citizen.organisation if side == "home" else any_house.centre.operator
    with inside(organisation):
        looks = AccessLog.objects.filter(citizen_id=citizen.pk, user_id=who.pk, view_name="crisis_center:referral")
        assert [look.organisation_id for look in looks] == [organisation.pk]


def test_the_centre_writes_its_assessment_and_its_leader_says_yes(citizen: Citizen, owner: User, any_house: House):
    row = asked(citizen, any_house, owner)

    client_of(any_house.worker).post(url("referral_assess", row), {"assessment": "Kan komme i aften"})
    client_of(any_house.leader).post(url("referral_decide", row), {"answer": "yes"})

    said = fresh(row, owner)
    assert (said.assessment, said.accepted, said.decided_by_id) == ("Kan komme i aften", True, any_house.leader.pk)
    assert "Kan komme i aften" in client_of(owner).get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize("missing", ["refusal", "instead"])
def test_a_no_says_why_and_what_is_done_instead(citizen: Citizen, owner: User, house: House, missing: str):
    row = asked(citizen, house, owner)

    answer = client_of(house.leader).post(
        url("referral_decide", row), NO | {missing: "", "refusal_words": "Vi har talt længe om det"}
    )

    form = answer.context["form"]
    assert (list(form.errors), form["refusal_words"].value()) == ([missing], "Vi har talt længe om det")
    assert fresh(row, owner).accepted is None


def test_nobody_is_refused_for_being_difficult(citizen: Citizen, owner: User, house: House):
    row = asked(citizen, house, owner)

    answer = client_of(house.leader).post(url("referral_decide", row), NO | {"refusal": "too_difficult"})

    assert list(answer.context["form"].errors) == ["refusal"]


def test_each_side_answers_for_its_own_only(citizen: Citizen, owner: User, leader: User, own_house: House):
    row = asked(citizen, own_house, owner)
    home = client_of(leader, purpose_for=[citizen])

    asks = {
        "leader decides": home.get(url("referral_decide", row)),
        "leader assesses": home.get(url("referral_assess", row)),
        "leader's room": home.get(url("referral_room", row)),
        "centre grants": client_of(own_house.leader).get(url("referral_grant", row)),
        "worker decides": client_of(own_house.worker).get(url("referral_decide", row)),
        "mentor grants": client_of(owner).get(url("referral_grant", row)),
    }

    assert {who: answer.status_code for who, answer in asks.items()} == dict.fromkeys(asks, 403)


def test_under_sel_110_the_municipality_grants_nothing(citizen: Citizen, owner: User, leader: User, house: House):
    row = asked(citizen, house, owner)

    answer = client_of(leader, purpose_for=[citizen]).get(url("referral_grant", row))

    assert answer.status_code == 403
    assert "SEL § 110 afgør centrets leder" in answer.content.decode()


def test_a_refusal_of_the_municipality_comes_with_a_letter(
    citizen: Citizen, owner: User, leader: User, own_house: House
):
    row = asked(citizen, own_house, owner)
    home = client_of(leader, purpose_for=[citizen])

    without = home.post(url("referral_grant", row), NO)
    answer = home.post(url("referral_grant", row), NO | {"appeal_told": "on", "refusal_words": "Du har en bolig."})
    letter = home.get(answer.url).content.decode()

    assert list(without.context["form"].errors) == ["appeal_told"]
    assert answer.url == url("refusal_letter", row)
    said = ("Karla Zornfeldt", "SEL § 107", "Du har en bolig.", "Værestedet følger op", "4 uger", "Ankestyrelsen")
    assert [words for words in said if words not in letter] == []
    assert not any(word in letter.lower() for word in ("opsporet", "målgruppe", "frafaldet", "klods"))


def test_the_centres_no_has_a_letter_without_the_citizens_name(citizen: Citizen, owner: User, house: House):
    row = asked(citizen, house, owner)
    centre = client_of(house.leader)
    before = centre.get(url("refusal_letter", row)).status_code
    centre.post(url("referral_decide", row), NO)

    letter = centre.get(url("refusal_letter", row)).content.decode()

    assert before == 404
    assert ("Bodil fra kajen" in letter, SURNAMES["citizen"] in letter, "SEL § 110" in letter) == (True, False, True)


def test_an_answer_is_changed_until_the_citizen_has_arrived(citizen: Citizen, owner: User, house: House):
    row = asked(citizen, house, owner)
    client = client_of(house.leader)
    client.post(url("referral_decide", row), NO)

    seen = client.get(url("referral_decide", row)).context["form"]
    client.post(url("referral_decide", row), {"answer": "yes", "seen": seen["seen"].value()})

    said = fresh(row, owner)
    assert (seen["answer"].value(), said.accepted, said.refusal, said.instead) == ("no", True, "", "")


def test_after_the_arrival_nothing_is_changed(citizen: Citizen, owner: User, house: House):
    row = arrived(citizen, house, by=owner).referral
    seen = fresh(row, owner).decided_at.isoformat()

    page = client_of(house.leader).post(url("referral_decide", row), NO | {"seen": seen}).content.decode()

    assert "Borgeren er ankommet" in page


def test_of_two_who_answer_at_once_the_second_sees_what_the_first_said(citizen: Citizen, owner: User, house: House):
    row = asked(citizen, house, owner)
    client = client_of(house.leader)
    with acting(house.leader) as by:
        decide(referral=row, accepted=True, by=by)

    second = client.post(url("referral_decide", row), NO | {"seen": ""})
    held = fresh(row, owner).accepted
    form = second.context["form"]
    client.post(url("referral_decide", row), NO | {"seen": form["seen"].value()})

    assert "har svaret imens: »Ja, borgeren kan komme«" in second.content.decode()
    assert (held, form["instead"].value()) == (True, NO["instead"])
    assert fresh(row, owner).accepted is False


def test_waiting_for_a_room_is_what_the_centre_says(citizen: Citizen, owner: User, any_house: House):
    row = agreed(citizen, any_house, by=owner)
    client, home = client_of(any_house.worker), client_of(owner)
    before = home.get(row.get_absolute_url()).content.decode()
    day = timezone.localdate() + timedelta(days=3)

    bad = client.post(url("referral_room", row), {"is_free": "False", "room_from_on": day - timedelta(days=9)})
    client.post(url("referral_room", row), {"is_free": "False", "room_from_on": day})
    waits = home.get(row.get_absolute_url()).content.decode()
    client.post(url("referral_room", row), {"is_free": "True"})
    after = home.get(row.get_absolute_url()).content.decode()

    assert list(bad.context["form"].errors) == ["room_from_on"]
    assert ["Venter på plads" in page for page in (before, waits, after)] == [False, True, False]
    assert "ledige værelser" not in waits


def test_the_centre_sees_its_free_rooms(citizen: Citizen, owner: User, house: House):
    row = agreed(citizen, house, by=owner)

    page = client_of(house.worker).get(row.get_absolute_url()).content.decode()

    assert "2 ledige værelser." in page


def test_a_day_that_has_come_is_waited_for_no_more(citizen: Citizen, owner: User, house: House):
    row = agreed(citizen, house, by=owner)
    with acting(house.worker) as by:
        say_room(referral=row, is_free=False, room_from_on=timezone.localdate(), by=by)

    page = client_of(owner).get(row.get_absolute_url()).content.decode()
    assert ("Venter på plads" in page, "Klar til afhentning" in page) == (False, True)


@pytest.mark.parametrize("side", ["home", "centre"])
def test_either_side_withdraws_with_a_reason(citizen: Citizen, owner: User, any_house: House, side: str):
    row = asked(citizen, any_house, owner)
    who = owner if side == "home" else any_house.worker
    client = client_of(who)

    without = client.post(url("referral_withdraw", row), {"withdrawn_because": " "})
    client.post(url("referral_withdraw", row), {"withdrawn_because": "Borgeren kom på sygehuset"})

    assert list(without.context["form"].errors) == ["withdrawn_because"]
    said = fresh(row, owner)
    assert (said.withdrawn_because, said.withdrawn_by_id, said.is_open) == ("Borgeren kom på sygehuset", who.pk, False)


def test_an_answer_before_the_question_is_refused(citizen: Citizen, owner: User, house: House):
    row = asked(citizen, house, owner)
    early = row.asked_at - timedelta(days=1)

    answer = client_of(house.leader).post(url("referral_decide", row), {"answer": "yes", "at": early})

    assert list(answer.context["form"].errors) == ["at"]


def test_the_database_knows_no_day_without_a_wait(citizen: Citizen, owner: User, house: House):
    row = asked(citizen, house, owner)
    row.room_from_on = timezone.localdate()
    with acting(owner), pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_page_costs_the_same_however_much_was_done(citizen: Citizen, owner: User, any_house: House):
    row = fetched(citizen, any_house, owner).referral

    for who in (owner, any_house.leader):
        client = client_of(who)
        client.get(row.get_absolute_url())
        assert len(queries_of(lambda: client.get(row.get_absolute_url()))) <= 12  # noqa: B023


def test_home_of_another_unit_and_another_municipality_see_nothing(
    citizen: Citizen, owner: User, stranger: User, outsider: User, any_house: House
):
    row = asked(citizen, any_house, owner)

    names = ("referral", "referral_withdraw", "pick_up_new", "referral_decide")
    found = {client_of(who).get(url(name, row)).status_code for who in (stranger, outsider) for name in names}

    assert found == {404}


def test_a_grant_is_changed_too(citizen: Citizen, owner: User, leader: User, own_house: House):
    row = asked(citizen, own_house, owner)
    with acting(leader) as by:
        grant(referral=row, granted=False, refusal="other", instead="Vi ringer", appeal_told=True, by=by)
        row = grant(referral=row, granted=True, by=by)

    assert (row.granted, row.denial, row.denial_appeal_told) == (True, "", False)


def test_a_refusal_without_guidance_is_no_refusal(citizen: Citizen, owner: User, leader: User, own_house: House):
    row = asked(citizen, own_house, owner)
    with acting(leader) as by, pytest.raises(ValidationError) as refused:
        grant(referral=row, granted=False, refusal="other", instead="Vi ringer", by=by)

    assert list(refused.value.message_dict) == ["appeal_told"]


@pytest.fixture
def refused_twice(citizen: Citizen, owner: User, leader: User, own_house: House) -> CentreReferral:
    """The centre says no, and then the municipality, each for a reason of its own."""
    row = asked(citizen, own_house, owner)
    with acting(own_house.leader) as by:
        decide(
            referral=row,
            accepted=False,
            refusal="no_room",
            refusal_words="Fuldt til mandag",
            instead="Ring mandag",
            by=by,
        )
    with acting(leader) as by:
        return grant(
            referral=row, granted=False, refusal="other_offer", refusal_words="Du har en bolig",
            instead="Boligrådgivningen", appeal_told=True, by=by,
        )  # fmt: skip


def test_each_no_keeps_its_own_reason(refused_twice: CentreReferral, own_house: House):
    both = (CENTRE.why(refused_twice), MUNICIPALITY.why(refused_twice))
    with acting(own_house.leader) as by:
        after = decide(referral=refused_twice, accepted=True, by=by)

    assert both == (
        {"refusal": "no_room", "refusal_words": "Fuldt til mandag", "instead": "Ring mandag", "appeal_told": False},
        {
            "refusal": "other_offer", "refusal_words": "Du har en bolig", "instead": "Boligrådgivningen",
            "appeal_told": True,
        },
    )  # fmt: skip
    assert (after.refusal, after.refusal_words, after.denial_words) == ("", "", "Du har en bolig")


BOTH = (
    "Der er ikke plads",
    "Fuldt til mandag",
    "Ring mandag",
    "Et andet tilbud",
    "Du har en bolig",
    "Boligrådgivningen",
)


@pytest.mark.parametrize("page", ["referral", "refusal_letter"])
def test_both_reasons_are_read_where_both_said_no(
    refused_twice: CentreReferral, citizen: Citizen, leader: User, page: str
):
    text = client_of(leader, purpose_for=[citizen]).get(url(page, refused_twice)).content.decode()

    assert [words for words in BOTH if words not in text] == []


def test_the_timeline_tells_each_no_with_its_reason(refused_twice: CentreReferral, citizen: Citizen, owner: User):
    with acting(owner):
        told = {entry.title: entry.body for entry in asked_entries(citizen)}

    assert told["Kommunen giver afslag på opholdet"] == (
        "Et andet tilbud passer bedre\nDu har en bolig\nI stedet: Boligrådgivningen"
    )
    assert told[f"{refused_twice.centre} siger nej"] == (
        "Der er ikke plads, og borgeren kan ikke vente\nI stedet: Ring mandag"
    )


def test_the_numbers_count_a_question_under_each_reason(refused_twice: CentreReferral, leader: User):
    half = HalfYear.read("", timezone.localdate(refused_twice.asked_at))
    with acting(leader) as user:
        (row,) = refusals(user, half)

    assert (row.reasons, row.words) == (
        {"no_room", "other_offer"},
        "Centret: Der er ikke plads, og borgeren kan ikke vente · Kommunen: Et andet tilbud passer bedre",
    )


def test_the_form_begins_with_the_own_sides_no(
    refused_twice: CentreReferral, citizen: Citizen, leader: User, own_house: House
):
    home = client_of(leader, purpose_for=[citizen]).get(url("referral_grant", refused_twice)).context["form"]
    centre = client_of(own_house.leader).get(url("referral_decide", refused_twice)).context["form"]

    assert [form["refusal_words"].value() for form in (home, centre)] == ["Du har en bolig", "Fuldt til mandag"]


@pytest.mark.parametrize("field", ["refusal", "denial"])
def test_the_database_knows_no_reason_without_its_no(citizen: Citizen, owner: User, own_house: House, field: str):
    row = asked(citizen, own_house, owner)
    setattr(row, field, "other")

    with acting(owner), pytest.raises(IntegrityError), transaction.atomic():
        row.save()
