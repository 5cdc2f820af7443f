"""What crosses the wall between two organisations, in raw SQL as the service role: a row to read, an answer back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.acting import inside
from accounts.actions.units import found_organisation
from accounts.models import Organisation, User
from audit.verification import verify_history
from cases.actions.consent import withdraw_consent
from cases.actions.relocation import receive_relocation, take_back_relocation
from cases.models import Citizen, Consent, ReceivedRelocation, Relocation, RelocationReceipt
from tests.cases.relocation_factories import allowed, received, sent
from tests.cases.test_on_postgres_merge_at_once import meanwhile
from tests.cast import acting

pytestmark = pytest.mark.django_db

TABLES = (
    "cases_relocation", "cases_historicalrelocation", "cases_relocationreceipt", "cases_historicalrelocationreceipt",
    "cases_receivedrelocation", "cases_historicalreceivedrelocation",
)  # fmt: skip


def rows(statement: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


def counts(organisation: Organisation) -> list[int]:
    with inside(organisation):
        return [rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]


@pytest.fixture
def third(founder: User) -> Organisation:
    return found_organisation(name="Region Midt", kind="region", by=founder, municipality_code="")


def test_sender_and_receiver_see_the_row_and_nobody_else_anything(
    citizen, owner, municipality, elsewhere, third, outsider
):
    row = sent(citizen, owner, elsewhere)
    waiting = [counts(one) for one in (municipality, elsewhere, third)]
    received(row, outsider)
    answered = [counts(one) for one in (municipality, elsewhere, third)]

    assert waiting == [[1, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0], [0] * 6]
    # The sender sees that there is an answer, and nothing of the receiver's citizen.
    assert answered == [[1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 1], [0] * 6]
    assert verify_history() == []


def test_the_receiver_reads_the_row_and_neither_changes_it_nor_reads_the_citizen(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)
    with inside(elsewhere):
        changed = [
            rows("UPDATE cases_relocation SET plans = 'x' WHERE id = %s", row.pk),
            rows("DELETE FROM cases_relocation WHERE id = %s", row.pk),
            rows("SELECT count(*) FROM cases_citizen WHERE id = %s", citizen.pk),
            rows("SELECT count(*) FROM cases_consent WHERE id = %s", row.consent_id),
        ]
    assert changed == [[(0,)]] * 4


def test_the_sender_cannot_change_the_answer(citizen, owner, municipality, elsewhere, outsider):
    received(sent(citizen, owner, elsewhere), outsider)
    with inside(municipality):
        assert rows("UPDATE cases_relocationreceipt SET refusal = 'x'") == [(0,)]


def test_a_row_of_ones_own_is_not_written_for_another(citizen, owner, elsewhere):
    row = sent(citizen, owner, elsewhere)
    with inside(elsewhere), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        rows(
            "INSERT INTO cases_relocationreceipt (id, organisation_id, shared_with_id, relocation_id, answered_at, "
            "answered_by_id, refusal) VALUES (gen_random_uuid(), %s, %s, %s, now(), %s, '')",
            row.organisation_id, elsewhere.pk, row.pk, owner.pk,
        )  # fmt: skip


def test_when_it_is_closed_nothing_of_it_is_left_to_the_receiver(citizen, owner, elsewhere, outsider):
    taken, ended = sent(citizen, owner, elsewhere), sent(citizen, owner, elsewhere, consent=allowed(citizen, owner))
    with acting(owner) as by:
        take_back_relocation(relocation=taken, by=by)
        withdraw_consent(consent=Consent.objects.get(pk=ended.consent_id), on=timezone.localdate(), how="oral", by=by)

    assert counts(elsewhere) == [0] * 6


def test_a_consent_that_ran_out_closes_it_without_anybody_acting(citizen, owner, elsewhere):
    row = sent(citizen, owner, elsewhere)
    with acting(owner):
        ran_out = timezone.localdate() - timedelta(days=1)
        Relocation.objects.filter(pk=row.pk).update(consent_to_on=ran_out)

    assert counts(elsewhere) == [0] * 6


def test_a_third_organisation_answers_nothing(citizen, owner, elsewhere, third, outsider):
    row = sent(citizen, owner, elsewhere)
    with inside(third), pytest.raises(DatabaseError, match="points at another organisation"), transaction.atomic():
        RelocationReceipt.objects.create(relocation_id=row.pk, shared_with=row.organisation, answered_by=outsider)


def test_sending_back_while_it_is_taken_over_ends_one_way(committed_db, citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)

    def take_back() -> object:
        with acting(owner) as by:
            try:
                return take_back_relocation(relocation=row, by=by)
            except ValidationError as refusal:
                return refusal.messages

    def take_over(by: User) -> None:
        receive_relocation(relocation=Relocation.objects.get(pk=row.pk), by=by)

    answer = meanwhile(acting(outsider), take_over, take_back)

    assert answer == ["De har taget imod overleveringen. Ring til dem, hvis noget er forkert."]


def test_taking_over_while_it_is_taken_back_ends_the_other_way(committed_db, citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)

    def take_over() -> object:
        with acting(outsider) as by:
            try:
                return receive_relocation(relocation=row, by=by)
            except ValidationError as refusal:
                return refusal.messages

    answer = meanwhile(acting(owner), lambda by: take_back_relocation(relocation=row, by=by), take_over)

    assert answer == ["Overleveringen er taget tilbage, eller en anden i jeres kommune har svaret på den."]
    with acting(outsider):
        assert not Citizen.objects.filter(name="Karla Zornfeldt").exists()
        assert not ReceivedRelocation.objects.exists()
