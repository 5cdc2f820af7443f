"""The rig proves itself: what the other tests lean on holds."""

import socket
import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.utils import timezone

from tests import engines
from tests.conftest import NetworkClosed


def test_network_is_closed():
    with socket.socket() as out, pytest.raises(NetworkClosed):
        out.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_tests_connect_as_a_role_that_owns_nothing():
    if not engines.on_postgresql():
        assert connection.vendor == "sqlite"
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, (SELECT count(*) FROM pg_class WHERE relowner = r.oid) "
            "FROM pg_roles r WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, 0)


@pytest.mark.django_db
def test_text_folds_as_in_service():
    if not engines.on_postgresql():
        assert connection.vendor == "sqlite"
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper('blåbærgrød')")
        assert cursor.fetchone() == ("BLÅBÆRGRØD",)


def keys() -> list[str]:
    return list(Session.objects.values_list("session_key", flat=True))


def keys_in_another_thread() -> list[str]:
    found: list[str] = []

    def look() -> None:
        found.extend(keys())
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return found


def test_another_thread_sees_what_was_committed(committed_db):
    Session.objects.create(session_key="one", expire_date=timezone.now())
    assert keys_in_another_thread() == ["one"]


@pytest.mark.django_db
def test_nothing_committed_elsewhere_is_here():
    assert keys() == []
