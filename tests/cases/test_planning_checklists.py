"""The planning's checklists: the unit's own, ticked once for all, reworded as versions."""

import pytest
from django.urls import reverse

from cases.actions.pathway import rewrite_checklist
from directory.models import PlanningMark
from tests.cast import acting, client_of
from tests.queries import assert_same_queries

PAGE = reverse("cases:planning_checklists")
TICK = reverse("cases:planning_tick")
YOUNG = "planning.mapping/young"


def ticked(client) -> list[tuple[str, str]]:
    lists = client.get(PAGE).context["lists"]
    return [(point.key, point.by) for one in lists for point in one.points if point.ticked]


@pytest.mark.usefixtures("checklists")
def test_what_one_ticks_the_unit_sees_and_another_unit_does_not(owner, unit_mate, stranger):
    for _twice in range(2):
        client_of(owner).post(TICK, {"tick": YOUNG})

    seen = [ticked(client_of(user)) for user in (unit_mate, stranger)]
    assert seen == [[("young", "Oda Lind")], []]


def test_a_tick_is_taken_away_and_history_keeps_both(owner, unit_mate):
    client_of(owner).post(TICK, {"tick": YOUNG})
    client_of(unit_mate).post(TICK, {"untick": YOUNG})

    assert ticked(client_of(owner)) == []
    with acting(owner):
        who = list(PlanningMark.history.order_by("history_id").values_list("ticked", "history_user_id"))
    assert who == [(True, owner.pk), (False, unit_mate.pk)]


@pytest.mark.parametrize("point", ["", "planning.mapping/nothing", "contact.prescreening/criteria", "///"])
def test_what_is_no_point_of_the_planning_is_not_ticked(owner, point):
    answer = client_of(owner).post(TICK, {"tick": point}, follow=True)

    assert "Tjeklisten er ændret imens." in answer.content.decode()
    with acting(owner):
        assert not PlanningMark.objects.exists()


def test_a_new_wording_keeps_the_ticks_of_the_same_points(owner, leader, municipality, checklists):
    client_of(owner).post(TICK, {"tick": YOUNG})
    with acting(leader) as by:
        items = [("young", "De unge er fundet"), ("own", "Vores eget punkt")]
        rewrite_checklist(
            organisation=municipality, step_key="planning.mapping", items=items, reason="Tydeligere", by=by
        )

    first = client_of(owner).get(PAGE).context["lists"][0]

    assert (first.number, [(point.text, point.ticked) for point in first.points]) == (
        2,
        [("De unge er fundet", True), ("Vores eget punkt", False)],
    )


def test_the_page_costs_the_same_with_any_number_of_ticks(owner, checklists):
    client = client_of(owner)
    lists = client.get(PAGE).context["lists"]
    points = [f"{one.step.key}/{point.key}" for one in lists for point in one.points]

    def tick(some: list[str]) -> None:
        for point in some:
            client.post(TICK, {"tick": point})

    tick(points[:1])
    assert_same_queries(lambda: client.get(PAGE), lambda: tick(points[1:3]), lambda: tick(points[3:]))
