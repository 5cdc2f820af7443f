"""A membership that ends under somebody who writes: nothing lands in the next one unseen."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import change_membership, close_access, give_role
from accounts.policy import Role
from cases.models import Contact
from tests.cast import SINCE, client_of, membership_of

NEW = reverse("cases:contact_new")
MET = {"nobody": "on", "result": "not_met"}


def test_what_was_begun_in_one_role_is_not_written_in_another(owner, far_unit, place, founder):
    first = membership_of(owner)
    client = client_of(owner)
    client.get(NEW)
    with transaction.atomic():
        give_role(
            person=owner,
            organisation=far_unit.organisation,
            role=Role.OUTREACH_WORKER,
            unit=far_unit,
            from_on=SINCE + timedelta(days=1),
            by=founder,
        )
        change_membership(
            membership=first,
            role=first.role,
            unit=first.unit,
            team=first.team,
            from_on=first.from_on,
            to_on=timezone.localdate() - timedelta(days=1),
            by=founder,
        )

    statuses = [client.post(NEW, MET).status_code, client.get(NEW).status_code]

    assert (statuses, Contact.objects.filter(author=owner).count()) == ([403, 200], 0)


def test_an_earlier_role_that_begins_moves_nobody(owner, far_unit, founder):
    client = client_of(owner)
    client.get(NEW)
    with transaction.atomic():
        give_role(
            person=owner,
            organisation=far_unit.organisation,
            role=Role.LEADER,
            unit=far_unit,
            from_on=SINCE - timedelta(days=1),
            by=founder,
        )

    assert "Udgående behandler" in client.get(reverse("accounts:policy")).content.decode()


def test_another_tab_changed_the_role_and_the_first_one_writes_nothing(owner, far_unit, founder):
    first = membership_of(owner)
    with transaction.atomic():
        other = give_role(
            person=owner,
            organisation=far_unit.organisation,
            role=Role.OUTREACH_WORKER,
            unit=far_unit,
            from_on=SINCE + timedelta(days=1),
            by=founder,
        )
    client = client_of(owner)
    opened = {"HTTP_X_BROBYG_MEMBERSHIP": str(first.pk)}
    assert f'data-membership="{first.pk}"' in client.get(NEW).content.decode()
    client.post(reverse("accounts:switch_membership"), {"membership": str(other.pk)}, **opened)

    statuses = [client.post(NEW, MET, **opened).status_code, client.get(NEW, **opened).status_code]

    assert (statuses, Contact.objects.filter(author=owner).count()) == ([403, 200], 0)


def test_a_role_that_ended_while_one_wrote_is_said_and_nothing_is_written(owner, founder):
    only = membership_of(owner)
    client = client_of(owner)
    client.get(NEW)
    with transaction.atomic():
        change_membership(
            membership=only,
            role=only.role,
            unit=only.unit,
            team=only.team,
            from_on=only.from_on,
            to_on=timezone.localdate() - timedelta(days=1),
            by=founder,
        )

    answer = client.post(NEW, MET)

    assert answer.status_code == 403
    assert "Din rolle er slut, og det, du sendte, er ikke gemt." in answer.content.decode()
    assert Contact.objects.filter(author=owner).count() == 0


def test_access_that_was_closed_while_one_wrote_is_said_at_the_password(owner, municipality, founder):
    with transaction.atomic():
        owner.set_password("fire gule hejrer 7")
        owner.save()
    client = client_of(owner)
    client.get(NEW)
    close_access(person=owner, organisation=municipality, by=founder)

    answer = client.post(NEW, {**MET, "note": "Kold nat"})
    again = client.post(reverse("sign_in_again"), {"email": owner.email, "password": "fire gule hejrer 7"})

    assert (answer.status_code, answer.headers["X-Brobyg"], "Kold nat" in answer.content.decode()) == (
        401, "sign-in", True,
    )  # fmt: skip
    assert again.status_code == 400
    assert again.json()["error"].startswith("Din adgang er lukket")
    assert Contact.objects.filter(author=owner).count() == 0
