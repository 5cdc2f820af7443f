"""Acting in a membership: the tenant for the database, the ids for history and access log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from accounts.models import Membership, Organisation, User
from audit import context


def set_tenant(organisation_id: UUID | None) -> None:
    """Tell PostgreSQL which organisation's rows this transaction may see. Nothing on SQLite, which has no such wall.

    Always local to the transaction: a setting of the session would survive into the next request.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('brobyg.organisation', %s, true)", [str(organisation_id) if organisation_id else ""]
        )


@contextmanager
def _transaction_in(organisation_id: UUID) -> Iterator[None]:
    """A transaction that sees one organisation. Inside another one that one's is set again; otherwise it is forgotten
    with the transaction, without anybody saying so."""
    outer, is_nested = context.current().organisation_id, connection.in_atomic_block
    with transaction.atomic():
        set_tenant(organisation_id)
        yield
        if is_nested:
            set_tenant(outer)


@contextmanager
def acting_as(membership: Membership, *, purpose: str = "", reason: str = "") -> Iterator[User]:
    """A transaction in which `membership.user` acts: how commands, demo data and tests call actions.

    Yields the user with `.membership` set.
    """
    user = membership.user
    before = user.membership
    user.membership = membership
    try:
        with (
            _transaction_in(membership.organisation_id),
            context.use(
                user_id=user.pk,
                organisation_id=membership.organisation_id,
                unit_id=membership.unit_id,
                role=membership.role,
                purpose=purpose,
                reason=reason,
            ),
        ):
            yield user
    finally:
        user.membership = before


@contextmanager
def inside(organisation: Organisation, *, reason: str = "") -> Iterator[None]:
    """A transaction that sees one organisation without being anybody: nightly jobs, `verify_history`."""
    with (
        _transaction_in(organisation.pk),
        context.use(user_id=None, organisation_id=organisation.pk, unit_id=None, role="system", reason=reason),
    ):
        yield
