"""*Modeltro* on the project level and the barometer: waves side by side, locked when they are closed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from crisis_center.numbers import HalfYear
from directory.actions.agreement import Terms
from measurements.actions.fidelity import answer_wave, begin_wave, close_wave, correct_answer
from measurements.fidelity import barometer_tables, project_tables, waves
from measurements.models import FidelityAnswer, FidelityWave
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import house_of
from tests.crisis_center.home_factories import came_home
from tests.directory.partner_factories import AgreementFactory, MessageFactory, PartnerFactory
from tests.measurements.fidelity_factories import ALL_HIGH, barometer, wave
from tests.outreach.visit_factories import walked
from tests.queries import assert_same_queries

FIDELITY, BAROMETER = reverse("measurements:fidelity"), reverse("measurements:barometer")
AREAS = (
    "I hvilken grad har I gennemført en afdækning af områder, besøgssteder og opholdssteder, hvor det kan tænkes, at "
    "målgruppen opholder sig?"
)
ALWAYS = {"first": date(2000, 1, 1), "last": date(2100, 1, 1)}


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def url(name: str, row: FidelityWave, *more: str) -> str:
    return reverse(f"measurements:{name}", args=[row.pk, *more])


def drawn(client, row: FidelityWave) -> dict[str, str]:
    """The form as the browser would send it back."""
    form = client.get(url("wave_answer", row)).context["form"]
    held = {name: form[name].value() or "" for name in form.fields}
    return {**held, **{f"initial-{name}": value for name, value in held.items()}}


def test_the_project_lead_begins_a_wave_and_leaves_what_is_not_known_open(project_lead, municipality, centre):
    client = client_of(project_lead)
    begun = client.post(reverse("measurements:wave_new"), {"name": "December 2025", "on": days_ago(3)})
    client.post(begun.url, {"mapping_areas": "4", "visibility_edge_hours": "1"})

    with acting(project_lead):
        tables = project_tables(organisation=municipality, unit=centre, **ALWAYS)

    assert {key: list(table.codes.values()) for key, table in tables.items()} == {
        "T5-1": [[4], [None]], "T5-2": [[None], [None]], "T5-3": [[None], [None], [None]], "T5-4": [[None], [1]],
    }  # fmt: skip
    assert next(iter(tables["T5-1"].codes)) == AREAS
    assert tables["T5-1"].columns == ["December 2025"]


def test_the_rows_bear_the_published_words_in_whichever_language_one_reads(project_lead, municipality):
    with acting(project_lead) as by, translation.override("en"):
        wave(by, ALL_HIGH)
        tables = project_tables(organisation=municipality, **ALWAYS)

    assert AREAS in tables["T5-1"].codes


def test_waves_stand_side_by_side_the_oldest_first(owner, project_lead):
    with acting(project_lead) as by:
        wave(by, ALL_HIGH | {"mapping.areas": 2}, on=days_ago(1), name="Anden")
        wave(by, {"mapping.areas": 5}, on=days_ago(400), name="Første")

    block = client_of(owner).get(FIDELITY).context["blocks"][0]

    assert block.columns == ["Spørgsmål", "Første", "Anden"]
    assert block.rows[0] == [AREAS, "I meget høj grad", "I mindre grad"]
    assert block.rows[1][1:] == ["–", "I høj grad"]


def test_of_many_waves_the_newest_stand_side_by_side_and_the_others_as_links(owner, project_lead):
    with acting(project_lead) as by:
        for number in range(7):
            wave(by, on=days_ago(number), name=f"Nr. {number}")

    context = client_of(owner).get(FIDELITY).context

    shown = [[line.name for line in context[part]] for part in ("waves", "earlier")]
    assert shown == [["Nr. 4", "Nr. 3", "Nr. 2", "Nr. 1", "Nr. 0"], ["Nr. 6", "Nr. 5"]]


def test_beside_each_theme_stands_what_the_records_show(owner, project_lead, centre, place):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, by=by)
        PartnerFactory(unit=centre, by=by)
        MessageFactory(partner=partner, by=by)
        AgreementFactory(unit=centre, terms=Terms(title="Besøgsdage", partners=[partner]), by=by)
        walked(by=by)

    facts = {block.title: dict(block.facts) for block in client_of(project_lead).get(FIDELITY).context["blocks"]}

    assert facts["Geografisk afdækning"] == {
        "Steder": "1", "Områder": "1", "I yderområder": "0 af 1", "Gennemgået det seneste år": "0 af 1",
        "Samarbejdspartnere": "2", "Selv opsøgende": "0 af 2",
    }  # fmt: skip
    assert facts["Kommunikationsstrategi og formidling"] == {
        "Budskaber i kommunikationsplanen": "1", "Givet": "0 af 1", "Partnere med et budskab til sig": "1 af 2",
    }  # fmt: skip
    assert facts["Samarbejdsaftaler og relationer"]["Partnere med en aftale"] == "1 af 2"
    assert (facts["Synlighed og tilgængelighed"]["Ruter"], facts["Synlighed og tilgængelighed"]["Besøg, 12 uger"]) == (
        "1", "1",
    )  # fmt: skip


def test_a_closed_wave_is_locked_and_an_answer_corrected_only_with_a_reason(project_lead, leader):
    with acting(project_lead) as by:
        row = wave(by, ALL_HIGH, closed=True)
        with pytest.raises(ValidationError):
            answer_wave(wave=row, answers={"mapping.areas": 1}, by=by)
    client = client_of(leader)
    correct = url("wave_correct", row, "mapping.areas")

    refused = client.post(correct, {"value": "5", "reason": " "}).content.decode()
    client.post(correct, {"value": "5", "reason": "Kortet var ikke med"})
    page = client.get(url("wave", row)).content.decode()

    assert "Skal udfyldes." in refused
    assert "Fra »I høj grad« til »I meget høj grad«" in page
    assert "Kortet var ikke med" in page
    with acting(leader):
        kept = FidelityAnswer.objects.of_waves([row]).filter(item="mapping.areas")
        assert list(kept.values_list("value", "reason", "answered_by__name")) == [
            (4, "", project_lead.name),
            (5, "Kortet var ikke med", leader.name),
        ]
        assert kept.last().history.get().history_change_reason == "Kortet var ikke med"


def test_the_same_answer_is_no_correction(project_lead):
    with acting(project_lead) as by:
        row = wave(by, ALL_HIGH, closed=True)
        with pytest.raises(ValidationError) as refused:
            correct_answer(wave=row, item="mapping.areas", value=4, reason="Igen", by=by)

    assert list(refused.value.error_dict) == ["value"]


def test_two_who_answer_at_once_lose_nothing(project_lead, leader):
    with acting(project_lead) as by:
        row = wave(by)
    first, second = client_of(project_lead), client_of(leader)
    early, late = drawn(first, row), drawn(second, row)
    first.post(url("wave_answer", row), early | {"mapping_areas": "2", "mapping_partners": "3"})

    answer = second.post(url("wave_answer", row), late | {"mapping_areas": "5", "visibility_route": "4"})
    page = answer.content.decode()
    again = answer.context["form"]
    sent = {name: again[name].value() or "" for name in again.fields}
    seen = {f"initial-{name}": again.data.get(f"initial-{name}", "") for name in again.fields}
    second.post(url("wave_answer", row), sent | seen)

    assert f"{project_lead.name} har imens svaret »I mindre grad«" in page
    with acting(leader):
        [answers] = waves("project", organisation=row.organisation, **ALWAYS)
        assert {key: answers.value(key) for key in ("mapping.areas", "mapping.partners", "visibility.route")} == {
            "mapping.areas": 5, "mapping.partners": 3, "visibility.route": 4,
        }  # fmt: skip


def test_an_answer_can_be_taken_back_while_the_wave_is_open(project_lead):
    with acting(project_lead) as by:
        row = wave(by, {"mapping.areas": 4})
    client = client_of(project_lead)

    client.post(url("wave_answer", row), drawn(client, row) | {"mapping_areas": ""})

    with acting(project_lead):
        assert list(FidelityAnswer.objects.values_list("value", flat=True)) == [None]


@pytest.mark.parametrize("answers", [{"mapping.areas": 0}, {"mapping.areas": 6}, {"no.such": 1}])
def test_what_is_no_answer_is_refused(answers, project_lead):
    with acting(project_lead) as by, pytest.raises(ValidationError):
        wave(by, answers)


def test_a_value_off_every_scale_does_not_get_into_the_database(project_lead):
    with acting(project_lead) as by:
        row = wave(by)
        with pytest.raises(IntegrityError), transaction.atomic():
            FidelityAnswer(wave=row, item="mapping.areas", value=6, answered_by=by).save()


def test_a_second_wave_of_one_day_and_one_in_the_future_are_refused_at_the_field(project_lead):
    with acting(project_lead) as by:
        wave(by)
    client = client_of(project_lead)

    said = [
        client.post(reverse("measurements:wave_new"), {"name": "Vinter", "on": day}).context["form"].errors["on"]
        for day in (days_ago(0), days_ago(-1))
    ]

    assert said == [["Der er allerede en måling med den dato."], ["Dagen ligger i fremtiden."]]


def test_workers_read_and_do_not_answer(owner, project_lead):
    with acting(project_lead) as by:
        row = wave(by, ALL_HIGH)
    client = client_of(owner)

    page = client.get(url("wave", row))

    assert (page.status_code, page.context["answer_url"], page.context["close_url"]) == (200, "", "")
    assert client.get(url("wave_answer", row)).status_code == 403


def test_other_units_and_other_organisations_see_none_of_it(project_lead, other_leader, outside_leader):
    with acting(project_lead) as by:
        row = wave(by, ALL_HIGH)

    for who in (other_leader, outside_leader):
        client = client_of(who)
        assert (client.get(url("wave", row)).status_code, client.get(FIDELITY).context["waves"]) == (404, [])


def test_the_barometer_is_of_a_half_year_and_has_a_mean_for_each_phase(leader, municipality, centre):
    half = HalfYear.read("", timezone.localdate())
    client = client_of(leader)
    begun = client.post(reverse("measurements:barometer_new"), {"on": str(half)})
    client.post(begun.url, {"crisis_home_plans": "3", "crisis_home_offers": "2", "crisis_in_spotting": "4"})

    with acting(leader):
        row = FidelityWave.objects.get()
        tables = barometer_tables(organisation=municipality, unit=centre, **ALWAYS)

    assert (row.on, row.name) == (half.first, half.title)
    assert {key: table.means for key, table in tables.items()} == {
        "crisis_in": [Decimal("4.0")], "crisis_stay": [None], "crisis_home": [Decimal("2.5")],
    }  # fmt: skip


def test_a_half_year_has_one_barometer(leader):
    with acting(leader) as by:
        barometer(by)
        with pytest.raises(ValidationError) as refused:
            barometer(by)

    offered = client_of(leader).get(reverse("measurements:barometer_new")).context["form"].fields["on"].choices
    now = HalfYear.read("", timezone.localdate())
    assert refused.value.message_dict == {"on": ["Der er allerede en måling i det halvår."]}
    assert [key for key, _title in offered] == [str(now.before), str(now.before.before)]


def test_beside_a_step_stands_what_the_stays_of_the_half_year_show(citizen, owner, leader, founder):
    stay = came_home(citizen, house_of(founder), by=owner, days_ago=2)
    half = HalfYear.read("", timezone.localdate(stay.arrived_at))
    with acting(leader) as by:
        barometer(by, {"crisis_stay.midway": 2}, on=half.first)
        barometer(by, {"crisis_stay.midway": 1}, on=half.before.first)

    blocks = client_of(leader).get(BAROMETER).context["blocks"]

    rows = {row[0]: row[1:] for block in blocks for row in block.rows}
    assert (rows["Midtvejsmøde"], rows["Registreret: Ophold"]) == (["1", "2"], ["–", "1"])


def test_a_mean_is_rounded_half_up_and_of_what_is_answered(project_lead, municipality):
    with acting(project_lead) as by:
        barometer(by, {"crisis_stay.arrival": 2, "crisis_stay.health_check": 2, "crisis_stay.midway": 2,
                       "crisis_stay.discharge": 3})  # fmt: skip
        tables = barometer_tables(organisation=municipality, **ALWAYS)

    assert tables["crisis_stay"].means == [Decimal("2.3")]


def test_any_number_of_waves_and_of_answers_costs_the_same(project_lead, owner, centre):
    client = client_of(owner)
    first = HalfYear.read("", timezone.localdate())

    def more(number: int, start: int) -> None:
        half = first
        with acting(project_lead) as by:
            for back in range(start, start + number):
                wave(by, ALL_HIGH, on=days_ago(back), closed=True)
            for partner in PartnerFactory.create_batch(number, unit=centre, by=by):
                MessageFactory(partner=partner, by=by)
            for _again in range(start):
                half = half.before
            for _again in range(number):
                barometer(by, {"crisis_in.spotting": 1}, on=half.first)
                half = half.before

    more(1, 0)
    for page, start in ((FIDELITY, 1), (BAROMETER, 13)):
        assert_same_queries(
            lambda page=page: client.get(page), lambda s=start: more(2, s), lambda s=start: more(10, s + 2)
        )


def test_begin_keeps_what_was_typed_when_the_name_is_missing(project_lead):
    page = client_of(project_lead).post(reverse("measurements:wave_new"), {"name": "", "on": days_ago(5)})

    assert page.context["form"]["on"].value() == str(days_ago(5))
    with acting(project_lead) as by, pytest.raises(ValidationError):
        begin_wave(unit=by.membership.unit, instrument="project", name="", on=days_ago(1), by=by)


def test_closing_twice_keeps_who_closed_first(project_lead, leader):
    with acting(project_lead) as by:
        row = wave(by, closed=True)
    with acting(leader) as by:
        assert close_wave(wave=row, by=by).closed_by_id == project_lead.pk
