"""The evaluation of 2017 comes out of the product again: every number that was printed and can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.acting import inside
from accounts.actions.units import found_organisation
from accounts.models import Membership, Organisation, User
from audit.verification import verify_history
from cases.models import CasePeriod, Citizen
from demo.published import answers
from demo.published.citizens import ENDED, ENROLLED, FOLLOW_UP, LAST_MOTIVATED, MOTIVATION
from demo.published.data import FIRST, LAST, deal, read, spread
from measurements.contacted import contacted_citizens
from measurements.costs import Costs, costs
from tests import engines
from tests.measurements.comparison import Comparison, compare, compare_rows

PUBLISHED: dict[str, Any] = json.loads((Path(__file__).parent / "published_tables_2017.json").read_text())


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[list[Organisation]]:
    """Both municipalities in a database of their own, loaded once."""
    folder = tmp_path_factory.mktemp("published")
    with django_db_blocker.unblock(), engines.own_database(folder):
        call_command("load_published_evaluation")
        yield list(Organisation.objects.order_by("municipality_code"))


def report_of(organisations: list[Organisation]) -> dict[str, Any]:
    """As `manage.py evaluation_report --format json` gives it."""
    out, whose = StringIO(), [f"--organisation={one.municipality_code}" for one in organisations]
    call_command("evaluation_report", f"--from={FIRST}", f"--to={LAST}", "--format=json", *whose, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.fixture(scope="module")
def report(loaded) -> dict[str, Any]:
    return report_of(loaded)


def test_every_published_number_comes_out_as_it_was_printed(report):
    found = compare(PUBLISHED, report)

    assert found.differing == []
    assert (len(found.matched), found.untested) == (291, 86)


def test_so_do_the_counts_behind_the_percentages(report):
    found = Comparison()
    for name, rows in PUBLISHED["inferred"].items():
        compare_rows(found, name, rows, report.get(name, {}))

    assert found.differing == []
    assert len(found.matched) == 58


def test_ages_of_each_municipality_by_itself(loaded):
    """Almost 31 in Aarhus, almost 39 in Odense (S2 p. 23)."""
    ages = {one.municipality_code: report_of([one])["P4-3"]["rows"]["gennemsnitsalder"]["Værdi"] for one in loaded}
    assert {code: int(age) for code, age in ages.items()} == {"751": 31, "461": 39}


def test_the_report_says_that_it_is_reconstructed(report):
    assert report["meta"]["reconstructed"] is True


def test_history_is_whole_and_everybody_is_invented(loaded):
    assert verify_history() == []
    for organisation in loaded:
        with inside(organisation):
            citizens = Citizen.objects.filter(organisation=organisation)
            named = [one for one in citizens if one.name or one.cpr or not one.alias.startswith("Rekonstrueret ")]
            still_open = CasePeriod.objects.filter(organisation=organisation, closed_at=None).count()
        assert (organisation.reconstructed, named, still_open) == (True, [], 0)


def test_one_leader_may_hold_both_beside_one_another(loaded):
    rows = Membership.objects.filter(user__email="leder@rekonstrueret.example", role="leader")
    assert {row.organisation.name for row in rows} == {
        "Aarhus Kommune (rekonstrueret)", "Odense Kommune (rekonstrueret)",
    }  # fmt: skip


def costs_of(organisation: Organisation) -> Costs:
    with inside(organisation):
        contacted = contacted_citizens(organisation, FIRST, LAST)
        return costs(organisation, FIRST, LAST, contacted=contacted)


def test_the_invented_hours_obey_what_the_text_says(loaded):
    """One quarter of Aarhus is missing, the two direct activities take about the same, planning the most (p. 69-71)."""
    odense, aarhus = map(costs_of, loaded)

    missing = [[(str(one.quarter), one.of) for one in found.missing] for found in (odense, aarhus)]
    assert missing == [[], [("2015-1", 5)]]
    for found in (odense, aarhus):
        outreach, outreach_led, bridging, bridging_led, _whole = found.direct.values()
        assert 0.9 < float((bridging.hours + bridging_led.hours) / (outreach.hours + outreach_led.hours)) < 1.1
        *rows, _whole = found.indirect.values()
        assert max(rows, key=lambda row: row.hours).key == "Planlægning af arbejdet med indsatsen"


def test_a_course_is_over_before_the_period_is():
    last = spread(99, 100, FIRST, LAST_MOTIVATED)
    assert (LAST - last).days >= MOTIVATION + ENROLLED + FOLLOW_UP + ENDED


def test_answers_are_dealt_as_often_as_they_are_counted():
    assert [deal({"yes": 2, "no": 3}, shift) for shift in (0, 1)] == [
        ["yes", "no", "no", "yes", "no"],
        ["no", "yes", "no", "no", "yes"],
    ]
    assert deal({}) == []


def test_nobody_is_enrolled_without_a_substance():
    assert [row for rows in answers.enrolment().values() for row in rows if not row["substances"]] == []


def test_four_say_at_enrolment_that_treatment_matters_less():
    """47 of 51 say 4 (S2 p. 24): of table 7-2's nine no more than four may say less."""
    given = [row["drugs_importance"][0] for rows in answers.enrolment().values() for row in rows]
    assert (given.count("4"), len(given)) == (47, 51)
    assert len([one for one in read("follow_up")["drugs_importance"]["before"] if one != 4]) == 4


@pytest.mark.django_db
def test_where_there_is_an_organisation_nothing_is_loaded(founder):
    known = found_organisation(name="Ny Kommune", kind="municipality", municipality_code="101", by=founder)
    people = User.objects.count()

    with pytest.raises(CommandError, match="Ny Kommune is here already"):
        call_command("load_published_evaluation")
    assert (list(Organisation.objects.all()), User.objects.count()) == ([known], people)


@pytest.mark.django_db
def test_half_of_it_is_never_left(monkeypatch):
    monkeypatch.setattr("demo.published.model.fill", lambda house: 1 / 0)
    people = User.objects.count()

    with pytest.raises(ZeroDivisionError):
        call_command("load_published_evaluation")
    assert (Organisation.objects.count(), User.objects.count()) == (0, people)


@pytest.mark.django_db
def test_in_service_nothing_is_loaded(settings):
    settings.IN_SERVICE = True

    with pytest.raises(CommandError, match="BROBYG_MODE=service"):
        call_command("load_published_evaluation")
    assert Organisation.objects.count() == 0
