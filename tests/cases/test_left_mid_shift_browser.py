"""A worker stops while a note is being typed: the tablet says so in Danish, and the text stays on the screen."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.actions.people import change_membership, close_access
from cases.models import Contact
from tests.browser import sign_in
from tests.cast import acting, membership_of

pytestmark = pytest.mark.browser

NOTE = "Sov i porten, vil gerne ses i morgen"


@pytest.fixture
def writing(page, owner, citizen):
    """The owner has typed a contact with `citizen` and not sent it yet."""
    with transaction.atomic():
        owner.set_password("fire gule hejrer 7")
        owner.save()
    sign_in(page, owner)
    page.goto(f"/kontakter/ny/?borger={citizen.pk}")
    page.locator("textarea[name=note]").fill(NOTE)
    page.locator("main .tile", has_text="Talt med").first.tap()
    return page


def kept(page, leader) -> tuple[str, int]:
    with acting(leader):
        return page.locator("textarea[name=note]").input_value(), Contact.objects.filter(note=NOTE).count()


def test_the_role_ended(house, writing, owner, leader, founder):
    only = membership_of(owner)
    with transaction.atomic():
        change_membership(
            membership=only, role=only.role, unit=only.unit, team=only.team, from_on=only.from_on,
            to_on=timezone.localdate() - timedelta(days=1), by=founder,
        )  # fmt: skip

    writing.locator("main form button[type=submit].first").first.tap()
    writing.get_by_text("Din rolle er slut, og det, du sendte, er ikke gemt.").wait_for()

    assert kept(writing, leader) == (NOTE, 0)


def test_access_was_closed(house, writing, owner, leader, municipality, founder):
    close_access(person=owner, organisation=municipality, by=founder)

    writing.locator("main form button[type=submit].first").first.tap()
    writing.locator("#sign-in-again input[name=password]").fill("fire gule hejrer 7")
    writing.locator("#sign-in-again button[type=submit]").tap()
    writing.get_by_text("Din adgang er lukket, og det, du skrev, er ikke gemt.").wait_for()

    assert kept(writing, leader) == (NOTE, 0)
