"""Partners and what they offer: added once, corrected, ended."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from directory.actions.partner import add_offer, edit_partner
from directory.models import Partner
from tests.cast import acting
from tests.directory.partner_factories import OfferFactory, PartnerFactory


def test_a_partner_is_made_once_in_the_unit(owner, centre):
    with acting(owner) as by:
        for name in ("Ågården", " ågården ", "ÅGÅRDEN"):
            PartnerFactory(unit=centre, name=name, by=by)

        assert list(Partner.objects.values_list("name", flat=True)) == ["Ågården"]


def test_a_partner_that_has_ended_keeps_its_history_and_is_not_offered(owner, centre):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, by=by)
        as_before = {key: getattr(partner, key) for key in ("name", "kind", "area", "does_outreach", "note", "quota")}
        edit_partner(partner=partner, **as_before, closed_on=timezone.localdate(), by=by)

        assert (Partner.objects.in_use().count(), partner.history.count()) == (0, 2)


@pytest.mark.parametrize("quota", [0, -1])
def test_a_quota_is_at_least_one(owner, centre, quota):
    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        PartnerFactory(unit=centre, quota=quota, by=by)

    assert "quota" in refused.value.message_dict


def test_an_offer_stands_once_at_its_partner(owner, centre):
    with acting(owner) as by:
        offer = OfferFactory(partner=PartnerFactory(unit=centre, by=by), by=by)
        with pytest.raises(ValidationError):
            add_offer(partner=offer.partner, name=offer.name, by=by)


def test_a_partner_is_its_units(owner, unit_mate, stranger, outsider, dpo, centre):
    with acting(owner) as by:
        PartnerFactory(unit=centre, by=by)

    seen = {}
    for user in (unit_mate, stranger, outsider, dpo):
        with acting(user) as reader:
            seen[user] = Partner.objects.visible_to(reader).count()

    assert list(seen.values()) == [1, 0, 0, 0]
