"""A mentor asks a centre: what is shown of it, the consent on the way, nothing typed twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.units import add_unit
from accounts.models import User
from cases.models import Case, Citizen, Consent
from crisis_center import asking
from crisis_center.actions.agreement import agree
from crisis_center.models import CentreReferral
from tests.cast import acting, client_of, token
from tests.crisis_center.asking_factories import ask_url, asked, course
from tests.crisis_center.crisis_factories import House, consented, opened, operator_of
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def answers(house: House, **more: object) -> dict:
    return {"centre": house.centre.pk, "called": "Bodil", "why": "Sover ude", "home_contact": "Oda, 20304050"} | more


def test_the_page_says_what_each_centre_is_and_what_is_agreed_with_it(
    citizen: Citizen, owner: User, leader: User, house: House, own_house: House
):
    case = course(citizen, owner)
    with acting(leader) as by:
        agree(centre=house.centre, plan_work=True, midway_part=True, drop_in_recognised=True, mentor=owner, by=by)

    form = client_of(owner).get(ask_url(case)).context["form"]

    hints = form.fields["centre"].widget.hints
    assert hints == {
        str(own_house.centre.pk): (
            "SEL § 107 (midlertidigt ophold) · Privat, Odense Kommune · 66112233. "
            "Ingen samarbejdsaftale endnu. I kan spørge alligevel."
        ),
        str(house.centre.pk): (
            "SEL § 110 (akut ophold) · Privat, Fonden Åhuset · 66112233. "
            "Der mangler: Kommunen giver hurtigt medicinsk delegation."
        ),
    }
    assert next(iter(hints)) == str(own_house.centre.pk)


@pytest.mark.parametrize(("identity", "called"), [("named", "Karla Zornfeldt"), ("alias", token("citizen", "alias"))])
def test_the_citizen_is_called_by_name_if_known_by_name(
    citizen: Citizen, alias_citizen: Citizen, owner: User, house: House, identity: str, called: str
):
    who = citizen if identity == "named" else alias_citizen
    form = client_of(owner).get(ask_url(course(who, owner))).context["form"]

    assert form["called"].value() == (called if identity == "named" else token("alias_citizen", "alias"))


def test_what_the_screening_says_is_typed_no_more(citizen: Citizen, owner: User, house: House, monkeypatch):
    said = {"first_needs": "Bad og seng", "travels_alone": False, "life_threatening": True}
    monkeypatch.setattr(asking, "screened_words", lambda case: said)

    form = client_of(owner).get(ask_url(course(citizen, owner))).context["form"]

    assert {name: form[name].value() for name in said} == said


def test_another_organisations_centre_is_asked_under_a_consent(citizen: Citizen, owner: User, house: House):
    case = course(citizen, owner)
    client = client_of(owner)

    refused = client.post(ask_url(case), answers(house))
    with acting(owner) as by:
        consent = consented(citizen, by=by)
    answer = client.post(ask_url(case), answers(house, consent=consent.pk, travels_alone="False"))

    assert "samtykke skal nævne Akutkrisecenter Åhuset eller Fonden Åhuset" in refused.content.decode()
    assert refused.context["form"]["why"].value() == "Sover ude"
    with acting(owner):
        row = CentreReferral.objects.get()
        assert (answer.url, row.shared_with_id, row.consent_id, row.travels_alone, row.asked_by_id) == (
            row.get_absolute_url(), house.centre.operator.pk, consent.pk, False, owner.pk,
        )  # fmt: skip


def test_ones_own_centre_is_asked_without(citizen: Citizen, owner: User, own_house: House):
    client_of(owner).post(ask_url(course(citizen, owner)), answers(own_house))

    with acting(owner):
        assert CentreReferral.objects.values_list("consent", "shared_with").get() == (None, None)


def test_what_was_typed_waits_while_the_consent_is_written(citizen: Citizen, owner: User, house: House):
    case = course(citizen, owner)
    client = client_of(owner)
    typed = answers(house, why="Har ikke spist i to dage", life_threatening="on", consent_first="1")

    to_consent = client.post(ask_url(case), typed)
    page = client.get(to_consent.url)
    given = client.post(
        to_consent.url,
        {
            "other_kind": "other", "other_name": page.context["form"]["other_name"].value(), "direction": "pass_on",
            "kinds": ["health"], "case": page.context["form"]["case"].value(), "purpose": "Ophold på centret",
            "given_how": "oral", "given_on": timezone.localdate(),
            "to_on": timezone.localdate() + timedelta(days=90), "consequences_told": "on",
        },
    )  # fmt: skip
    form = client.get(given.url).context["form"]
    again = client.get(given.url).context["form"]

    with acting(owner):
        consent = Consent.objects.get(citizen=citizen)
    assert given.url == ask_url(case)
    assert consent.other_name == str(house.centre)
    kept = {name: form[name].value() for name in ("centre", "why", "life_threatening", "hidden", "consent")}
    assert kept == {
        "centre": str(house.centre.pk), "why": "Har ikke spist i to dage", "life_threatening": True, "hidden": False,
        "consent": consent.pk,
    }  # fmt: skip
    assert again["why"].value() in (None, "")


def test_what_waits_is_sealed_and_for_its_own_course_only(
    citizen: Citizen, unit_citizen: Citizen, owner: User, house: House
):
    case, other = course(citizen, owner), course(unit_citizen, owner)
    client = client_of(owner, purpose_for=[unit_citizen])
    client.post(ask_url(case), answers(house, why=token("citizen", "draft"), consent_first="1"))

    assert token("citizen", "draft") not in str(dict(client.session))
    assert token("citizen", "draft") not in client.get(ask_url(other)).content.decode()


def test_only_consents_to_pass_on_are_offered(citizen: Citizen, owner: User, house: House):
    with acting(owner) as by:
        consented(citizen, by=by)
    form = client_of(owner).get(ask_url(course(citizen, owner))).context["form"]

    assert [str(label) for _key, label in form.fields["consent"].choices] == [
        "Intet samtykke",
        "Akutkrisecenter Åhuset",
    ]


def test_a_second_question_leads_to_the_first(citizen: Citizen, owner: User, house: House):
    row = asked(citizen, house, owner)

    assert client_of(owner).get(ask_url(row.case)).url == row.get_absolute_url()


def test_bad_input_is_said_at_the_field_and_the_rest_is_kept(citizen: Citizen, owner: User, own_house: House):
    client, address = client_of(owner), ask_url(course(citizen, owner))
    bad = ({"called": ""}, {"born_year": 1850}, {"asked_at": timezone.now() + timedelta(days=1)}, {"why": "x" * 2001})

    forms = [client.post(address, answers(own_house, first_needs="Mad", **one)).context["form"] for one in bad]

    said = [(list(form.errors), form["first_needs"].value()) for form in forms]
    assert said == [(["called"], "Mad"), (["born_year"], "Mad"), (["asked_at"], "Mad"), (["why"], "Mad")]


def test_an_outreach_course_asks_no_centre(citizen: Citizen, owner: User):
    with acting(owner):
        outreach = Case.objects.get(citizen=citizen)

    assert client_of(owner).get(ask_url(outreach)).status_code == 404


def test_an_anonymous_citizen_is_told_of_before_anything_is_typed(
    anonymous_citizen: Citizen, owner: User, house: House
):
    page = client_of(owner, purpose_for=[anonymous_citizen]).get(ask_url(course(anonymous_citizen, owner)))

    assert "Borgeren kan ikke give samtykke endnu" in page.content.decode()


def test_any_number_of_centres_costs_the_same(citizen: Citizen, owner: User, founder: User, own_house: House):
    case = course(citizen, owner)
    client = client_of(owner)

    def more(number: int) -> None:
        for one in range(number):
            operator = operator_of(founder, f"Fond {number}-{one}")
            unit = add_unit(organisation=operator, name=f"Åhuset {number}{one}", kind="crisis_centre", by=founder)
            opened(unit, by=founder, rooms=0)
            with acting(owner) as by:
                consented(citizen, by=by)

    more(1)
    assert_same_queries(lambda: client.get(ask_url(case)), lambda: more(2), lambda: more(20))


def test_the_citizens_course_shows_the_way(citizen: Citizen, owner: User, house: House):
    case = course(citizen, owner)

    page = client_of(owner).get(reverse("cases:case", args=[case.pk])).content.decode()

    assert ask_url(case) in page


def test_whom_one_may_not_know_one_tells_nobody_about(protected_citizen: Citizen, owner: User, unit_mate: User):
    case = course(protected_citizen, owner)

    answer = client_of(unit_mate, purpose_for=[protected_citizen]).get(ask_url(case))

    assert answer.status_code == 403
