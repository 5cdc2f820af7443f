"""On SQLite any connection can drop a trigger: the health check notices."""

from django.db import connection
from django.test import Client

from audit.database import install


def test_a_dropped_trigger_makes_the_service_unwell_until_it_is_installed_again(db):
    with connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "audit_no_delete_cases_historicalcitizen"')
    unwell = Client().get("/healthz").status_code
    install(connection)
    assert (unwell, Client().get("/healthz").status_code) == (503, 200)
