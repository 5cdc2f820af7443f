"""A citizen's page: who may see it, what it shows to whom, and that the look is logged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.citizen import allow_speaking_with, edit_citizen
from cases.models import BestMet, SpeaksFor
from tests.cast import SURNAMES, acting, client_of, met_on_the_street, token

CPR = "010190-1234"


def looks(user, citizen) -> list[tuple]:
    with acting(user):
        rows = AccessLog.objects.filter(citizen_id=citizen.pk).order_by("id")
        return list(rows.values_list("action", "purpose"))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner", 200),
        ("colleague", 200),
        ("unit_mate", 302),
        ("leader", 302),
        ("stranger", 404),
        ("outsider", 404),
        ("spotter", 404),
        ("dpo", 404),
        ("administrator", 404),
    ],
)
def test_who_gets_the_page(who, status, citizen, request):
    user = request.getfixturevalue(who)
    assert client_of(user).get(citizen.get_absolute_url()).status_code == status


def test_a_look_is_logged(citizen, owner):
    client_of(owner).get(citizen.get_absolute_url())
    assert looks(owner, citizen) == [("view", "")]


def test_outside_ones_courses_the_purpose_is_asked_once_and_logged(citizen, unit_mate):
    client = client_of(unit_mate)
    asked = client.get(citizen.get_absolute_url())
    assert asked.url == f"/borgere/{citizen.pk}/formaal/?next=%2Fborgere%2F{citizen.pk}%2F"
    page = client.get(asked.url).content.decode()
    assert SURNAMES["citizen"] not in page
    answer = client.post(asked.url, {"why": "covers", "next": citizen.get_absolute_url()})
    assert answer.url == citizen.get_absolute_url()
    assert [client.get(answer.url).status_code, client.get(answer.url).status_code] == [200, 200]
    assert looks(unit_mate, citizen) == [("view", "Dækker for en kollega")] * 2


@pytest.mark.parametrize(
    ("data", "purpose"),
    [
        ({"why": "leading", "words": "fordeling i uge 12"}, "Fordeling og ledelse: fordeling i uge 12"),
        ({"why": "reporting"}, "Indberetning"),
        ({"why": "other", "words": "ringede til mig"}, "ringede til mig"),
    ],
)
def test_own_words_are_the_purpose(data, purpose, citizen, leader):
    client = client_of(leader)
    client.post(reverse("cases:purpose", args=[citizen.pk]), data)
    client.get(citizen.get_absolute_url())
    assert looks(leader, citizen) == [("view", purpose)]


def test_whoever_reports_nothing_does_not_look_to_report(citizen, unit_mate):
    response = client_of(unit_mate).post(reverse("cases:purpose", args=[citizen.pk]), {"why": "reporting"})
    assert list(response.context["form"].errors) == ["why"]


def test_other_needs_words(citizen, leader):
    response = client_of(leader).post(reverse("cases:purpose", args=[citizen.pk]), {"why": "other", "words": " "})
    assert dict(response.context["form"].errors) == {"words": ["Skriv kort, hvorfor du åbner siden."]}


def test_a_cpr_number_never_comes_into_the_log(citizen, leader):
    url = reverse("cases:purpose", args=[citizen.pk])
    response = client_of(leader).post(url, {"why": "covers", "words": "ringede om 010190-1234"})
    assert dict(response.context["form"].errors) == {"words": ["Skriv ikke CPR-numre her."]}
    assert 'value="ringede om 010190-1234"' in response.content.decode()


@pytest.mark.parametrize("wanted", ["https://ondt.eksempel/", "//ondt.eksempel/", "javascript:alert(1)"])
def test_the_way_on_stays_in_the_house(wanted, citizen, leader):
    url = reverse("cases:purpose", args=[citizen.pk])
    assert client_of(leader).post(url, {"why": "covers", "next": wanted}).url == citizen.get_absolute_url()


@pytest.mark.parametrize("who", ["stranger", "outsider", "spotter", "dpo", "administrator"])
def test_a_purpose_opens_nothing_out_of_reach(who, citizen, request):
    client = client_of(request.getfixturevalue(who))
    assert client.post(reverse("cases:purpose", args=[citizen.pk]), {"why": "covers"}).status_code == 404


def test_page_shows_what_is_known_and_masks_cpr(citizen, owner):
    page = client_of(owner).get(citizen.get_absolute_url()).content.decode()
    wanted = [f"Karla {SURNAMES['citizen']}", "Kontaktperson: Oda Lind", "010190-****", "20 30 40 50"]
    wanted += [token("citizen", what) for what in ("alias", "address", "wishes", "bestmet", "sister", "note", "words")]
    assert [text for text in wanted if text not in page] == []
    assert "1234" not in page.replace("20 30 40 50", "")


def test_protected_citizen_has_no_name_for_others(protected_citizen, unit_mate):
    page = client_of(unit_mate, purpose_for=[protected_citizen]).get(protected_citizen.get_absolute_url())
    text = page.content.decode()
    hidden = [SURNAMES["protected_citizen"], *(token("protected_citizen", what) for what in ("alias", "address"))]
    assert [word for word in hidden if word in text] == []
    assert "Beskyttet borger" in text


def test_protected_address_is_on_nobodys_page(protected_citizen, owner):
    page = client_of(owner).get(protected_citizen.get_absolute_url()).content.decode()
    assert SURNAMES["protected_citizen"] in page
    assert token("protected_citizen", "address") not in page


def test_anonymous_stays_anonymous(anonymous_citizen, owner):
    client = client_of(owner, purpose_for=[anonymous_citizen])
    page = client.get(anonymous_citizen.get_absolute_url()).content.decode()
    assert "Anonym efter SEL § 101 a" in page
    form = client.get(reverse("cases:citizen_edit", args=[anonymous_citizen.pk])).context["form"]
    assert sorted(form.fields) == [
        "alias", "anonymous_basis", "birth_year", "description", "gender", "reason", "version",
    ]  # fmt: skip


def test_whole_cpr_at_a_button_is_logged(citizen, owner):
    url = reverse("cases:citizen_cpr", args=[citizen.pk])
    client = client_of(owner)
    assert CPR in client.post(url).content.decode()
    assert CPR in client.post(url, headers={"HX-Request": "true"}).content.decode()
    assert looks(owner, citizen) == [("reveal", "")] * 2


def test_reload_after_the_button_shows_the_mask_again(citizen, owner):
    page = client_of(owner).get(reverse("cases:citizen_cpr", args=[citizen.pk]), follow=True).content.decode()
    assert CPR not in page


@pytest.mark.parametrize(("who", "status"), [("unit_mate", 403), ("leader", 200), ("stranger", 404), ("dpo", 404)])
def test_who_may_see_a_whole_cpr(who, status, citizen, request):
    client = client_of(request.getfixturevalue(who), purpose_for=[citizen])
    assert client.post(reverse("cases:citizen_cpr", args=[citizen.pk])).status_code == status


def test_best_met_is_added_once_and_removed(citizen, owner, place):
    client, url = client_of(owner), reverse("cases:best_met_add", args=[citizen.pk])
    for _click in range(2):
        assert client.post(url, {"place": place.pk, "weekday": "5", "day_of_month": "1"}).status_code == 302
    with acting(owner):
        row = BestMet.objects.get(citizen=citizen, weekday=5)
    client.post(reverse("cases:best_met_remove", args=[citizen.pk, row.pk]))
    with acting(owner):
        kinds = list(BestMet.history.filter(id=row.pk).order_by("history_id").values_list("history_type", flat=True))
    assert kinds == ["+", "-"]


def test_best_met_with_nothing_says_so_on_the_page(citizen, owner):
    response = client_of(owner).post(reverse("cases:best_met_add", args=[citizen.pk]), {"note": " "})
    assert (response.status_code, response.context["best_met_form"].non_field_errors()) == (
        200,
        ["Skriv et sted, en ugedag, en dag i måneden eller et par ord."],
    )


def test_speaks_for_is_agreed_and_ended(citizen, owner):
    client, url = client_of(owner), reverse("cases:speaks_for_add", args=[citizen.pk])
    client.post(url, {"name": "Bent", "relation": "SKP", "agreed_on": timezone.localdate().isoformat()})
    with acting(owner):
        row = SpeaksFor.objects.get(name="Bent")
    client.post(reverse("cases:speaks_for_end", args=[citizen.pk, row.pk]))
    with acting(owner):
        assert SpeaksFor.objects.get(pk=row.pk).ended_on == timezone.localdate()


def test_what_was_agreed_after_today_cannot_end_today(citizen, owner, time_machine):
    """A clock that ran ahead when the yes was written."""
    with acting(owner) as by:
        row = allow_speaking_with(citizen=citizen, name="Bent", relation="SKP", agreed_on=timezone.localdate(), by=by)
    time_machine.move_to(timezone.now() - timedelta(days=1))
    url = reverse("cases:speaks_for_end", args=[citizen.pk, row.pk])

    answer = client_of(owner).post(url, follow=True)

    assert "Dagen ligger før den dag, borgeren sagde ja." in answer.content.decode()
    with acting(owner):
        assert SpeaksFor.objects.get(pk=row.pk).ended_on is None


def test_an_agreement_of_tomorrow_is_refused_and_stays_typed(citizen, owner):
    tomorrow = timezone.localdate() + timedelta(days=1)
    url = reverse("cases:speaks_for_add", args=[citizen.pk])
    response = client_of(owner).post(url, {"name": "Bent", "relation": "SKP", "agreed_on": tomorrow.isoformat()})
    assert dict(response.context["speaks_for_form"].errors) == {"agreed_on": ["Dagen ligger i fremtiden."]}
    assert 'value="Bent"' in response.content.decode()


def test_a_part_of_another_citizen_is_not_reached(citizen, unit_citizen, owner):
    with acting(owner):
        row = BestMet.objects.get(citizen=citizen)
    client = client_of(owner, purpose_for=[unit_citizen])
    assert client.post(reverse("cases:best_met_remove", args=[unit_citizen.pk, row.pk])).status_code == 404


def test_page_costs_the_same_for_one_contact_and_for_many(citizen, owner, colleague, django_assert_max_num_queries):
    client = client_of(owner)
    client.get(citizen.get_absolute_url())
    with django_assert_max_num_queries(18) as one:
        client.get(citizen.get_absolute_url())
    with acting(owner) as by:
        for days in range(2, 12):
            met_on_the_street(citizen, "citizen", days_ago=days, colleagues=[colleague], by=by)
    with django_assert_max_num_queries(18) as many:
        client.get(citizen.get_absolute_url())
    assert len(one) == len(many)


def test_edit_reaches_only_those_who_may(citizen, crisis_worker, owner):
    with acting(owner) as by:
        edit_citizen(citizen=citizen, by=by, unit=crisis_worker.memberships.get().unit)
    client = client_of(crisis_worker, purpose_for=[citizen])
    assert client.get(reverse("cases:citizen_edit", args=[citizen.pk])).status_code == 403
