"""*Opslag* and *Hvem har set*: who looked, when and why."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.access import log_access
from audit.models import AccessLog
from cases.looks import looks_at, looks_within, page_of
from tests.cast import SURNAMES, acting, client_of

LOG = "/opslag/"


def of(citizen) -> str:
    return reverse("cases:citizen_access", args=[citizen.pk])


@pytest.fixture
def looked(citizen, owner, unit_mate, stranger, other_citizen):
    """Owner looks as of right, unit_mate with a purpose, stranger at somebody of another unit."""
    client_of(owner).get(citizen.get_absolute_url())
    client_of(unit_mate, purpose_for=[citizen]).get(citizen.get_absolute_url())
    client_of(stranger).get(other_citizen.get_absolute_url())


def seen(client, url: str) -> list[tuple]:
    looks = client.get(url).context["page"].looks
    return [(look.who, look.action, look.citizen, look.purpose) for look in looks]


def test_leader_sees_the_units_looks_with_labels(looked, leader):
    name = f"Karla {SURNAMES['citizen']}"
    assert seen(client_of(leader), LOG) == [
        ("Ulla Friis", "Set", name, "Dækker for en kollega"),
        ("Oda Lind", "Set", name, ""),
    ]


def test_dpo_sees_the_organisations_looks_with_references(looked, citizen, other_citizen, dpo):
    response = client_of(dpo).get(LOG)
    one, other = citizen.pk.hex[-8:].upper(), other_citizen.pk.hex[-8:].upper()
    assert [(look.who, look.citizen) for look in response.context["page"].looks] == [
        ("Stine Dahl", other),
        ("Ulla Friis", one),
        ("Oda Lind", one),
    ]
    page = response.content.decode()
    assert [name for name in SURNAMES.values() if name in page] == []
    assert f'href="{of(citizen)}"' in page


def test_another_organisation_is_not_there(looked, outside_dpo, outside_leader):
    assert [seen(client_of(user), LOG) for user in (outside_dpo, outside_leader)] == [[], []]


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("formaal=on", ["Ulla Friis"]),
        ("handling=view", ["Ulla Friis", "Oda Lind"]),
        ("handling=export", []),
        ("dag=2020-01-01", []),
        ("person={owner}", ["Oda Lind"]),
        ("person=x", ["Ulla Friis", "Oda Lind"]),
        ("foer=x", ["Ulla Friis", "Oda Lind"]),
    ],
)
def test_filters(query, who, looked, leader, owner):
    looks = seen(client_of(leader), f"{LOG}?{query.format(owner=owner.pk)}")
    assert [look[0] for look in looks] == who


def test_today_as_a_filter(looked, leader):
    assert len(seen(client_of(leader), f"{LOG}?dag={timezone.localdate().isoformat()}")) == 2


def test_looking_at_the_log_is_a_look(looked, citizen, leader):
    client_of(leader).get(LOG)
    with acting(leader):
        rows = AccessLog.objects.filter(user_id=leader.pk).order_by("id")
        assert list(rows.values_list("action", "citizen_id", "object_type")) == [
            ("view", None, "audit.accesslog"),
            ("list", citizen.pk, ""),
        ]


def test_who_has_seen_one_citizen(looked, citizen, dpo):
    client = client_of(dpo)
    assert [look[0] for look in seen(client, of(citizen))] == ["Dorte Munk", "Ulla Friis", "Oda Lind"]
    assert [look[0] for look in seen(client, of(citizen) + "?vis=formaal")] == ["Ulla Friis"]


def test_role_and_unit_are_those_of_the_look(looked, citizen, leader):
    with acting(leader) as by:
        look = page_of(looks_at({citizen.pk}, by), by).looks[-1]
    assert (look.role, look.page) == ("Udgående behandler, Rusmiddelcenter Nord", "Borgerens side")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader", 200),
        ("dpo", 200),
        ("owner", 403),
        ("other_leader", 404),
        ("outside_dpo", 404),
        ("administrator", 403),
    ],
)
def test_who_may_see_who_has_seen(who, status, citizen, request):
    client = client_of(request.getfixturevalue(who), purpose_for=[citizen])
    assert client.get(of(citizen)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("dpo", 200), ("owner", 403), ("administrator", 403)])
def test_who_may_see_the_log(who, status, request):
    assert client_of(request.getfixturevalue(who)).get(LOG).status_code == status


def test_pages_by_key_hold_each_look_once(citizen, owner, leader):
    with acting(owner):
        for _look in range(7):
            log_access(action="view", citizen_id=citizen.pk)
    with acting(leader) as by:
        whole = list(looks_within(by).order_by("-at", "-id").values_list("at", flat=True))
        pages, before = [], ""
        for _page in range(4):
            page = page_of(looks_within(by), by, before, limit=2)
            pages.append([look.at for look in page.looks])
            before = page.older
    assert (pages, before) == ([whole[0:2], whole[2:4], whole[4:6], whole[6:]], "")


def test_log_costs_the_same_for_few_and_many(looked, citizen, unit_citizen, leader, django_assert_max_num_queries):
    client = client_of(leader)
    client.get(LOG)
    with django_assert_max_num_queries(14) as few:
        client.get(LOG)
    with acting(leader):
        for _look in range(30):
            log_access(action="view", citizen_id=unit_citizen.pk)
    with django_assert_max_num_queries(14) as many:
        client.get(LOG)
    assert len(few) == len(many)
