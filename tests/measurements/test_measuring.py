"""A measurement: begun once, answered in any order, locked when ended, corrected by one that takes its place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from measurements.access import get_instrument, newest_instruments
from measurements.actions.instrument import write_instrument
from measurements.actions.measurement import answer, begin, correct, end, not_answered, reopen
from measurements.instruments import declared, read_themes, who5_score
from measurements.models import InstrumentVersion, Measurement
from tests.cast import acting
from tests.measurements.measured import MOTIVATION, measured

pytestmark = pytest.mark.django_db


def begun(case, by, instrument="motivation", occasion="before") -> Measurement:
    return begin(case=case, version=get_instrument(by, instrument), occasion=occasion, by=by)


def fresh(row: Measurement, owner) -> Measurement:
    with acting(owner):
        return Measurement.objects.select_related("version").get(pk=row.pk)


def test_beginning_twice_is_one_measurement(case, owner):
    with acting(owner) as by:
        rows = {begun(case, by).pk, begun(case, by).pk}
        versions = list(InstrumentVersion.objects.values_list("key", "number"))

    assert (len(rows), versions) == (1, [("motivation", 1)])


def test_answers_are_kept_theme_by_theme_and_taken_away_again(case, owner):
    with acting(owner) as by:
        row = begun(case, by, "treatment_start")
        answer(measurement=row, given={"drugs_days": ["14"], "substances": ["opiates", "alcohol"]}, by=by)
        answer(measurement=row, given={"income": ["pension"], "drugs_days": [""]}, by=by)

    row = fresh(row, owner)
    # In the instrument's order, whatever the order of the ticks.
    assert row.answers == {"substances": ["alcohol", "opiates"], "income": "pension"}


@pytest.mark.parametrize(
    ("key", "sent", "said"),
    [
        ("drugs_days", "31", "Svaret går fra 0 til 30."),
        ("drugs_days", "-1", "Svaret går fra 0 til 30."),
        ("drugs_days", "12,5", "Skriv et helt tal fra 0 til 30."),
        ("drugs_days", "²", "Skriv et helt tal fra 0 til 30."),
        ("drugs_days", "9" * 5000, "Svaret går fra 0 til 30."),
        ("drugs_bothered", "5", "Svaret går fra 0 til 4."),
        ("income", "lotto", "“lotto” er ikke et af svarene."),
    ],
)
def test_what_is_no_answer_is_said_at_the_question_and_nothing_is_kept(case, owner, key, sent, said):
    with acting(owner) as by:
        row = begun(case, by, "treatment_start")
        with pytest.raises(ValidationError) as refused:
            answer(measurement=row, given={key: [sent], "worked": ["yes"]}, by=by)

    row = fresh(row, owner)
    assert (refused.value.message_dict, row.answers) == ({key: [said]}, {})


def test_an_ended_one_is_locked_and_there_is_no_second_baseline(case, owner):
    row = measured(case, "motivation", "before", MOTIVATION, by=owner)

    with acting(owner) as by:
        for again in (
            lambda: answer(measurement=row, given={"hope": ["5"]}, by=by),
            lambda: begun(case, by),
            lambda: not_answered(case=case, version=row.version, occasion="before", missing="not_met", by=by),
        ):
            with pytest.raises(ValidationError):
                again()
    with acting(owner), pytest.raises(IntegrityError), transaction.atomic():
        Measurement(case=case, version=row.version, instrument="motivation", occasion="before", begun_by=owner).save()


def test_a_correction_takes_its_place_and_the_old_one_stays(case, owner):
    row = measured(case, "motivation", "before", MOTIVATION, by=owner)

    with acting(owner) as by:
        new = correct(measurement=row, given={"hope": ["5"]}, reason="Tastede forkert", by=by)
        with pytest.raises(ValidationError):
            correct(measurement=row, given={"hope": ["4"]}, reason="Igen", by=by)

    row = fresh(row, owner)
    assert (row.answers["hope"], row.replaced_at is not None) == (3, True)
    assert (new.answers, new.replaces_id) == ({**row.answers, "hope": 5}, row.pk)
    with acting(owner):
        assert list(Measurement.objects.answered()) == [new]


def test_a_correction_says_why(case, owner):
    row = measured(case, "motivation", "before", MOTIVATION, by=owner)

    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        correct(measurement=row, given={"hope": ["5"]}, reason=" ", by=by)

    assert refused.value.message_dict == {"correction_reason": ["Skriv, hvorfor svarene rettes."]}


@pytest.mark.parametrize("days", [-1, 1])
def test_the_follow_up_is_not_before_its_baseline_and_not_in_the_future(case, owner, days):
    today = timezone.localdate()
    measured(case, "treatment_start", "before", {"drugs_days": ["20"]}, by=owner, on=today)

    with pytest.raises(ValidationError) as refused:
        measured(case, "treatment_follow_up", "after", {"drugs_days": ["2"]}, by=owner, on=today + timedelta(days=days))

    assert list(refused.value.message_dict) == ["answered_on"]


def test_not_made_says_why_and_can_be_made_after_all(case, owner):
    with acting(owner) as by:
        version = get_instrument(by, "motivation")
        row = not_answered(case=case, version=version, occasion="before", missing="not_wished", by=by)
        assert list(Measurement.objects.answered()) == []
        reopen(measurement=row, by=by)
        answer(measurement=row, given=MOTIVATION, by=by)
        end(measurement=row, by=by)

    with acting(owner):
        assert list(Measurement.objects.answered()) == [row]


def test_a_measurement_without_an_answer_cannot_end(case, owner):
    with acting(owner) as by, pytest.raises(ValidationError):
        end(measurement=begun(case, by), by=by)


def test_questions_left_open_say_why(case, owner):
    with acting(owner) as by:
        row = begun(case, by)
        answer(measurement=row, given={"hope": ["4"]}, open_={"worse": "not_wished", "hope": "other"}, by=by)

    # What is answered is not open.
    assert row.open == {"worse": "not_wished"}


def test_who5_is_asked_only_when_its_wording_is_there(case, owner, leader):
    with acting(owner) as by, pytest.raises(ValidationError):
        begun(case, by, "who5")
    with acting(leader) as by:
        version = get_instrument(by, "who5")
        themes = [
            {**theme, "items": [{**item, "text": "Ordlyden"} for item in theme["items"]]} for theme in version.themes
        ]
        write_instrument(
            organisation=by.membership.organisation, key="who5", title="WHO-5", themes=themes,
            occasions=["before"], by=by,
        )  # fmt: skip
    with acting(owner) as by:
        row = begun(case, by, "who5")

    assert (row.version.number, row.version.wording_needed) == (2, False)


def test_who5_is_four_times_the_sum_of_all_five():
    scores = [who5_score(dict.fromkeys((f"who5_{number}" for number in range(1, many)), 3)) for many in (6, 5)]

    assert scores == [60, None]


def test_old_answers_keep_the_questions_they_answered(case, owner, leader):
    question = {"key": "q1", "text": "Hvordan går det?", "kind": "scale", "low": 1, "high": 5}
    kept = {"title": "Egen", "occasions": ["before", "after"]}
    with acting(leader) as by:
        organisation = by.membership.organisation
        first = write_instrument(
            organisation=organisation, themes=[{"key": "q", "title": "Egen", "items": [question]}], by=by, **kept
        )
    row = measured(case, first.key, "before", {"q1": ["2"]}, by=owner)
    with acting(leader) as by:
        write_instrument(
            organisation=organisation, key=first.key, by=by, **kept,
            themes=[{"key": "q", "title": "Egen", "items": [{**question, "text": "Og nu?"}]}],
        )  # fmt: skip

    row = fresh(row, owner)
    with acting(owner) as by:
        newest = get_instrument(by, first.key)
    assert (row.version.items["q1"].text, newest.items["q1"].text) == ("Hvordan går det?", "Og nu?")


def test_the_declared_instruments_are_whole(owner):
    kept = {one["key"]: read_themes(one["themes"]) for one in declared()}

    counts = {key: sum(len(theme.items) for theme in themes) for key, themes in kept.items()}
    assert counts == {"motivation": 6, "treatment_start": 19, "treatment_follow_up": 9, "who5": 5}
    reversed_ones = [item.key for theme in kept["motivation"] for item in theme.items if item.better == "lower"]
    assert reversed_ones == ["no_need"]
    with acting(owner) as by:
        assert [one.key for one in newest_instruments(by)] == sorted(kept, key=lambda key: TITLES[key])


TITLES = {one["key"]: one["title"] for one in declared()}
