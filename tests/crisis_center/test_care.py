"""Alerts, delegation, problems and word to the municipality: what both sides must know of a stay."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from crisis_center.actions.delegation import ask_delegation, give_delegation
from crisis_center.actions.health_check import note_health_check
from crisis_center.actions.problem import raise_problem
from crisis_center.models import AcuteProblem, AuthorityContact, MedicalDelegation, StayAlert
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import House, arrived
from tests.crisis_center.duty_factories import at, body, posted

pytestmark = pytest.mark.django_db


def today() -> str:
    return timezone.localdate().isoformat()


def test_an_alert_written_by_either_side_is_shared_and_stands_first(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    home, centre = client_of(owner), client_of(any_house.worker)

    posted(home, "alert_new", stay.pk, kind="allergy", words="Tåler ikke penicillin", since_on=today())
    posted(centre, "alert_new", stay.pk, kind="suicide", words="Talte om det i nat", since_on=today())

    for client in (home, centre):
        page = body(client.get(stay.get_absolute_url()))
        assert ("Tåler ikke penicillin" in page, "Talte om det i nat" in page) == (True, True)
        assert page.index("Tåler ikke penicillin") < page.index("Akutte problemer")
    with acting(owner):
        whose = {(row.organisation_id, row.shared_with_id) for row in StayAlert.objects.all()}
    assert whose == {(stay.organisation_id, stay.shared_with_id)}


def test_an_alert_ends_with_who_and_is_kept(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    posted(client, "alert_new", stay.pk, kind="seizures", words="Abstinenser", since_on=today())
    with acting(any_house.worker):
        alert = StayAlert.objects.get()

    for _twice in range(2):
        posted(client, "alert_end", alert.pk)

    with acting(any_house.worker):
        alert.refresh_from_db()
    page = body(client.get(stay.get_absolute_url()))
    assert alert.ended_by == any_house.worker
    assert page.index("Tidligere hensyn") < page.index("Abstinenser")
    assert f"slut {timezone.localdate().day}." in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"kind": ""}, "Skal udfyldes."), ({"words": " "}, "Skal udfyldes."), ({"since_on": "2999-01-01"}, "fremtiden")],
)
def test_a_bad_alert_is_said_and_the_rest_is_kept(
    citizen: Citizen, owner: User, house: House, changed: dict, said: str
):
    stay = arrived(citizen, house, by=owner)
    whole = {"kind": "other", "words": "Bange for hunde", "since_on": today()} | changed

    page = body(posted(client_of(house.worker), "alert_new", stay.pk, **whole))

    assert (said in page, whole["words"].strip() in page) == (True, True)


def test_nobody_else_writes_or_reads(
    citizen: Citizen, owner: User, any_house: House, outsider: User, stranger: User, spotter: User
):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.worker) as by:
        problem = raise_problem(stay=stay, what="Ingen medicin", side="home", owner="Mona", by=by)

    asked = {
        str(who): [client_of(who).get(at("alert_new", stay.pk)).status_code,
                   posted(client_of(who), "problem_settle", problem.pk).status_code]
        for who in (outsider, stranger, spotter)
    }  # fmt: skip
    assert set(map(tuple, asked.values())) == {(404, 404)}


def test_a_delegation_is_asked_for_and_given_later(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    posted(client, "delegation_new", stay.pk, asked_on=today())
    with acting(any_house.worker):
        row = MedicalDelegation.objects.get()
    asked = body(client.get(stay.get_absolute_url()))

    until = timezone.localdate() + timedelta(days=14)
    posted(client_of(owner), "delegation", row.pk, doctor="Vibeke Toft", from_on=today(), to_on=until)

    given = body(client.get(stay.get_absolute_url()))
    assert ("ikke givet endnu" in asked, "Medicinsk delegation: spurgt" in asked) == (True, True)
    assert ("Vibeke Toft" in given, "Medicinsk delegation: spurgt" in given) == (True, False)


def test_a_doctor_is_enough_from_the_day_it_was_asked_for(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)

    posted(client_of(house.worker), "delegation_new", stay.pk, asked_on=today(), doctor="Vibeke Toft")

    with acting(house.worker):
        assert MedicalDelegation.objects.get().from_on == timezone.localdate()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"from_on": timezone.localdate()}, "doctor"),
        ({"doctor": "V", "from_on": timezone.localdate(), "to_on": timezone.localdate() - timedelta(days=1)}, "to_on"),
        ({"asked_on": timezone.localdate() + timedelta(days=1)}, "asked_on"),
    ],
)
def test_a_delegation_that_cannot_be_is_refused(citizen: Citizen, owner: User, house: House, told: dict, field: str):
    stay = arrived(citizen, house, by=owner)

    with acting(house.worker) as by, pytest.raises(ValidationError) as refused:
        ask_delegation(stay=stay, by=by, **told)

    assert list(refused.value.message_dict) == [field]


def test_an_ended_delegation_is_missing_again(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)
    yesterday = timezone.localdate() - timedelta(days=1)
    with acting(house.worker) as by:
        row = ask_delegation(stay=stay, asked_on=yesterday, by=by)
        give_delegation(delegation=row, doctor="Vibeke", from_on=yesterday, to_on=yesterday, by=by)

    assert "Medicinsk delegation er udløbet" in body(client_of(house.worker).get(stay.get_absolute_url()))


def test_homes_problem_waits_for_the_mentor_by_name(citizen: Citizen, owner: User, colleague: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    told = {"what": "Lejligheden står åben", "owner": "Mona i boligteamet", "due_on": today()}
    posted(client, "problem_new", stay.pk, side="home", **told)
    posted(client, "problem_new", stay.pk, side="centre", **told | {"what": "Briller"})
    day = reverse("cases:my_day")

    waits = {str(who): body(client_of(who).get(day)) for who in (owner, colleague, any_house.worker)}
    with acting(owner):
        problem = AcuteProblem.objects.get(side="home")
    posted(client_of(owner), "problem_settle", problem.pk)

    assert {who: ("Lejligheden" in page, "Briller" in page) for who, page in waits.items()} == {
        str(owner): (True, False), str(colleague): (False, False), str(any_house.worker): (False, False),
    }  # fmt: skip
    assert "Mona i boligteamet" in waits[str(owner)]
    assert "Lejligheden" not in body(client_of(owner).get(day))
    assert "løst" in body(client.get(stay.get_absolute_url()))


def test_solved_by_mistake_is_unsolved_again(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)
    with acting(house.worker) as by:
        problem = raise_problem(stay=stay, what="Ingen sko", side="centre", owner="Emil", by=by)
    client = client_of(house.worker)

    posted(client, "problem_settle", problem.pk)
    posted(client, "problem_settle", problem.pk, again=1)

    with acting(house.worker):
        assert AcuteProblem.objects.unsolved().get() == problem


def test_the_municipality_is_informed_and_the_authority_spoken_with(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")

    early = body(posted(client, "inform", stay.pk, at="2999-01-01T10:00"))
    posted(client, "inform", stay.pk, at=now)
    posted(client, "authority_new", stay.pk, whom="Karen, myndighed", spoken_at=now, agreed="Hun ringer torsdag")

    page = body(client_of(owner).get(stay.get_absolute_url()))
    with acting(any_house.worker):
        stay.refresh_from_db()
        contact = AuthorityContact.objects.get()
    assert "Tidspunktet ligger i fremtiden." in early
    assert (stay.informed_by, contact.organisation_id) == (any_house.worker, citizen.organisation_id)
    assert "Karen, myndighed · Hun ringer torsdag" in page


def test_findings_are_a_health_note_and_the_follow_up_is_for_both(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.health) as by:
        note_health_check(
            stay=stay, examiner="Læge Toft", findings="Sår på benet", follow_up="Tandlæge",
            follow_up_owner="Mentor", by=by,
        )  # fmt: skip

    seen = {}
    for name, who in {"health": any_house.health, "worker": any_house.worker, "home": owner}.items():
        page = body(client_of(who).get(stay.get_absolute_url()))
        seen[name] = ("Sår på benet" in page, "Tandlæge" in page, "Sundhedsfagligt notat" in page)
    assert seen == {
        "health": (True, True, False), "worker": (False, True, True), "home": (False, True, False),
    }  # fmt: skip


def test_a_follow_up_has_an_owner(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)

    page = body(posted(
        client_of(house.health), "health_check_new", stay.pk, done_on=today(), examiner="Læge", follow_up="Tandlæge",
        findings="Dårlige tænder",
    ))  # fmt: skip

    assert ("Skriv, hvem der følger op." in page, "Dårlige tænder" in page) == (True, True)
