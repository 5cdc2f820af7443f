"""/healthz says whether the service can do its work, and names nothing to the outside."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from accounts import database
from audit.database import standing

pytestmark = pytest.mark.django_db


def healthz() -> tuple[int, dict[str, str]]:
    answer = Client().get("/healthz")
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.status_code, json.loads(answer.content)


def test_all_is_well():
    assert healthz() == (200, {"database": "ok", "triggers": "ok"})


def test_the_organisation_triggers_stand():
    assert database.standing(connection) == []


def test_a_missing_trigger_is_an_error_named_in_the_log_only(monkeypatch, caplog):
    fault = "cases_contact: no trigger audit_guard"
    monkeypatch.setattr("accounts.views.health.standing", lambda: [fault])
    with caplog.at_level(logging.ERROR, logger="brobyg.health"):
        assert healthz() == (503, {"database": "ok", "triggers": "missing"})
    assert fault in caplog.text


def test_a_database_that_does_not_answer_is_an_error(monkeypatch):
    def unreachable(*args, **kwargs):
        raise DatabaseError("connection refused")

    monkeypatch.setattr("accounts.views.health.standing", unreachable)
    assert healthz() == (503, {"database": "unreachable"})


def test_triggers_have_names_of_their_own():
    names = [
        database.trigger_name(model._meta.db_table, field.column)
        for model in database.case_models()
        for field, _table, _shareable in database.parents(model)
    ]
    assert sorted(names) == sorted(set(names))


def test_every_case_table_and_its_history_is_walled():
    walled = {table for table, _shareable in database.walled_tables()}
    assert {"cases_citizen", "cases_historicalcitizen", "cases_contact", "audit_accesslog"} <= walled
    assert standing() == []
