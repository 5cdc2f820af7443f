from contextlib import nullcontext
from uuid import uuid4

import pytest
from django.db import transaction

from audit import access, context
from audit.access import NobodyLooks, log_access, log_listed, logged_citizens
from audit.models import AccessLog
from audit.writing import OutsideAction

CITIZEN = uuid4()


def logged() -> list[tuple]:
    return list(AccessLog.objects.order_by("id").values_list("action", "citizen_id"))


def test_a_look_is_logged_with_everything_the_context_knows(acting):
    with context.use(purpose="own case", view_name="citizen", ip="192.0.2.7"):
        log_access(action="view", citizen_id=CITIZEN, object_type="cases.case", object_id=CITIZEN)
    row = AccessLog.objects.values().get()
    del row["id"], row["at"]
    assert row == {
        "organisation_id": acting.organisation_id,
        "unit_id": acting.unit_id,
        "user_id": acting.user_id,
        "role": "worker",
        "citizen_id": CITIZEN,
        "action": "view",
        "view_name": "citizen",
        "object_type": "cases.case",
        "object_id": CITIZEN,
        "purpose": "own case",
        "ip": "192.0.2.7",
        "request_id": "request-1",
        "count": None,
        "detail": "",
    }


def test_a_search_is_logged_without_a_citizen(acting):
    log_access(action="search", count=3, detail="phase, unit")
    assert list(AccessLog.objects.values_list("action", "citizen_id", "count", "detail")) == [
        ("search", None, 3, "phase, unit")
    ]


def test_a_list_logs_each_citizen_once_in_one_statement(acting, django_assert_num_queries):
    first, second = uuid4(), uuid4()
    with django_assert_num_queries(1):
        log_listed([first, second, first], purpose="caseload", detail="unit")
    assert list(AccessLog.objects.order_by("id").values_list("action", "citizen_id", "purpose", "detail")) == [
        ("list", first, "caseload", "unit"),
        ("list", second, "caseload", "unit"),
    ]


def test_an_empty_list_logs_nothing(acting):
    log_listed([])
    assert logged() == []


@pytest.mark.parametrize("lacking", ["user_id", "organisation_id"])
def test_a_look_by_nobody_fails(acting, lacking):
    with context.use(**{lacking: None}), pytest.raises(NobodyLooks):
        log_access(action="view", citizen_id=CITIZEN)
    with context.use(**{lacking: None}), pytest.raises(NobodyLooks):
        log_listed([CITIZEN])


def test_a_look_outside_a_transaction_fails(acting, monkeypatch):
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(OutsideAction):
        log_access(action="view", citizen_id=CITIZEN)
    monkeypatch.undo()


def test_an_unknown_action_is_refused(acting):
    with pytest.raises(ValueError, match="peek"):
        log_access(action="peek", citizen_id=CITIZEN)


class TestWithinOneRequest:
    @pytest.fixture(autouse=True)
    def _remembering(self, acting):
        with access.remembering():
            yield

    def test_the_same_look_is_logged_once(self):
        log_access(action="view", citizen_id=CITIZEN)
        log_access(action="view", citizen_id=CITIZEN)
        log_access(action="print", citizen_id=CITIZEN)
        log_listed([CITIZEN])
        log_listed([CITIZEN])
        assert logged() == [("view", CITIZEN), ("print", CITIZEN), ("list", CITIZEN)]

    def test_each_search_is_logged(self):
        log_access(action="search", count=0)
        log_access(action="search", count=0)
        assert logged() == [("search", None)] * 2

    def test_the_citizens_logged_so_far_are_known(self):
        other = uuid4()
        log_access(action="view", citizen_id=CITIZEN)
        log_listed([other])
        assert logged_citizens() == {CITIZEN, other}

    def test_a_look_whose_log_was_rolled_back_is_logged_again(self):
        with transaction.atomic():
            log_access(action="view", citizen_id=CITIZEN)
            transaction.set_rollback(True)
        log_access(action="view", citizen_id=CITIZEN)
        assert logged() == [("view", CITIZEN)]

    @pytest.mark.parametrize("block", [nullcontext, transaction.atomic])
    def test_a_look_inside_the_block_of_the_first_is_not_logged_again(self, block):
        log_access(action="view", citizen_id=CITIZEN)
        with block():
            log_access(action="view", citizen_id=CITIZEN)
        assert logged() == [("view", CITIZEN)]


def test_two_requests_each_log_the_look(acting):
    for _ in range(2):
        with access.remembering():
            log_access(action="view", citizen_id=CITIZEN)
    assert (logged(), logged_citizens()) == ([("view", CITIZEN)] * 2, frozenset())
