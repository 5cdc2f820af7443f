"""A centre of another organisation is asked under a consent that names it; both sides read when it is taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Unit, User
from audit.verification import verify_history
from cases.actions.consent import give_consent, withdraw_consent
from cases.models import Citizen, Consent
from crisis_center.actions.referral import refer
from crisis_center.models import CentreReferral
from directory.actions.partner import add_partner
from tests.cast import acting, client_of
from tests.crisis_center.asking_factories import ask_url, asked, course, fresh
from tests.crisis_center.crisis_factories import House, arrived, opened, operator_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def consent_to(name: str, citizen: Citizen, by: User, **more: Any) -> Consent:
    receiver = {} if "partner" in more else {"other_kind": "other", "other_name": name}
    values = {
        "direction": "pass_on", "kinds": ["health"], "purpose": "Ophold", "given_how": "oral",
        "given_on": TODAY() - timedelta(days=3), "to_on": TODAY() + timedelta(days=30), "consequences_told": True,
        **receiver,
    }  # fmt: skip
    return give_consent(citizen=citizen, by=by, **values | more)


def answers(house: House, consent: Consent | None) -> dict[str, Any]:
    return {"centre": house.centre.pk, "called": "Bodil", "why": "Sover ude", "consent": consent.pk if consent else ""}


@pytest.mark.parametrize(
    "name",
    ["Akutkrisecenter Åhuset", "  akutkrisecenter  ÅHUSET. ", "Fonden Åhuset"],
    ids=["centre", "typed", "operator"],
)
def test_a_consent_that_names_the_centre_or_its_operator_lets_one_ask(
    citizen: Citizen, owner: User, house: House, name: str
):
    case = course(citizen, owner)
    with acting(owner) as by:
        consent = consent_to(name, citizen, by)

    answer = client_of(owner).post(ask_url(case), answers(house, consent))

    with acting(owner):
        assert (answer.status_code, CentreReferral.objects.get().consent_id) == (302, consent.pk)


def test_so_does_one_that_names_the_partner_of_that_name(citizen: Citizen, owner: User, leader: User, house: House):
    case = course(citizen, owner)
    with acting(leader) as by:
        partner = add_partner(unit=citizen.unit, name="Akutkrisecenter Åhuset", kind="other", by=by)
    with acting(owner) as by:
        consent = consent_to("", citizen, by, partner=partner)

    assert client_of(owner).post(ask_url(case), answers(house, consent)).status_code == 302


NOT_ENOUGH: dict[str, dict[str, Any]] = {
    "names another": {"other_name": "Lægerne på Torvet"},
    "has the name among others": {"other_name": "Kontakthuset"},
    "only asks": {"direction": "ask"},
    "has run out": {"given_on": "long ago"},
}


@pytest.mark.parametrize("how", NOT_ENOUGH)
def test_any_other_consent_is_refused_at_its_field_and_what_was_typed_is_kept(
    citizen: Citizen, owner: User, house: House, how: str
):
    case = course(citizen, owner)
    more = NOT_ENOUGH[how]
    if how == "has run out":
        more = {"given_on": TODAY() - timedelta(days=30), "to_on": TODAY() - timedelta(days=1)}
    with acting(owner) as by:
        consent = consent_to("Akutkrisecenter Åhuset", citizen, by, **more)

    answer = client_of(owner).post(ask_url(case), answers(house, consent))

    form = answer.context["form"]
    assert (list(form.errors), form["why"].value()) == (["consent"], "Sover ude")
    assert "Skriv et samtykke først" in form.errors["consent"][0]
    with acting(owner):
        assert not CentreReferral.objects.exists()


def test_a_consent_to_one_centre_is_none_to_another(citizen: Citizen, owner: User, house: House, founder: User):
    other = opened(_unit_elsewhere(founder), by=founder)
    case = course(citizen, owner)
    with acting(owner) as by:
        consent = consent_to("Akutkrisecenter Åhuset", citizen, by)

    answer = client_of(owner).post(ask_url(case), answers(other, consent))

    assert answer.context["form"].errors["consent"] == [
        "Samtykket gælder Akutkrisecenter Åhuset. Det skal nævne Natlyset eller Fonden Nat. Tryk »Skriv et samtykke "
        "først«: det, du har skrevet, står her bagefter."
    ]


def _unit_elsewhere(founder: User) -> Unit:
    from accounts.actions.units import add_unit

    return add_unit(organisation=operator_of(founder, "Fonden Nat"), name="Natlyset", kind="crisis_centre", by=founder)


def test_the_action_asks_too(citizen: Citizen, owner: User, house: House):
    case = course(citizen, owner)
    with acting(owner) as by:
        consent = consent_to("Lægerne på Torvet", citizen, by)
        with pytest.raises(ValidationError) as refused:
            refer(case=case, centre=house.centre, called="Bodil", why="Sover ude", consent=consent, by=by)

    assert list(refused.value.message_dict) == ["consent"]


def test_only_consents_that_name_a_centre_are_offered(citizen: Citizen, owner: User, house: House):
    case = course(citizen, owner)
    with acting(owner) as by:
        consent_to("Lægerne på Torvet", citizen, by)
        consent_to("Fonden Åhuset", citizen, by)

    form = client_of(owner).get(ask_url(case)).context["form"]

    assert [str(label) for _key, label in form.fields["consent"].choices] == ["Intet samtykke", "Fonden Åhuset"]


def test_before_the_consent_is_written_a_centre_is_chosen(citizen: Citizen, owner: User, house: House):
    typed = {"centre": "", "why": "Har ikke spist i to dage", "consent_first": "1"}

    answer = client_of(owner).post(ask_url(course(citizen, owner)), typed)

    form = answer.context["form"]
    assert form.errors["centre"] == ["Vælg et center. Et samtykke skal nævne det."]
    assert form["why"].value() == "Har ikke spist i to dage"


WORDS = ("Samtykket er trukket tilbage den ", "Del ikke mere.")


def withdrawn(row: CentreReferral, owner: User) -> CentreReferral:
    with acting(owner) as by:
        withdraw_consent(consent=Consent.objects.get(pk=row.consent_id), on=TODAY(), how="oral", by=by)
    return fresh(row, owner)


@pytest.mark.parametrize("side", ["home", "centre"])
@pytest.mark.parametrize("page", ["referral", "stay"])
def test_both_sides_read_that_the_consent_was_taken_back(
    citizen: Citizen, owner: User, any_house: House, page: str, side: str
):
    stay = arrived(citizen, any_house, by=owner)
    row = stay.referral
    shown = row if page == "referral" else stay
    client = client_of(owner if side == "home" else any_house.worker)
    before = client.get(shown.get_absolute_url()).content.decode()
    cost = len(queries_of(lambda: client.get(shown.get_absolute_url())))

    row = withdrawn(row, owner)

    after = client.get(shown.get_absolute_url()).content.decode()
    assert row.consent_withdrawn_on == TODAY()
    assert [words in before for words in WORDS] == [False, False]
    assert [words in after for words in WORDS] == [True, True]
    assert (f"/samtykker/{row.consent_id}/" in after) == (side == "home")
    assert len(queries_of(lambda: client.get(shown.get_absolute_url()))) == cost


def test_history_says_who_took_it_back_and_stays_whole(citizen: Citizen, owner: User, house: House):
    row = withdrawn(asked(citizen, house, owner), owner)

    with acting(owner):
        newest = row.history.latest()
    assert (newest.history_user_id, newest.consent_withdrawn_on) == (owner.pk, TODAY())
    assert verify_history() == []


def test_another_consent_taken_back_says_nothing(citizen: Citizen, owner: User, house: House):
    row = asked(citizen, house, owner)
    with acting(owner) as by:
        other = consent_to("Lægerne på Torvet", citizen, by)
        withdraw_consent(consent=other, on=TODAY(), how="oral", by=by)

    assert fresh(row, owner).consent_withdrawn_on is None
