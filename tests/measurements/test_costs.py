"""Hours times the rate of their week, booked kroner, quarters that are missing: the sums of tables 9-1 and 9-2."""

import json
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Organisation, User
from measurements.actions.cost import book_amount, set_rate
from measurements.activities import Activity, Grade
from measurements.contacted import contacted_citizens
from measurements.costs import (
    BookedRow,
    Costs,
    Rows,
    Tally,
    WeekRow,
    costs,
    costs_of,
    hours_words,
    kroner_words,
    tables,
)
from measurements.models import BookedAmount, CostRate
from measurements.quarters import Quarter, mondays_between
from measurements.rates import FIRST, Rate, rate_on
from tests.cast import acting, client_of
from tests.factories import CitizenFactory, ContactFactory
from tests.measurements.hours_factories import last_monday, worked
from tests.queries import assert_same_queries

UNIT, OTHER = UUID(int=1), UUID(int=2)
SPRING, AUTUMN = date(2026, 4, 6), date(2026, 10, 5)


def week(monday: date, activity: str | None, hours: float, *, grade: str = "employee", unit: UUID = UNIT) -> WeekRow:
    return WeekRow(unit, monday, grade, activity, int(hours * 4) or None, "Nord" if unit == UNIT else "Syd")


def added(
    weeks: list[WeekRow], booked: list[BookedRow] = (), *, rates=FIRST, first=date(2026, 1, 1), last=date(2026, 12, 31),
    contacted: int | None = None, today=date(2027, 2, 1),
) -> Costs:  # fmt: skip
    return costs_of(Rows(weeks, booked, rates), first, last, contacted=contacted, today=today)


def test_the_rows_are_those_of_the_published_tables(settings):
    published = json.loads((settings.BASE_DIR / "tests" / "measurements" / "published_rows.json").read_text())
    with translation.override("en"):
        found = tables(Tally(), 164)

    assert {"T9-1": list(found.direct), "T9-2": list(found.indirect)} == published


def test_employee_and_leader_hours_each_at_their_rate_and_booked_kroner():
    found = added(
        [
            *(week(monday, "outreach", 10) for monday in mondays_between(date(2026, 1, 1), date(2026, 12, 31))),
            week(AUTUMN, "outreach", 2.5, grade="leader"),
            week(AUTUMN, "other", 4),
        ],
        [BookedRow(UNIT, "other", date(2026, 5, 1), Decimal("1000.50"))],
        contacted=164,
    )

    first = found.direct["Udgående og kontaktskabende indsats og motivationsarbejde (medarbejder)"]
    leader = found.direct["Udgående og kontaktskabende indsats og motivationsarbejde (leder)"]
    other = found.indirect["Øvrige omkostninger"]
    assert (first.hours, first.cost) == (Decimal(530), Decimal("152216.0"))
    assert (leader.hours, leader.cost) == (Decimal("2.5"), Decimal("885.50"))
    assert (other.hours, other.cost) == (Decimal(4), Decimal("2149.30"))
    assert found.direct["Samlet"].cost == first.cost + leader.cost
    assert found.total.cost == Decimal("155250.80")
    assert found.total.per_citizen == Decimal("155250.80") / 164
    assert found.missing == []


def test_each_week_costs_what_held_on_its_monday():
    rates = [*FIRST, Rate(Grade.EMPLOYEE, date(2026, 10, 1), Decimal(300), "ny")]

    assert rate_on(rates, "employee", date(2026, 9, 28)) == Decimal("287.2")
    assert rate_on(rates, "employee", date(2026, 10, 5)) == Decimal(300)
    assert rate_on(rates, "leader", date(2026, 10, 5)) == Decimal("354.2")


def test_a_missing_quarter_is_the_mean_of_the_others_and_says_so():
    found = added(
        [week(date(2026, 1, 5), "outreach", 10), week(SPRING, "outreach", 20), week(AUTUMN, "outreach", 30)],
        [BookedRow(UNIT, "other", date(2026, 2, 1), Decimal(300))],
    )

    row = found.direct["Udgående og kontaktskabende indsats og motivationsarbejde (medarbejder)"]
    assert [(one.quarter, one.of) for one in found.missing] == [(Quarter(2026, 3), 3)]
    assert (row.hours, row.cost) == (Decimal(80), Decimal(80) * Decimal("287.2"))
    assert found.indirect["Øvrige omkostninger"].cost == Decimal(400)
    assert found.notes[0] == (
        "3. kvartal 2026 er ikke registreret og er erstattet af gennemsnittet af de øvrige 3 kvartaler."
    )


def test_each_unit_has_its_own_missing_quarter():
    found = added(
        [week(monday, "outreach", 10) for monday in (date(2026, 1, 5), SPRING, date(2026, 7, 6), AUTUMN)]
        + [week(monday, "outreach", 6, unit=OTHER) for monday in (date(2026, 1, 5), SPRING, AUTUMN)]
    )

    assert [(one.unit_id, one.quarter) for one in found.missing] == [(OTHER, Quarter(2026, 3))]
    assert found.notes[0].startswith("Syd: 3. kvartal 2026 er ikke registreret")
    assert found.direct["Samlet"].hours == 40 + 24


@pytest.mark.parametrize(
    ("weeks", "first", "today"),
    [
        ([], date(2026, 1, 1), date(2027, 2, 1)),  # never registered: no mean
        ([SPRING], date(2026, 4, 1), date(2026, 7, 2)),  # the next quarter is not over
        ([SPRING], date(2026, 2, 1), date(2026, 7, 2)),  # half a quarter is no missing one
        ([SPRING], date(2025, 1, 1), date(2026, 7, 2)),  # nobody registered yet
    ],
)
def test_what_is_not_missing(weeks, first, today):
    assert added([week(one, "outreach", 10) for one in weeks], first=first, today=today).missing == []


def test_a_week_without_hours_is_registered():
    found = added([week(SPRING, "outreach", 10), week(date(2026, 7, 6), None, 0)], first=date(2026, 4, 1),
                  last=date(2026, 9, 30))  # fmt: skip

    assert (found.missing, found.direct["Samlet"].hours) == ([], Decimal(10))


def test_a_week_belongs_to_the_quarter_of_its_thursday():
    mondays = mondays_between(Quarter(2026, 4).first, Quarter(2026, 4).last)

    assert (mondays[0], mondays[-1]) == (date(2026, 9, 28), date(2026, 12, 28))
    assert mondays_between(date(2026, 10, 2), date(2026, 10, 4)) == []


def test_printed_as_the_report_prints():
    assert [hours_words(Decimal(text)) for text in ("1234.5", "1235", "4")] == ["1.230", "1.240", "0"]
    assert [kroner_words(Decimal(text)) for text in ("12349", "12350")] == ["12.300 kr.", "12.400 kr."]
    assert kroner_words(None) == "–"


# --- With the database ------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_costs_of_one_organisation_and_its_units(
    municipality: Organisation, owner: User, leader: User, stranger: User, outsider: User
):
    monday = last_monday()
    worked(owner, monday, outreach=10, other=2.25)
    worked(leader, monday, grade="leader", planning=4)
    worked(stranger, monday, outreach=100)
    worked(outsider, monday, outreach=100)
    with acting(leader) as by:
        unit = by.membership.unit
        book_amount(unit=unit, activity="other", booked_on=monday, amount=Decimal(500), text="Bøger", by=by)
        set_rate(grade="employee", from_on=monday, amount=Decimal(300), source="Løntal", by=by)
        quarter = (monday, timezone.localdate())
        found = costs(municipality, *quarter, contacted=2, units={unit.pk})
        whole = costs(municipality, *quarter)

    assert found.total.hours == Decimal("16.25")
    assert found.total.cost == 12 * 300 + Decimal("0.25") * 300 + 4 * Decimal("354.2") + 500
    assert found.total.per_citizen == found.total.cost / 2
    assert (whole.total.hours, whole.total.per_citizen) == (Decimal("116.25"), None)


@pytest.mark.django_db
def test_everybody_with_a_contact_counts_once(municipality, centre, other_unit, owner, stranger):
    today = timezone.localdate()
    with acting(owner) as by:
        one, two, sought, _never = CitizenFactory.create_batch(4, unit=centre, by=by)
        for citizen in (one, one, two):
            ContactFactory(citizens=[citizen], unit=centre, by=by)
        ContactFactory(citizens=[sought], unit=centre, result="not_met", by=by)
        ContactFactory(citizens=[], described_as="Mand med hund", unit=centre, by=by)
        first = today.replace(day=1) if today.day > 1 else today
        assert contacted_citizens(municipality, first, today, units={centre.pk}) == 3
        assert contacted_citizens(municipality, first, today, units={other_unit.pk}) == 0
        assert contacted_citizens(municipality, date(2020, 1, 1), date(2020, 12, 31)) == 0


@pytest.mark.django_db
def test_a_rate_for_the_same_day_is_corrected_and_its_history_kept(leader: User, outside_leader: User):
    client = client_of(leader)
    typed = {"grade": "employee", "amount": "1.301,5", "from_on": "2026-01-01", "source": "Løntal"}

    client.post(reverse("measurements:rates"), typed)
    client.post(reverse("measurements:rates"), typed | {"amount": "301,5"})

    with acting(leader):
        rate = CostRate.objects.get()
        assert (rate.amount, rate.history.count()) == (Decimal("301.50"), 2)
    assert "301,50" in client.get(reverse("measurements:rates")).content.decode()
    assert "301,50" not in client_of(outside_leader).get(reverse("measurements:rates")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amount", "error"),
    [
        ("", "Skal udfyldes."),
        ("-5", "Skriv et beløb over 0."),
        ("0", "Skriv et beløb over 0."),
        ("mange", "Skriv et tal, fx 1250 eller 1.250,50."),
        ("12,345", "Skriv højst to decimaler."),
        ("999999999", "Tallet er for stort. Se, om et komma mangler."),
    ],
)
def test_a_bad_amount_is_told_at_the_field_and_what_was_typed_stays(leader: User, amount, error):
    page = client_of(leader).post(
        reverse("measurements:booked_new"),
        {"text": "Bøger", "amount": amount, "booked_on": "2026-05-01", "activity": "other"},
    )

    assert page.context["form"].errors == {"amount": [error]}
    assert page.context["form"]["text"].value() == "Bøger"
    with acting(leader):
        assert not BookedAmount.objects.exists()


@pytest.mark.django_db
def test_an_amount_is_booked_corrected_and_removed(leader: User, outside_leader: User, owner: User):
    client = client_of(leader)
    typed = {"text": "Bøger", "amount": "1.250,50", "booked_on": "2026-05-01", "activity": "other"}
    entry = {"entry": "0197f0a0-0000-7000-8000-000000000001"}

    for _twice in range(2):
        client.post(reverse("measurements:booked_new"), typed | entry)
    with acting(leader):
        booked = BookedAmount.objects.get()
    url = reverse("measurements:booked_edit", args=[booked.pk])
    assert 'value="1250,50"' in client.get(url).content.decode()
    client.post(url, typed | {"amount": "99"})

    with acting(leader):
        assert BookedAmount.objects.get().amount == 99
    assert client_of(outside_leader).get(url).status_code == 404
    assert client_of(owner).get(url).status_code == 404
    client.post(reverse("measurements:booked_remove", args=[booked.pk]))
    with acting(leader):
        assert (BookedAmount.objects.count(), BookedAmount.history.count()) == (0, 3)


@pytest.mark.django_db
def test_the_page_of_costs_shows_the_own_unit_and_what_must_be_printed(leader: User, owner: User, stranger: User):
    worked(owner, last_monday(), outreach=10)
    worked(stranger, last_monday(), outreach=4000 / 40)

    page = client_of(leader).get(reverse("measurements:costs"))

    assert page.context["direct"][0] == [
        "Udgående og kontaktskabende indsats og motivationsarbejde (medarbejder)", "10", "2.900 kr.", "–",
    ]  # fmt: skip
    assert "Ingen borgere er kontaktet i perioden, så der er intet gennemsnit." in page.context["notes"]


@pytest.mark.django_db
def test_any_number_of_weeks_and_amounts_costs_the_same(leader: User, owner: User, colleague: User):
    client = client_of(leader)
    begun = iter(range(1, 200))

    def more(number: int) -> None:
        for _one in range(number):
            back = next(begun)
            worked(owner, last_monday(back), outreach=1, bridging=2, other=3)
            with acting(leader) as by:
                book_amount(
                    unit=by.membership.unit, activity="other", booked_on=last_monday(back), amount=Decimal(1),
                    text="Bøger", by=by,
                )  # fmt: skip

    more(1)
    for name in ("costs", "unit_hours", "booked", "rates"):
        url = reverse(f"measurements:{name}")
        assert_same_queries(lambda url=url: client.get(url), lambda: more(2), lambda: more(20))


def test_every_activity_is_in_one_of_the_tables():
    from measurements.activities import DIRECT, INDIRECT

    assert set(DIRECT) | set(INDIRECT) == set(Activity)
    assert not set(DIRECT) & set(INDIRECT)
