"""Correcting a citizen's facts."""

from __future__ import annotations

import pytest

from cases.actions.citizen import edit_citizen
from cases.models import Citizen
from tests.cast import SURNAMES, acting, client_of


def url(citizen, part: str = "hvem") -> str:
    return f"/borgere/{citizen.pk}/ret/{part}/"


def filled(client, citizen, part: str = "hvem", **fields) -> dict:
    """What the browser would send: the form as it was drawn, with `fields` typed over."""
    form = client.get(url(citizen, part)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)} | fields


def now(user, citizen) -> Citizen:
    with acting(user):
        return Citizen.objects.get(pk=citizen.pk)


def test_saved_with_reason_in_history(citizen, owner):
    client = client_of(owner)
    response = client.post(url(citizen), filled(client, citizen, alias="Kalle", reason="Ringede og sagde det"))
    row = now(owner, citizen)
    with acting(owner):
        last = row.history.latest()
    assert (response.url, row.alias, row.cpr) == (citizen.get_absolute_url(), "Kalle", "0101901234")
    assert (last.history_user_id, last.history_change_reason) == (owner.pk, "Ringede og sagde det")


def test_an_untouched_form_writes_no_history(citizen, owner):
    client = client_of(owner)
    with acting(owner):
        before = citizen.history.count()
    for part in ("hvem", "hvor", "sprog"):
        assert client.post(url(citizen, part), filled(client, citizen, part)).status_code == 302
    with acting(owner):
        assert citizen.history.count() == before


def test_cpr_is_not_in_the_page_and_stays_when_left_empty(citizen, owner):
    page = client_of(owner).get(url(citizen)).content.decode()
    assert "010190-****" in page
    assert "1234" not in page


def test_cpr_is_removed_when_asked(citizen, owner):
    client = client_of(owner)
    client.post(url(citizen), filled(client, citizen, remove_cpr="on"))
    assert now(owner, citizen).cpr is None


def test_both_changed_the_same_field(citizen, owner, colleague):
    client = client_of(owner)
    mine = filled(client, citizen, alias="Mit")
    with acting(colleague) as by:
        edit_citizen(citizen=Citizen.objects.get(pk=citizen.pk), alias="Deres", description="Rød hue", by=by)
    asked = client.post(url(citizen), mine)
    page = asked.content.decode()
    assert (asked.status_code, 'name="alias_choice" value="theirs"' in page, "Kasper Holm har gemt" in page) == (
        200,
        True,
        True,
    )
    assert now(owner, citizen).alias == "Deres"
    again = {name: bound.value() for name in asked.context["form"].fields if (bound := asked.context["form"][name])}
    again = {name: value for name, value in again.items() if value not in (None, False)}
    client.post(url(citizen), again | {"alias_choice": "yours"})
    row = now(owner, citizen)
    assert (row.alias, row.description) == ("Mit", "Rød hue")


def test_two_parts_edited_at_once_do_not_meet(citizen, owner, colleague):
    one, other = client_of(owner), client_of(colleague)
    mine, theirs = filled(one, citizen, alias="Mit"), filled(other, citizen, "hvor", contact_wishes="Om onsdagen")
    other.post(url(citizen, "hvor"), theirs)
    one.post(url(citizen), mine)
    row = now(owner, citizen)
    assert (row.alias, row.contact_wishes) == ("Mit", "Om onsdagen")


def test_alias_becomes_a_name(alias_citizen, owner):
    client = client_of(owner, purpose_for=[alias_citizen])
    client.post(url(alias_citizen), filled(client, alias_citizen, identity="named", name="Per Mose"))
    row = now(owner, alias_citizen)
    assert (row.identity, row.name, row.label) == ("named", "Per Mose", "Per Mose")


def test_anonymous_gets_no_name_by_any_field(anonymous_citizen, owner):
    client = client_of(owner, purpose_for=[anonymous_citizen])
    for part in ("hvem", "hvor"):
        sent = filled(client, anonymous_citizen, part, identity="named", name="Per Mose", cpr="0101901234", address="G")
        client.post(url(anonymous_citizen, part), sent)
    row = now(owner, anonymous_citizen)
    assert (row.identity, row.name, row.cpr, row.address) == ("anonymous", "", None, "")


def test_bad_input_stays_typed(citizen, owner):
    client = client_of(owner)
    response = client.post(url(citizen), filled(client, citizen, alias="Kalle", birth_year="2090"))
    assert (response.status_code, 'value="Kalle"' in response.content.decode()) == (200, True)
    assert now(owner, citizen).birth_year == 1990


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 200), ("unit_mate", 200), ("stranger", 404), ("outsider", 404), ("dpo", 404)]
)
def test_who_may_correct(who, status, citizen, request):
    client = client_of(request.getfixturevalue(who), purpose_for=[citizen])
    assert client.get(url(citizen)).status_code == status


def test_protected_is_corrected_by_those_who_see_the_name(protected_citizen, owner, unit_mate, leader):
    users = {who.name: client_of(who, purpose_for=[protected_citizen]) for who in (owner, unit_mate, leader)}
    answers = {name: client.get(url(protected_citizen)) for name, client in users.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "Oda Lind": 200,
        "Ulla Friis": 403,
        "Lone Vinther": 200,
    }
    assert SURNAMES["protected_citizen"] not in answers["Ulla Friis"].content.decode()


def test_a_place_of_another_unit_cannot_be_chosen(citizen, owner, other_unit, stranger):
    from directory.actions.place import add_place

    with acting(stranger) as by:
        far = add_place(unit=other_unit, name="Havnen", kind="street", by=by)
    client = client_of(owner)
    response = client.post(url(citizen, "hvor"), filled(client, citizen, "hvor", usual_place=str(far.pk)))
    assert list(response.context["form"].errors) == ["usual_place"]


def test_an_unknown_part_is_not_there(citizen, owner):
    assert client_of(owner).get(url(citizen, "alt")).status_code == 404


def test_the_agreed_rhythm_stands_where_wishes_are_and_shows_the_phases_own(citizen, owner, municipality):
    with acting(owner):
        municipality.phase_rhythms = {"outreach.contact": 10}
        municipality.save()
    client = client_of(owner)

    page = client.get(url(citizen, "hvor")).content.decode()
    client.post(url(citizen, "hvor"), filled(client, citizen, "hvor", rhythm_days="7"))

    assert 'placeholder="10"' in page
    assert now(owner, citizen).rhythm_days == 7
    assert "Hver 7. dag" in client.get(citizen.get_absolute_url()).content.decode()
