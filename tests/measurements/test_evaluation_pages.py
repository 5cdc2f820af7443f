"""The evaluation on its page, one table by itself, who stands behind a row, and the files."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import give_role
from audit.models import AccessLog
from tests.cast import SINCE, acting, client_of
from tests.factories import CitizenFactory
from tests.measurements.measured import measured
from tests.measurements.test_evaluation import START, both, course
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
PAGE = reverse("measurements:evaluation")
TODAY = timezone.localdate
#: A report of eight chapters: each thing is asked once, whatever there is to count.
QUERIES = 32


def table_page(name: str, **asked: str) -> str:
    days = {"fra": f"{TODAY() - timedelta(days=30)}", "til": f"{TODAY()}"}
    query = "&".join(f"{key}={value}" for key, value in {**days, **asked}.items())
    return f"{reverse('measurements:evaluation_table', args=[name])}?{query}"


def file_page(file_format: str) -> str:
    return reverse("measurements:evaluation_file", args=[file_format])


def test_the_page_says_what_is_empty_and_what_a_period_is(leader):
    client = client_of(leader)

    empty = client.get(PAGE).content.decode()
    wrong = client.get(PAGE, {"fra": "2026-05-01", "til": "2026-04-01"}).content.decode()
    junk = client.get(PAGE, {"fra": "i går", "til": "0001-01-01"})

    assert "Intet er målt i perioden" in empty
    assert "Perioden slutter, før den begynder." in wrong
    assert junk.status_code == 200


def test_a_number_leads_to_its_definition_and_to_those_it_counts(case, owner, leader):
    both(case, {"hope": ["2"]}, {"hope": ["4"]}, by=owner)
    client = client_of(leader)

    page = client.get(PAGE).content.decode()
    assert "Sådan er det talt" in page
    assert "raekke=hope" in page
    rows = client.get(table_page("T7-1", raekke="hope")).content.decode()
    assert str(case.citizen) in rows
    assert "2 → 4" in rows
    assert AccessLog.objects.filter(citizen_id=case.citizen_id, user_id=leader.pk).exists()


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("F4-1", "Cannabis"), ("F4-6", "Fysiske problemer"), ("F4-7", "Andet"), ("T4-2", "Dansk"),
        ("P4-3", "betydeligt_eller_meget_besværet_af_stofmisbrug_pct"), ("P4-3", "ikke_arbejdet_eller_forsøgt_pct"),
    ],
)  # fmt: skip
def test_behind_a_row_stand_those_who_answered_so(table, row, case, owner, leader, centre):
    measured(case, "treatment_start", "before", START, by=owner)
    other = course(owner, centre)
    measured(other, "treatment_start", "before", {"substances": ["alcohol"]}, by=owner)

    page = client_of(leader).get(table_page(table, raekke=row)).content.decode()
    assert str(case.citizen) in page
    assert str(other.citizen) not in page


def test_the_rows_of_contacts_are_all_who_were_met(case, owner, leader, centre):
    with acting(owner) as by:
        never_met = CitizenFactory(unit=centre, by=by)
    page = client_of(leader).get(table_page("F7-1", raekke="Samlet kontakt")).content.decode()
    assert str(never_met) not in page


def test_what_is_no_table_and_no_row_is_not_found(leader):
    client = client_of(leader)
    asked = [
        table_page("T99"),
        table_page("T9-1", raekke="Samlet"),
        table_page("F4-1", raekke="Cannabis", udenfor="on"),
    ]
    assert [client.get(url).status_code for url in asked] == [404, 404, 404]


def test_the_files_tell_what_the_page_tells(case, owner, leader):
    both(case, {"hope": ["2"]}, {"hope": ["4"]}, by=owner)
    client = client_of(leader)

    data = json.loads(client.get(file_page("json")).content)
    assert data["T7-1"]["rows"]["hope"]["Eftermåling"] == 4.0
    kinds = {name: client.get(file_page(name)) for name in ("csv", "xlsx", "pdf")}
    assert {name: answer.content[:4] for name, answer in kinds.items()} == {
        "csv": b"\xef\xbb\xbft", "xlsx": b"PK\x03\x04", "pdf": b"%PDF"
    }  # fmt: skip
    assert client.get(file_page("docx")).status_code == 404


def test_a_file_of_no_period_sends_to_the_page_that_says_why(leader):
    answer = client_of(leader).get(file_page("pdf"), {"fra": "2026-05-01", "til": "2026-04-01"})
    assert answer.url == f"{PAGE}?fra=2026-05-01&til=2026-04-01"


def test_a_citizen_of_another_unit_stands_in_no_row(case, owner, other_leader):
    both(case, {"hope": ["2"]}, {"hope": ["4"]}, by=owner)
    assert client_of(other_leader).get(table_page("T7-1", raekke="hope")).status_code == 404


def test_any_number_of_pairs_costs_the_same(case, owner, leader, centre):
    both(case, {"hope": ["2"]}, {"hope": ["3"]}, by=owner)
    client = client_of(leader)

    def more(many: int) -> None:
        for _number in range(many):
            both(course(owner, centre), {"hope": ["2"]}, {"hope": ["3"]}, by=owner)

    assert_same_queries(lambda: client.get(PAGE), lambda: more(2), lambda: more(20), budget=QUERIES)


def test_any_number_behind_a_row_costs_the_same(case, owner, leader, centre):
    both(case, {"hope": ["2"]}, {"hope": ["3"]}, by=owner)
    client = client_of(leader)

    def more(many: int) -> None:
        for _number in range(many):
            both(course(owner, centre), {"hope": ["2"]}, {"hope": ["3"]}, by=owner)

    url = table_page("T7-1", raekke="hope")
    assert_same_queries(lambda: client.get(url), lambda: more(2), lambda: more(20), budget=QUERIES)


def test_who_leads_in_two_municipalities_sees_them_together_and_nobody_else_does(
    case, owner, leader, other_leader, outsider, elsewhere, far_unit, municipality, founder
):
    both(case, {"hope": ["2"]}, {"hope": ["4"]}, by=owner)
    both(course(outsider, far_unit), {"hope": ["1"]}, {"hope": ["1"]}, by=outsider)
    give_role(person=leader, organisation=elsewhere, unit=far_unit, role="leader", from_on=SINCE, by=founder)
    asked = f"?fra={TODAY() - timedelta(days=30)}&til={TODAY()}&kommune={municipality.pk}&kommune={elsewhere.pk}"

    together = json.loads(client_of(leader).get(file_page("json") + asked).content)
    assert together["T7-1"]["rows"]["hope"]["N"] == 2
    assert set(together["T4-1"]["rows"]) == {"Odense", "Aarhus", "Samlet"}
    outside = json.loads(client_of(leader).get(f"{file_page('json')}{asked}&udenfor=on").content)
    assert (list(outside["T4-1"]["rows"]), "F4-2" in outside) == (["Samlet"], False)
    # Whose choice it is not gets the page, which knows no such field.
    alone = json.loads(client_of(other_leader).get(file_page("json") + asked).content)
    assert alone["T7-1"]["rows"]["hope"]["N"] == 0
    assert list(alone["T4-1"]["rows"]) == ["Odense"]
