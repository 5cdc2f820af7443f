"""A hypothetical citizen: what is ticked counts, the reservations always stand there."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from measurements.costs import BookedRow, Costs, Tally, WeekRow, tables, tally
from measurements.models import Scenario, ScenarioItem
from measurements.rates import FIRST
from measurements.scenario_items import Item
from measurements.scenarios import outcome, outcome_rows, reservations
from tests.cast import acting, client_of
from tests.factories import CitizenFactory, ContactFactory
from tests.measurements.hours_factories import counted, last_monday, worked
from tests.queries import assert_same_queries, queries_of

NEW = reverse("measurements:scenario_new")
EXAMPLE = {
    "name": "Borgereksempel 1",
    "from_on": "2026-01-01",
    "to_on": "2026-12-31",
    "tick-psychiatric": "on",
    "price-psychiatric": "1.950",
    "times-psychiatric": "8",
    "tick-emergency": "on",
    "price-emergency": "4300,50",
    "times-emergency": "6",
    "price-homelessness": "120.000",
    "times-homelessness": "1",
    "tick-police": "on",
}


def spent(contacted: int | None) -> Costs:
    """10 hours of an employee on each side, and 128 kr. booked: 2872 direct, 3000 indirect."""
    weeks = [WeekRow(UUID(int=1), date(2026, 5, 4), "employee", one, 40) for one in ("outreach", "planning")]
    whole = Tally()
    for one in tally(weeks, [BookedRow(UUID(int=1), "other", date(2026, 5, 4), Decimal(128))], FIRST).values():
        whole.add(one)
    return tables(whole, contacted)


def item(key: str, price: str | None, times: str = "1", *, ticked: bool = True) -> ScenarioItem:
    return ScenarioItem(item=key, ticked=ticked, unit_price=Decimal(price) if price else None, times=Decimal(times))


def test_net_gain_is_gains_less_derived_costs_less_the_effort():
    rows = [
        item("psychiatric", "1000", "2"),
        item("emergency", "4000", "2.5"),
        item("homelessness", "90000", ticked=False),
        item("crime", None),
    ]

    found = outcome(rows, spent(2))

    assert (found.direct, found.indirect) == (Decimal(1436), Decimal(1500))
    assert (found.derived_total, found.gains_total) == (Decimal(2000), Decimal(10000))
    assert found.net == Decimal(10000) - 2000 - 1436 - 1500
    assert found.gains == [(Item.EMERGENCY, Decimal(10000)), (Item.CRIME, None)]
    assert outcome_rows([found])[-3:] == [
        ["Forebyggelse af aktivering af akutberedskab", "10.000 kr."],
        ["Forebyggelse af kriminalitet", "ikke kvantificeret"],
        ["Nettogevinst pr. borger", "5.100 kr."],
    ]


def test_a_net_cost_is_called_one():
    assert outcome_rows([outcome([item("home_help", "100")], spent(1))])[-1] == [
        "Nettoomkostning pr. borger",
        "6.000 kr.",
    ]


def test_without_contacted_citizens_nothing_is_pretended():
    assert outcome([], spent(0)).net is None
    assert outcome_rows([outcome([], spent(0))])[-1] == ["Nettogevinst pr. borger", "–"]


def test_beside_each_other_as_in_the_published_table():
    two = [outcome([item("emergency", "9000")], spent(1)), outcome([item("home_help", "100")], spent(1))]

    assert outcome_rows(two)[3:] == [
        ["Afledte omkostninger i alt", "0 kr.", "100 kr."],
        ["Hjemmehjælp (SEL § 83)", "–", "100 kr."],
        ["Gevinster i alt", "9.000 kr.", "0 kr."],
        ["Forebyggelse af aktivering af akutberedskab", "9.000 kr.", "–"],
        ["Nettogevinst pr. borger", "3.100 kr.", "-6.000 kr."],
    ]


@pytest.mark.django_db
def test_beside_each_other_each_has_its_own_period(leader: User, owner: User):
    monday = last_monday()
    worked(owner, monday, outreach=10)
    with acting(owner) as by:
        citizen = CitizenFactory(unit=by.membership.unit, by=by)
        ContactFactory(citizens=[citizen], unit=by.membership.unit, by=by)
    client, long_ago = client_of(leader), {"from_on": "2020-01-01", "to_on": "2020-12-31"}
    this_year = {"from_on": str(monday - timedelta(days=30)), "to_on": str(monday + timedelta(days=30))}
    for name, period in (("Da", long_ago), ("Nu", this_year)):
        client.post(NEW, EXAMPLE | period | {"name": name})

    page = client.get(reverse("measurements:scenarios"))
    alone = client.get(page.context["lines"][1]["url"])

    assert page.context["columns"] == ["Kr. pr. borger", "Da", "Nu"]
    assert page.context["rows"][0] == ["Samlede borgerrettede indsatsomkostninger", "–", "2.900 kr."]
    assert [[label, now] for label, _then, now in page.context["rows"]] == alone.context["rows"]


@pytest.mark.django_db
def test_a_scenario_is_written_and_shown_with_its_reservations(leader: User, owner: User):
    worked(owner, last_monday(), outreach=10)
    with acting(owner) as by:
        citizen = CitizenFactory(unit=by.membership.unit, by=by)
        ContactFactory(citizens=[citizen], unit=by.membership.unit, by=by)

    answer = client_of(leader).post(NEW, EXAMPLE)

    with acting(leader):
        scenario = Scenario.objects.get()
        assert sorted(scenario.items.values_list("item", "ticked", "unit_price", "times")) == [
            ("emergency", True, Decimal("4300.50"), Decimal(6)),
            ("homelessness", False, Decimal(120000), Decimal(1)),
            ("police", True, None, None),
            ("psychiatric", True, Decimal(1950), Decimal(8)),
        ]
    assert answer.url == scenario.get_absolute_url()
    page = client_of(leader).get(answer.url)
    assert [line for line in reservations() if line not in page.content.decode()] == []
    assert ["Gevinster i alt", "25.800 kr."] in page.context["rows"]


@pytest.mark.django_db
def test_written_anew_what_is_not_ticked_keeps_its_price(leader: User):
    client = client_of(leader)
    url = client.post(NEW, EXAMPLE).url
    changed = {key: value for key, value in EXAMPLE.items() if key != "tick-emergency"} | {"name": "Borgereksempel 2"}

    client.post(f"{url}ret/", changed)

    with acting(leader):
        assert Scenario.objects.get().name == "Borgereksempel 2"
        emergency = ScenarioItem.objects.get(item="emergency")
        assert (emergency.ticked, emergency.unit_price, emergency.amount) == (False, Decimal("4300.50"), 0)
    assert 'value="4300,50"' in client.get(f"{url}ret/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"price-emergency": ""}, {"price-emergency": ["Skriv en pris, eller fjern krydset."]}),
        (
            {"times-emergency": ""},
            {"times-emergency": ["Skriv, hvor mange gange om året, eller fjern krydset."]},
        ),
        ({"price-emergency": "-1"}, {"price-emergency": ["Tallet kan ikke være negativt."]}),
        ({"price-crime": "5", "name": ""}, {"name": ["Skal udfyldes."]}),
        ({"to_on": "2025-12-31"}, {"to_on": ["Perioden slutter, før den begynder."]}),
    ],
)
def test_what_is_wrong_is_told_at_the_field(leader: User, wrong: dict, errors: dict):
    page = client_of(leader).post(NEW, EXAMPLE | wrong)

    assert page.context["form"].errors == errors
    assert page.context["form"]["price-psychiatric"].value() == "1.950"
    with acting(leader):
        assert not Scenario.objects.exists()


@pytest.mark.django_db
def test_a_name_that_is_taken_is_told(leader: User):
    client = client_of(leader)
    client.post(NEW, EXAMPLE)

    page = client.post(NEW, EXAMPLE)

    assert page.context["form"].errors == {"name": ["Der findes allerede et scenarie med det navn."]}


@pytest.mark.django_db
def test_others_neither_see_nor_remove_it(leader: User, owner: User, other_leader: User, outside_leader: User):
    url = reverse("measurements:scenario", args=[counted(leader)["scenario_id"]])

    for who in (owner, other_leader, outside_leader):
        assert client_of(who).get(url).status_code == 404
        assert client_of(who).post(f"{url}fjern/").status_code == 404
    assert "scenario-unit-xq" not in client_of(other_leader).get(reverse("measurements:scenarios")).content.decode()
    client_of(leader).post(f"{url}fjern/")
    with acting(leader):
        assert (Scenario.objects.count(), ScenarioItem.objects.count()) == (0, 0)
        assert ScenarioItem.history.filter(history_type="-").count() == 1


@pytest.mark.django_db
def test_the_database_refuses_a_tick_without_a_price(leader: User):
    client_of(leader).post(NEW, EXAMPLE)

    with acting(leader), pytest.raises(IntegrityError), transaction.atomic():
        ScenarioItem(scenario=Scenario.objects.get(), item="somatic", ticked=True).save()


@pytest.mark.django_db
def test_any_number_of_scenarios_costs_the_same(leader: User):
    client, names = client_of(leader), iter(range(1000))

    def more(number: int) -> None:
        for _one in range(number):
            client.post(NEW, EXAMPLE | {"name": f"Eksempel {next(names)}"})

    more(1)
    with acting(leader):
        url = Scenario.objects.get().get_absolute_url()
    assert_same_queries(lambda: client.get(reverse("measurements:scenarios")), lambda: more(2), lambda: more(5))
    client.get(url)
    assert len(queries_of(lambda: client.get(url))) <= 12
