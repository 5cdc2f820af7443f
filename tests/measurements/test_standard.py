"""The quality standard: points in the municipality's words, figures beside, and small numbers that stay hidden."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import product
from random import Random
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.task import finish_task, register_request
from cases.models import Task
from measurements.actions.standard import write_point
from measurements.models import StandardPoint
from measurements.report.scope import Scope
from measurements.standard.figures import tables
from measurements.standard.monitored import Begun, End, Followed, Monitored, Planned, Request, Waited, gather
from measurements.standard.points import points
from outreach.actions.ending import follow_up
from outreach.actions.onward_plan import begin_plan, give_plan
from tests.cast import acting, client_of
from tests.factories import CitizenFactory
from tests.measurements.treated import treated
from tests.queries import assert_same_queries

PAGE = reverse("measurements:standard")
TODAY = timezone.localdate
QUERIES = 15


def ago(days: int) -> date:
    return TODAY() - timedelta(days=days)


def figure_page(name: str, **asked: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"{reverse('measurements:standard_figure', args=[name])}?{query}"


def point_page(number: int) -> str:
    return reverse("measurements:standard_point", args=[number])


def typed(title: str = "Garantien", text: str = "Vi begynder inden 14 dage.", seen: int = 0, **fields) -> dict:
    return {"title": title, "text": text, "beside": "", "from_on": TODAY(), "seen": seen, **fields}


def shown(told: Monitored, *, hides: bool = False) -> dict[str, dict[str, list[str]]]:
    """{table: {row: texts of its cells}}"""
    made = tables(told, hides=hides)
    return {name: {row.key: [cell.text for cell in row.cells] for row in table.rows} for name, table in made.items()}


@pytest.fixture
def year(leader):
    """What the leader's figures are made of."""

    def read() -> Monitored:
        with acting(leader) as by:
            scope = Scope(by.membership.organisation, by.membership.unit, ago(364), TODAY())
            return gather(scope, TODAY())

    return read


# --- What is counted --------------------------------------------------------------------------------------------------
def test_the_guarantee_and_the_days_follow_from_the_clock(owner, centre, year):
    with acting(owner) as by:
        for number, (asked, begun) in enumerate(((90, 87), (80, 66), (70, 50))):
            treated(CitizenFactory(unit=centre, by=by, name=f"Nr {number}"), asked=ago(asked), begun=ago(begun), by=by)
        register_request(citizen=CitizenFactory(unit=centre, by=by), on=ago(20), by=by)
        register_request(citizen=CitizenFactory(unit=centre, by=by), on=ago(3), by=by)
        hidden = CitizenFactory(
            unit=centre, name="", alias="X", identity="anonymous", anonymous_basis="sel_101a", by=by
        )
        register_request(citizen=hidden, on=ago(30), by=by)

    found = shown(year())
    assert found["garanti"] == {"overholdt": ["50 %", "2", "4"], "ikke-overholdt": ["50 %", "2", "4"]}
    assert found["ventedage"] == {
        "dag-0-7": ["33 %", "1", "3"], "dag-8-14": ["33 %", "1", "3"], "efter-dag-14": ["33 %", "1", "3"],
        "gennemsnit": ["–", "12,3 dage", "3"],
    }  # fmt: skip


def test_a_plan_counts_from_the_day_the_citizen_got_it(owner, centre, year):
    with acting(owner) as by:
        for begun in (0, 9, 5):
            someone = CitizenFactory(unit=centre, by=by)
            period = treated(someone, asked=None, begun=ago(begun), by=by)
            if begun != 5:
                plan = begin_plan(case=period.case, citizens_words="En bolig.", by=by)
                give_plan(plan=plan, with_name=False, by=by)

    assert {row: cells[1] for row, cells in shown(year())["planer"].items()} == {
        "ved-start": "1", "senere": "1", "ingen": "1"
    }  # fmt: skip


def test_follow_up_is_done_declined_overdue_or_to_come(owner, centre, year):
    with acting(owner) as by:
        for number, days in enumerate((40, 40, 40, 10)):
            someone = CitizenFactory(unit=centre, by=by)
            period = treated(someone, asked=None, begun=ago(90), ended=ago(days), by=by)
            follow_up(period=period, refused="Vil være i fred." if number == 1 else None, by=by)
            if number == 0:
                finish_task(task=Task.objects.filter(citizen=someone).earliest("due_on"), outcome="done", by=by)
        # An end that nobody is to follow up.
        treated(CitizenFactory(unit=centre, by=by), asked=None, begun=ago(90), ended=ago(40), reason="moved", by=by)

    assert {row: [cells[1], cells[3], cells[4]] for row, cells in shown(year())["opfoelgning"].items()} == {
        "gjort": ["1", "0", "4"],
        "fravalgt": ["1", "1", "4"],
        "overskredet": ["1", "0", "4"],
        "kommer": ["1", "3", "4"],
        "ikke-lavet": ["0", "0", "4"],
    }


# --- Hidden -----------------------------------------------------------------------------------------------------------
def monitored(waited: dict[Waited, int], ends: dict[tuple[Followed, Followed], int]) -> Monitored:
    requests = [
        Request(uuid4(), one, None if one == Waited.NOT_BEGUN else 5)
        for one, many in waited.items()
        for _n in range(many)
    ]
    followed = [End(uuid4(), TODAY(), {1: a, 6: b}) for (a, b), many in ends.items() for _n in range(many)]
    return Monitored(requests, [Begun(uuid4(), TODAY(), None)] * 3, followed)


def numbers(told: Monitored) -> dict[str, int | None]:
    """Everything a reader outside the team sees of the requests, by what it counts."""
    made = tables(told, hides=True)
    found = {row.key: row.cells[1].value for name in ("garanti", "ventedage") for row in made[name].rows}
    return {**found, "tried": made["garanti"].n, "begun": made["ventedage"].n, "gennemsnit": None}


def test_what_is_small_is_hidden_with_its_share_and_leads_nowhere(leader):
    found = shown(monitored({Waited.HALF: 9, Waited.LATE: 2}, {}), hides=True)
    assert found["garanti"]["ikke-overholdt"][:2] == ["skjult", "skjult"]
    assert set(found["planer"]["ingen"]) == {"skjult"}
    client = client_of(leader)
    assert client.get(figure_page("garanti", raekke="overholdt", udenfor="on")).status_code == 404
    assert "raekke=" not in client.get(PAGE, {"udenfor": "on"}).content.decode()


def test_no_hidden_number_follows_from_the_two_tables_of_the_same_requests():
    """By trying: every other filling that fits what is shown differs in each number that is hidden."""
    random = Random(8)
    for _attempt in range(30):
        truth = [random.choice((0, 1, 2, 3, 5, 6, 9, 12)) for _cell in Waited]
        told = numbers(monitored(dict(zip(Waited, truth, strict=True)), {}))
        fillings = product(*([n] if (n := told.get(one.value)) is not None else range(15) for one in Waited))
        fits = [cells for cells in fillings if _fits(cells, told)]
        assert tuple(truth) in fits
        for name in _sums(truth):
            if told[name] is None:
                assert len({_sums(cells)[name] for cells in fits}) > 1, (truth, told, name)


def _sums(cells) -> dict[str, int]:
    half, in_time, late, never = cells
    return {
        "dag-0-7": half, "dag-8-14": in_time, "efter-dag-14": late, "overholdt": half + in_time,
        "ikke-overholdt": late + never, "begun": half + in_time + late, "tried": sum(cells),
    }  # fmt: skip


def _fits(cells, told) -> bool:
    return all(told[name] in (None, number) for name, number in _sums(cells).items())


def test_who_declined_is_hidden_in_both_follow_ups_or_in_neither():
    told = monitored(
        {},
        {
            (Followed.DECLINED, Followed.DECLINED): 6,
            (Followed.DONE, Followed.LATER): 8,
            (Followed.OVERDUE, Followed.DONE): 2,
        },
    )
    rows = {row.key: [cell.is_hidden for cell in row.cells] for row in tables(told, hides=True)["opfoelgning"].rows}
    assert rows["fravalgt"][1] == rows["fravalgt"][3]
    hidden_first = [name for name, cells in rows.items() if cells[1]]
    assert "overskredet" in hidden_first
    assert len(hidden_first) > 1


# --- The points -------------------------------------------------------------------------------------------------------
def test_a_point_is_written_shown_and_written_again_with_its_figures_beside(leader, owner, centre):
    client = client_of(leader)
    assert "Ingen af de 15 punkter er skrevet" in client.get(PAGE).content.decode()

    for title, seen in (("Garantien", 0), ("Garantien", 0), ("Behandling inden 14 dage", 1)):
        answer = client.post(point_page(15), typed(title, beside="guarantee", seen=seen))
        assert answer.status_code == 302
    page = client.get(PAGE).content.decode()
    assert "15. Behandling inden 14 dage" in page
    assert "Udgave 2" in page
    # Beside its point, and no longer among what stands at none.
    assert page.index('id="punkt-15"') < page.index('id="garanti"') < page.index('id="monitorering"')
    assert "Garantien" in client.get(point_page(15)).content.decode()
    with acting(leader):
        assert StandardPoint.objects.count() == 2


def test_two_who_write_at_once_lose_nothing(leader):
    client = client_of(leader)
    client.post(point_page(1), typed("Den første"))
    late = client.post(point_page(1), typed("Den anden", "Min egen lange tekst"))
    page = late.content.decode()
    assert (late.status_code, "En anden har skrevet punktet imens" in page) == (200, True)
    assert "Min egen lange tekst" in page


def test_a_version_holds_from_its_day(leader):
    with acting(leader) as by:
        organisation = by.membership.organisation
        told = {"organisation": organisation, "number": 3, "text": "Tekst", "beside": "", "by": by}
        write_point(**told, seen=0, title="Nu", from_on=ago(100))
        write_point(**told, seen=1, title="Fra næste måned", from_on=ago(-30))
        third = points(by, TODAY())[2]
        assert (third.holds.title, third.coming.title) == ("Nu", "Fra næste måned")
        assert points(by, ago(-31))[2].holds.title == "Fra næste måned"
        with pytest.raises(ValidationError, match="skrevet punktet imens"):
            write_point(**told, seen=1, title="En til", from_on=TODAY())


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"title": "", "text": "Min tekst"}, "Skal udfyldes"),
        ({"text": "x" * 8001}, "8000"),
        ({"from_on": "i går"}, "i går"),
        ({"beside": "noget"}, "aria-invalid"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(leader, sent, words):
    answer = client_of(leader).post(point_page(2), typed(**sent))
    assert (answer.status_code, words in answer.content.decode()) == (200, True)


def test_there_are_fifteen_points_and_another_municipality_has_its_own(leader, outside_leader):
    client = client_of(leader)
    client.post(point_page(1), typed("Kun Odenses"))
    assert [client.get(point_page(number)).status_code for number in (0, 15, 16)] == [404, 200, 404]
    assert "Kun Odenses" not in client_of(outside_leader).get(PAGE).content.decode()


# --- Rows and cost ----------------------------------------------------------------------------------------------------
def test_a_number_leads_to_those_it_counts_and_the_look_is_logged(owner, leader, other_leader, centre):
    with acting(owner) as by:
        someone = CitizenFactory(unit=centre, name="Tove Talt", by=by)
        treated(someone, asked=ago(90), begun=ago(85), by=by)
    client = client_of(leader)

    assert "raekke=overholdt" in client.get(PAGE).content.decode()
    rows = client.get(figure_page("garanti", raekke="overholdt")).content.decode()
    assert "Tove Talt" in rows
    assert "5 dage" in rows
    assert AccessLog.objects.filter(citizen_id=someone.pk, user_id=leader.pk, action="list").exists()
    assert "Tove Talt" not in client.get(figure_page("garanti", raekke="ikke-overholdt")).content.decode()
    assert "Tove Talt" not in client_of(other_leader).get(figure_page("garanti", raekke="overholdt")).content.decode()
    for figure, row in (("ventedage", "dag-0-7"), ("planer", "ingen")):
        assert "Tove Talt" in client.get(figure_page(figure, raekke=row)).content.decode()
    assert client.get(figure_page("T7-1")).status_code == 404
    assert client.get(figure_page("ventedage", raekke="gennemsnit")).status_code == 404


def test_any_number_costs_the_same(owner, leader, centre):
    def more(many: int) -> None:
        with acting(owner) as by:
            for _number in range(many):
                someone = CitizenFactory(unit=centre, by=by)
                period = treated(someone, asked=ago(90), begun=ago(85), ended=ago(40), by=by)
                follow_up(period=period, by=by)

    client = client_of(leader)
    more(1)
    assert_same_queries(lambda: client.get(PAGE), lambda: more(2), lambda: more(20), budget=QUERIES)
    url = figure_page("opfoelgning", raekke="overskredet")
    assert_same_queries(lambda: client.get(url), lambda: more(2), budget=QUERIES)


def test_every_row_of_the_figures_has_a_name_of_its_own():
    names = Counter(one.value for kind in (Waited, Planned, Followed) for one in kind)
    assert max(names.values()) == 1
