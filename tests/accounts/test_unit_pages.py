"""*Enheder* and *Organisation*."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from accounts.actions.units import add_team, add_unit
from accounts.models import Team, Unit
from tests.cast import client_of
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def test_units_are_listed_with_teams_and_who_works_there_today(administrator, owner, unit_mate, far_unit):
    page = client_of(administrator).get(reverse("accounts:units"))
    found = [(unit.name, unit.staff, [team.name for team in unit.teams.all()]) for unit in page.context["open_units"]]
    assert found == [("Rusmiddelcenter Nord", 2, ["Team Banegården", "Team Parken"])]


def test_the_list_costs_the_same_for_one_and_for_many(administrator, centre, municipality, founder):
    client, url = client_of(administrator), reverse("accounts:units")

    def more() -> None:
        for number in range(12):
            unit = add_unit(organisation=municipality, name=f"Enhed {number}", kind="other", by=founder)
            add_team(unit=unit, name="Team", by=founder)

    client.get(url)
    assert_same_queries(lambda: client.get(url), more, budget=12)


def test_a_unit_is_made_changed_and_closed(administrator, municipality):
    client = client_of(administrator)
    client.post(reverse("accounts:unit_add"), {"name": "Værestedet  Kajen", "kind": "drop_in_centre"})
    unit = Unit.objects.get(organisation=municipality)
    assert (unit.name, unit.closed_on) == ("Værestedet Kajen", None)
    data = {"name": "Kajen", "kind": "shelter", "closed_on": "2025-01-31"}
    client.post(reverse("accounts:unit_edit", args=[unit.pk]), data)
    unit.refresh_from_db()
    assert (unit.name, unit.kind, unit.closed_on) == ("Kajen", "shelter", date(2025, 1, 31))
    assert [row.history_user_id for row in unit.history.all()] == [administrator.pk] * 2


def test_nobody_gets_a_role_in_a_closed_unit(administrator, centre, other_unit):
    client = client_of(administrator)
    client.post(
        reverse("accounts:unit_edit", args=[other_unit.pk]),
        {"name": other_unit.name, "kind": other_unit.kind, "closed_on": "2025-01-31"},
    )
    offered = client.get(reverse("accounts:person_add")).context["form"].fields["unit"].queryset
    assert list(offered) == [centre]


def test_a_name_that_is_taken_is_told_at_the_field(administrator, centre):
    page = client_of(administrator).post(
        reverse("accounts:unit_add"), {"name": f" {centre.name} ", "kind": "treatment_centre"}
    )
    assert page.context["form"].errors == {"name": ["Der findes allerede en enhed med det navn."]}


def test_a_team_is_made_and_renamed(administrator, centre):
    client = client_of(administrator)
    client.post(reverse("accounts:team_add", args=[centre.pk]), {"name": "Team Havnen"})
    team = Team.objects.get(unit=centre)
    client.post(reverse("accounts:team_edit", args=[team.pk]), {"name": "Team Parken"})
    team.refresh_from_db()
    assert (team.name, team.organisation_id) == ("Team Parken", centre.organisation_id)


def test_units_and_teams_of_another_organisation_do_not_exist(administrator, far_unit, founder):
    team = add_team(unit=far_unit, name="Team Havnen", by=founder)
    client = client_of(administrator)
    urls = [
        reverse("accounts:unit_edit", args=[far_unit.pk]),
        reverse("accounts:team_add", args=[far_unit.pk]),
        reverse("accounts:team_edit", args=[team.pk]),
    ]
    assert [client.post(url, {"name": "Vores nu"}).status_code for url in urls] == [404, 404, 404]


def test_words_are_shown_before_they_are_saved(administrator, municipality):
    client, url = client_of(administrator), reverse("accounts:organisation")
    data = {"centre": "Center for Rusmidler", "therapist": "", "side_use": "", "worker": "gadeplansmedarbejder"}
    page = client.post(url, data | {"preview": "1"})
    municipality.refresh_from_db()
    assert municipality.words == {}
    assert "En gadeplansmedarbejder fra jeres Center for Rusmidler har skrevet en kontakt." in page.content.decode()
    client.post(url, data)
    municipality.refresh_from_db()
    assert municipality.words == {"centre": "Center for Rusmidler", "worker": "gadeplansmedarbejder"}
    assert municipality.word("therapist") == "behandler"
