"""The pages on which one measures, and what stands on them afterwards."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from measurements.actions.instrument import write_instrument
from measurements.models import InstrumentVersion, Measurement
from tests.cast import acting, client_of
from tests.measurements.measured import MOTIVATION, in_motivation, measured
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"measurements:{name}", args=args)


def test_a_measurement_from_begin_to_the_course_again(case, owner):
    in_motivation(case, by=owner)
    client = client_of(owner)

    theme = client.post(url("begin", case.pk, "motivation", "before"))
    end = client.post(theme.url, {"hope": "4", "worse": "5", "no_need": ""})
    shown = client.get(end.url).content.decode()
    done = client.post(end.url, {"answered_on": timezone.localdate().isoformat(), "reason": "not_wished"})

    row = Measurement.objects.get()
    assert (done.url, row.answers, set(row.open.values())) == (
        url("measured", case.pk), {"hope": 4, "worse": 5}, {"not_wished"},
    )  # fmt: skip
    assert "Jeg har ikke behov for behandling" in shown
    assert "4 spørgsmål står åbne" in client.get(done.url).content.decode()


def test_the_citizens_page_names_nobody(case, owner):
    client = client_of(owner)
    theme = client.post(url("begin", case.pk, "treatment_start", "before")).url

    page = client.get(theme).content.decode()

    assert case.citizen.name.split()[-1] not in page
    assert "reading-page" in page


def test_bad_answers_are_said_at_the_question_and_what_was_typed_stays(case, owner):
    client = client_of(owner)
    theme = client.post(url("begin", case.pk, "treatment_start", "before")).url

    page = client.post(theme, {"drugs_days": "31", "drugs_bothered": "3"}).content.decode()

    assert "Svaret går fra 0 til 30." in page
    # A field that the questions add is dressed like one that the form declares.
    assert 'class="form-control short' in page
    assert 'value="31"' in page
    assert Measurement.objects.get().answers == {}


def test_pause_and_free_order(case, owner):
    client = client_of(owner)
    theme = client.post(url("begin", case.pk, "treatment_start", "before")).url

    chosen = client.post(theme, {"drugs_days": "12", "til": "daily"}).url
    paused = client.post(chosen, {"income": "pension", "pause": "1"}).url
    resumed = client.post(url("begin", case.pk, "treatment_start", "before")).url

    row = Measurement.objects.get()
    assert [chosen, paused, resumed] == [
        url("theme", row.pk, "daily"), url("measured", case.pk), url("theme", row.pk, "drugs"),
    ]  # fmt: skip
    assert row.answers == {"drugs_days": 12, "income": "pension"}


def test_the_development_is_told_in_words_beside_the_picture(case, owner):
    before = {**MOTIVATION, "hope": ["2"], "no_need": ["4"]}
    measured(case, "motivation", "before", before, by=owner)
    measured(case, "motivation", "after", {**MOTIVATION, "hope": ["5"], "no_need": ["2"]}, by=owner)

    page = client_of(owner).get(url("measured", case.pk)).content.decode()

    assert [words in page for words in ("3 højere", "2 lavere", "uændret", 'role="img"')] == [True] * 4


def test_a_correction_shows_the_old_answers_from_the_new(case, owner):
    row = measured(case, "motivation", "before", MOTIVATION, by=owner)
    sent = {key: value[0] for key, value in MOTIVATION.items()}
    today = timezone.localdate().isoformat()
    client = client_of(owner)

    new = client.post(
        url("correct", row.pk), {**sent, "hope": "1", "answered_on": today, "correction_reason": "Tastefejl"}
    )
    refused = client.post(url("correct", row.pk), {**sent, "answered_on": today, "correction_reason": "Igen"})

    page = client.get(new.url).content.decode()
    assert url("measurement", row.pk) in page
    assert "Kun en afsluttet måling, der gælder, kan rettes." in refused.content.decode()


def test_a_look_is_logged(case, owner):
    row = measured(case, "motivation", "before", MOTIVATION, by=owner)

    client_of(owner).get(url("measurement", row.pk))

    looks = AccessLog.objects.filter(citizen_id=case.citizen_id, view_name="measurements:measurement")
    assert looks.count() == 1


def test_the_course_and_the_timeline_say_that_it_was_answered(case, owner):
    row = measured(case, "motivation", "before", MOTIVATION, by=owner)
    client = client_of(owner)

    shown = (("case", case.pk), ("citizen", case.citizen_id))
    pages = [client.get(reverse(f"cases:{name}", args=[pk])).content.decode() for name, pk in shown]

    assert [url("measurement", row.pk) in page for page in pages] == [True, True]


def test_an_instrument_of_ones_own(case, leader, owner):
    client = client_of(leader)
    sent = {
        "title": "Søvn", "occasions": ["before", "other"], "text_1": "Hvordan sover du?", "answer_1": "scale_10",
        "more_1": "slet ikke / godt", "better_1": "higher", "text_2": "Hvor mange nætter?", "answer_2": "number",
        "more_2": "0-7 nætter", "text_3": "Hvor?", "answer_3": "many", "more_3": "hjemme / ude / herberg",
    }  # fmt: skip

    wrong = client.post(url("instrument_new"), {**sent, "more_2": "mange"}).content.decode()
    made = client.post(url("instrument_new"), sent)
    again = client.get(made.url + "ret/").content.decode()

    version = InstrumentVersion.objects.get(title="Søvn")
    assert "Skriv, hvilke tal der kan svares, fx 0-30 dage." in wrong
    assert [(item.kind.value, item.low, item.high, item.unit) for item in version.items.values()] == [
        ("scale", 0, 10, ""), ("number", 0, 7, "nætter"), ("many", 0, 0, ""),
    ]  # fmt: skip
    assert "0-7 nætter" in again
    row = measured(case, version.key, "other", {"q1": ["7"], "q3": ["c3", "c1"]}, by=owner)
    assert row.answers == {"q1": 7, "q3": ["c1", "c3"]}


def test_the_sources_own_wording_is_not_changed(leader):
    assert client_of(leader).get(url("instrument_edit", "motivation")).status_code == 404


def test_who5_gets_its_wording(leader):
    client = client_of(leader)
    sent = {f"item_who5_{number}": f"Ordlyd {number}" for number in range(1, 6)}
    sent |= {f"label_{value}": f"Svar {value}" for value in range(6)}

    client.post(url("instrument_edit", "who5"), sent)

    page = client.get(url("instrument", "who5")).content.decode()
    assert ["Ordlyd 3" in page, "Version 2" in page, "Ordlyden mangler" in page] == [True, True, False]


def test_any_number_of_measurements_costs_the_same(case, owner, leader):
    in_motivation(case, by=owner)
    client, question = client_of(owner), {"key": "q1", "text": "Og nu?", "kind": "scale", "low": 1, "high": 5}

    def more(many: int) -> None:
        for number in range(many):
            with acting(leader) as by:
                own = write_instrument(
                    organisation=by.membership.organisation, title=f"Nr {number}", occasions=["other"], by=by,
                    themes=[{"key": "q", "title": "Nu", "items": [question]}],
                )  # fmt: skip
            measured(case, own.key, "other", {"q1": ["2"]}, by=owner)

    for at in (url("measured", case.pk), url("instruments")):
        assert_same_queries(lambda at=at: client.get(at), lambda: more(2), lambda: more(20))


def test_forms_stay_within_the_budget(case, owner):
    client = client_of(owner)
    theme = client.post(url("begin", case.pk, "treatment_start", "before")).url
    row = measured(case, "motivation", "before", MOTIVATION, by=owner)

    pages = [theme, theme.partition("tema")[0] + "afslut/", url("measurement", row.pk), url("correct", row.pk)]
    for at in pages:
        assert_same_queries(lambda at=at: client.get(at))
