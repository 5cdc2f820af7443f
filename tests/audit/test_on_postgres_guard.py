"""What only PostgreSQL can refuse: a commit without history, and a service role that wants too much."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit import context
from audit.database import install, standing
from audit.verification import verify_history
from directory.actions.place import add_place
from directory.models import Place
from tests import engines
from tests.audit.conftest import commit_checks
from tests.audit.rows.models import Book, Shelf
from tests.cast import acting


def one(statement: str, *values: object):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0] if cursor.description else None


def test_the_tests_run_as_a_role_that_owns_nothing_and_is_nobody_special(db):
    assert one(
        "SELECT (rolsuper, rolbypassrls, EXISTS (SELECT 1 FROM pg_tables WHERE tableowner = current_user))::text "
        "FROM pg_roles WHERE rolname = current_user"
    ) == ("(f,f,f)")


def test_a_real_commit_without_history_is_refused(committed_db):
    with transaction.atomic():
        Shelf.objects.create(name="Top")
    with pytest.raises(IntegrityError, match=r"rows_shelf: UPDATE of .* without history"), transaction.atomic():
        one("UPDATE rows_shelf SET name = 'Other'")
    with pytest.raises(IntegrityError, match="without history"):
        one("DELETE FROM rows_shelf")
    assert Shelf.objects.get().name == "Top"


def test_an_honest_transaction_commits(committed_db):
    with transaction.atomic():
        shelf = Shelf.objects.create(name="Top")
        with transaction.atomic():
            shelf.name = "Bottom"
            shelf.save()
        Shelf.objects.update(name="Middle")
        Book.objects.create_many([Book(title="One", shelf=shelf), Book(title="Two")])
    with transaction.atomic():
        Shelf.objects.all().delete()
    assert Shelf.history.count() == 4


def test_history_of_an_earlier_transaction_does_not_excuse_a_later_change(committed_db):
    with transaction.atomic():
        shelf = Shelf.objects.create(name="Top")
    with transaction.atomic():
        shelf.delete()
    with pytest.raises(IntegrityError, match="without history"):
        one("INSERT INTO rows_shelf (id, name) VALUES (%s, 'Top')", shelf.history.model.objects.first().id)


def test_history_that_says_something_else_than_the_row_is_refused(shelf):
    columns = (
        "history_id, id, name, history_date, history_type, history_change_reason, history_role, history_request_id"
    )
    forged = f"INSERT INTO rows_historicalshelf ({columns}) VALUES (%s, %s, %s, now(), %s, '', '', '')"

    def commit(name: str, kind: str) -> None:
        with transaction.atomic():
            one("UPDATE rows_shelf SET name = 'Other'")
            one(forged, 10**9, shelf.id, name, kind)
            commit_checks()

    for name, kind, message in (("Forged", "~", "differs from the row"), ("Other", "-", "whether it was deleted")):
        with pytest.raises(IntegrityError, match=message):
            commit(name, kind)


def test_the_key_of_a_row_cannot_be_changed(shelf):
    def commit() -> None:
        with transaction.atomic():
            one("UPDATE rows_shelf SET id = %s", uuid4())
            commit_checks()

    commit_checks()
    with pytest.raises(IntegrityError, match="key of a row"):
        commit()


def places_of(owner, centre, outsider, far_unit) -> None:
    """One place is made and renamed in each of two organisations, and the second is deleted again."""
    for user, unit in ((owner, centre), (outsider, far_unit)):
        with acting(user) as by:
            place = add_place(unit=unit, name="Torvet", kind=Place.Kind.STREET, by=by)
            place.name = "Havnen"
            place.save()
    with acting(outsider):
        place.delete()


def test_one_transaction_may_act_in_several_organisations(owner, centre, outsider, far_unit):
    places_of(owner, centre, outsider, far_unit)
    commit_checks()
    with acting(owner):
        assert list(Place.history.values_list("history_type", "name")) == [("~", "Havnen"), ("+", "Torvet")]


def test_no_change_in_any_of_them_commits_without_history(owner, centre, outsider, far_unit):
    def commit() -> None:
        with transaction.atomic():
            places_of(owner, centre, outsider, far_unit)
            with acting(owner):
                one("UPDATE directory_place SET name = 'Other'")
            with acting(outsider):
                commit_checks()

    with pytest.raises(IntegrityError, match=r"directory_place: history of .* differs"):
        commit()


def test_verification_sees_every_organisation(owner, centre, outsider, far_unit):
    with acting(outsider) as by:
        key = add_place(unit=far_unit, name="Torvet", kind=Place.Kind.STREET, by=by).pk
    with transaction.atomic():
        with acting(outsider):
            one("UPDATE directory_place SET name = 'Other'")
        found = verify_history()
        transaction.set_rollback(True)
    assert found == [f"directory.Place: history differs from the row: {key}"]


def test_the_guard_leaves_the_setting_of_row_level_security_as_it_was(owner, centre, outsider, far_unit):
    places_of(owner, centre, outsider, far_unit)
    with acting(owner) as by:
        commit_checks()
        assert one("SELECT current_setting('brobyg.organisation')") == str(by.membership.organisation_id)


def test_a_change_of_excluded_columns_only_commits_without_history(committed_db):
    with transaction.atomic():
        Book.objects.create(title="Bridges")
    one("UPDATE rows_book SET secret = 'hush'")
    assert list(Book.objects.values_list("secret", flat=True)) == ["hush"]


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE rows_historicalshelf",
        "TRUNCATE rows_shelf CASCADE",
        "ALTER TABLE rows_shelf DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_guard ON rows_shelf",
        "SET session_replication_role = replica",
        "DELETE FROM django_migrations",
        "UPDATE audit_accesslog SET role = ''",
        "CREATE OR REPLACE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
    ],
)
def test_the_service_role_cannot_take_the_guards_down(db, statement):
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        one(statement)


def test_even_the_owner_cannot_empty_or_change_history_while_the_triggers_stand(committed_db):
    with transaction.atomic(), context.use(user_id=uuid4()):
        Shelf.objects.create(name="Top")
    with engines.as_owner():
        for statement in ("TRUNCATE rows_historicalshelf", "UPDATE rows_historicalshelf SET name = 'Other'"):
            with pytest.raises(DatabaseError, match="append-only"):
                one(statement)


def test_what_was_taken_down_is_reported_and_comes_back(committed_db):
    with engines.as_owner():
        one("DROP TRIGGER audit_guard ON rows_shelf")
        one("ALTER TABLE rows_historicalshelf DISABLE TRIGGER audit_append_only")
        one("GRANT UPDATE ON rows_historicalbook TO PUBLIC")
    missing = standing()
    with engines.as_owner():
        one("ALTER TABLE rows_historicalshelf ENABLE TRIGGER audit_append_only")
        one("REVOKE UPDATE ON rows_historicalbook FROM PUBLIC")
        install(connection)
        install(connection)
    assert missing == [
        "rows_historicalshelf: no trigger audit_append_only",
        "rows_shelf: no trigger audit_guard",
        "rows_historicalbook: the service role may change it",
    ]
    assert standing() == []
