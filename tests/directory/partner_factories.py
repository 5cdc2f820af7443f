"""Partners by the dozen, made through the actions: call them inside `acting(user)`."""

from __future__ import annotations

import factory

from directory.actions.partner import add_offer, add_partner
from directory.models import Partner, PartnerOffer
from tests.factories import ActionFactory


class PartnerFactory(ActionFactory):
    class Meta:
        model = Partner

    name = factory.Sequence(lambda number: f"Samarbejdspartner {number}")
    kind = Partner.Kind.DROP_IN_CENTRE
    made = staticmethod(add_partner)


class OfferFactory(ActionFactory):
    """An offer of `partner`."""

    class Meta:
        model = PartnerOffer

    name = factory.Sequence(lambda number: f"Tilbud {number}")
    made = staticmethod(add_offer)
