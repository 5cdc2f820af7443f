"""Every URL, asked by everybody: the answer is the one in the matrix.

The pages there are to GET are opened by the sentinel's walk, which holds their answers against the matrix too.
"""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from tests.matrix import ELSEWHERE, MATRIX
from tests.walk_urls import ACTORS, ANONYMOUS, House, url_patterns


def test_every_url_stands_in_the_matrix_and_every_row_has_its_url():
    names = [name for name, _pattern in url_patterns()]

    assert sorted(names) == sorted([*MATRIX, *ELSEWHERE])


def asked(client: Client, method: str, address: str, data: dict) -> int:
    """The status; what the request wrote is undone, so that everybody asks the same house."""
    with transaction.atomic():
        status = getattr(client, method)(address, data).status_code
        transaction.set_rollback(True)
    return status


def answers(house: House, who: str) -> Iterator[tuple[str, int, int]]:
    """(what was asked, what the matrix says, what came back)"""
    patterns = dict(url_patterns())
    client = house.client(who)
    client.raise_request_exception = False
    for name, row in MATRIX.items():
        addresses = house.addresses(name, patterns[name])
        address = addresses.get("") or addresses[row.about]
        sent = {field: house.targets[row.about][parameter] for field, parameter in row.posts.items()}
        for method, data in (("get", {}), ("post", sent)):
            if method == "get" and row.get is not None and name != "accounts:set_language":
                continue
            yield f"{method} {name}", row.expected(method)[who], asked(client, method, address, data)


#: Who meets row-level security from each side: own, shared, another organisation's. What the rest may do is decided
#: before a database is asked, so each asks on one engine.
AT_THE_WALL = ("owner", "leader", "crisis_worker", "outsider")


def _engine_of(who: str) -> str:
    return "postgresql" if who in AT_THE_WALL else "sqlite"


@pytest.mark.parametrize(
    "who", [pytest.param(who, marks=pytest.mark.one_engine(_engine_of(who))) for who in (*ACTORS, ANONYMOUS)]
)
def test_each_gets_what_the_matrix_says(full_house: House, who: str, caplog, monkeypatch):
    caplog.set_level(logging.CRITICAL, "django.request")
    # The answer is a status. What a refused form looks like is told by the tests of the page.
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *_args, **_given: "")
    wrong = [f"{what}: {came}, not {said}" for what, said, came in answers(full_house, who) if came != said]

    assert not wrong, "\n".join(wrong)
