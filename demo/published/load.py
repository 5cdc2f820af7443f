"""All of it or nothing."""

from __future__ import annotations

from django.db import transaction

from demo.organisations import founder
from demo.published import citizens, model
from demo.published.houses import TOWNS, House, found_house


def load() -> list[House]:
    with transaction.atomic():
        by, book = founder(), citizens.Book()
        houses = [found_house(town, by=by) for town in TOWNS]
        for house in houses:
            citizens.fill(house, book)
            model.fill(house)
    return houses
