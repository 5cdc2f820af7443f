"""No row can hang on another organisation's row: refused by the database, whatever the application forgets."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import Task
from tests.cast import acting

pytestmark = pytest.mark.django_db


def raw(statement: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def key(row) -> object:
    return row.pk if connection.vendor == "postgresql" else row.pk.hex


def test_a_contact_cannot_be_moved_to_another_organisations_citizen(contact, foreign_citizen, owner):
    with acting(owner), pytest.raises(DatabaseError, match="points at another organisation"), transaction.atomic():
        raw("UPDATE cases_contact SET citizen_id = %s WHERE id = %s", key(foreign_citizen), key(contact))


def test_a_row_cannot_be_given_to_another_organisation_while_its_parent_stays(contact, elsewhere, owner):
    with acting(owner), pytest.raises(DatabaseError), transaction.atomic():
        raw("UPDATE cases_contact SET organisation_id = %s WHERE id = %s", key(elsewhere), key(contact))


def test_a_new_row_cannot_point_at_another_organisations_citizen(foreign_citizen, centre, owner):
    with acting(owner), pytest.raises(DatabaseError, match="points at another organisation"), transaction.atomic():
        Task.objects.create(
            unit=centre, citizen_id=foreign_citizen.pk, title="Følges", due_on=timezone.localdate(), owner=owner
        )


def test_what_fits_is_let_through(citizen, contact, owner):
    with acting(owner):
        contact.citizen.alias = "Kaptajnen"
        contact.citizen.save()
    assert citizen.pk == contact.citizen_id
