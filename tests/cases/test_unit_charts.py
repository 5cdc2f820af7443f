"""The pictures of the leader's page: numbers in Danish, the page's colours, nothing that could run."""

from __future__ import annotations

import re
from decimal import Decimal
from uuid import UUID

from cases.limit import Carrier, Load
from cases.unit_charts import phase_chart, team_chart
from cases.unit_page import Figure, PhaseLine

TEAM = UUID(int=1)
COLOURS = re.compile(r'(?:fill|stroke)="([^"]+)"')


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def load(name: str, *weights: str) -> Load:
    carriers = {
        UUID(int=number): Carrier(UUID(int=number), "Oda Lind", TEAM, True, 1, Decimal(weight))
        for number, weight in enumerate(weights, 10)
    }
    return Load(15, 13, carriers, {TEAM: name})


def test_a_team_stands_with_its_average_and_the_limit_and_names_nobody():
    assert texts(team_chart(load("Team Nord", "14", "15"))) == ["grænsen 15", "Team Nord: 14,5"]


def test_a_name_that_looks_like_a_tag_is_text():
    svg = team_chart(load("<script>x</script>", "1"))

    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_each_phase_has_its_bands_and_its_number():
    line = PhaseLine("Motivation", [Figure(number, "") for number in (3, 0, 1, 0)], Figure(4, ""))

    svg = phase_chart([line])

    assert {"Motivation", "4", "Under 1 måned", "Over 6 måneder"} <= set(texts(svg))
    assert {"var(--band-0)", "var(--band-3)"} <= set(COLOURS.findall(svg))


def test_every_colour_is_the_pages_own_and_nothing_in_it_can_run():
    drawn = team_chart(load("Team Nord", "14")) + phase_chart([PhaseLine("Fase", [Figure(1, "")] * 4, Figure(4, ""))])

    assert {colour for colour in COLOURS.findall(drawn) if not colour.startswith("var(--")} <= {"none", "transparent"}
    assert re.findall(r"<script|<style|style=|\son\w+=|href=", drawn) == []
