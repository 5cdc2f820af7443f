"""Whom the citizen calls: the work telephone on the citizen's page and paper, and the backup when one is away."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import set_work_phone
from accounts.models import User
from accounts.phones import read_work_phone, written_work_phone
from cases.actions.absence import report_absence
from cases.actions.follower import choose_followers, followers_of
from cases.citizens_paper import TEMPLATE
from cases.following import ask_of, followers_of_citizen
from cases.own_plan_paper import own_plan_paper
from cases.plan_reading import read_plan
from cases.typesetting import typeset
from tests.cases.moved import fresh
from tests.cases.plan_factories import planned
from tests.cast import acting, client_of
from tests.pdf_text import text_of


def followed(case, by, backup) -> None:
    """The contact person and the backup, both with a telephone."""
    set_work_phone(person=by, phone="20304050", by=by)
    set_work_phone(person=backup, phone="60708090", by=by)
    was = followers_of(case)["contact_person"].pk
    choose_followers(
        case=case, contact_person=by, backup=backup, coordinator=None, was=was, on=timezone.localdate(),
        chosen_by="citizen", by=by,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("20 30 40 50", "20304050"), ("+45 20304050", "20304050"), ("0046 70 123 4567", "+46701234567"), ("", "")],
)
def test_a_work_telephone_is_kept_as_it_is_dialled(typed, kept):
    assert read_work_phone(typed) == kept
    assert read_work_phone(written_work_phone(kept)) == kept


def test_what_can_be_no_telephone_is_refused():
    with pytest.raises(ValidationError, match="otte cifre"):
        read_work_phone("ring 112 <script>")


def test_one_writes_ones_own_and_the_administrator_a_persons(owner, administrator):
    client, url = client_of(owner), reverse("accounts:my_phone")
    refused = client.post(url, {"phone": "tyve tredive"}).content.decode()
    assert "otte cifre" in refused
    assert "tyve tredive" in refused
    client.post(url, {"phone": "20 30 40 50"})
    assert User.objects.get(pk=owner.pk).phone == "20304050"

    edit = reverse("accounts:person_edit", args=[owner.pk])
    client_of(administrator).post(edit, {"name": owner.name, "email": owner.email, "phone": "11 22 33 44"})
    assert User.objects.get(pk=owner.pk).phone == "11223344"
    assert "11 22 33 44" in client_of(administrator).get(reverse("accounts:person", args=[owner.pk])).content.decode()


def test_the_citizens_page_says_whom_to_call_and_the_backup_when_one_is_away(citizen, case, owner, colleague):
    with acting(owner) as by:
        followed(case, by, colleague)
    client = client_of(owner)
    assert 'href="tel:20304050"' in client.get(citizen.get_absolute_url()).content.decode()
    with acting(owner) as by:
        today = timezone.localdate()
        report_absence(unit=case.unit, user=by, from_on=today, to_on=today, by=by)
        calls = followers_of_citizen(fresh(citizen))
        assert (calls.call.name, [one.name for one in calls.followers]) == ("Kasper Holm", ["Oda Lind", "Kasper Holm"])
    page = client.get(citizen.get_absolute_url()).content.decode()
    assert "Ring til Kasper Holm, 60 70 80 90" in page
    assert "Væk til og med" in page


def test_the_citizens_paper_says_it_too(citizen, case, owner, colleague):
    with acting(owner) as by:
        planned(citizen, by)
        followed(case, by, colleague)
        ask = ask_of(fresh(citizen), by)
        said = text_of(typeset(TEMPLATE, own_plan_paper(read_plan(citizen), ask=ask).as_data()))
    # Each number right after the one whose it is.
    assert said.index("Spørg Oda Lind") < said.index("20 30 40 50") < said.index("Er Oda Lind væk")
    assert "Er Oda Lind væk, så ring til Kasper Holm, telefon 60 70 80 90" in " ".join(said.split())
