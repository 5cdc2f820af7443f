"""Partners by the dozen, made through the actions: call them inside `acting(user)`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from directory.actions.agreement import Terms, make_agreement
from directory.actions.communication import plan_message
from directory.actions.meeting import note_meeting
from directory.actions.partner import add_offer, add_partner, add_person
from directory.models import (
    Agreement,
    Partner,
    PartnerMeeting,
    PartnerMessage,
    PartnerOffer,
    PartnerPerson,
    Priority,
)
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


class PersonFactory(ActionFactory):
    class Meta:
        model = PartnerPerson

    name = factory.Sequence(lambda number: f"Kontaktperson {number}")
    made = staticmethod(add_person)


class MessageFactory(ActionFactory):
    """A message to `partner`, due today."""

    class Meta:
        model = PartnerMessage

    message = factory.Sequence(lambda number: f"Budskab {number}")
    channel = PartnerMessage.Channel.VISIT
    priority = Priority.NEXT
    due_on = factory.LazyFunction(timezone.localdate)
    made = staticmethod(plan_message)


class MeetingFactory(ActionFactory):
    """A visit at `partners` yesterday."""

    class Meta:
        model = PartnerMeeting

    kind = PartnerMeeting.Kind.VISIT
    held_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    made = staticmethod(note_meeting)


class AgreementFactory(ActionFactory):
    """`terms` say with whom."""

    class Meta:
        model = Agreement

    terms = factory.Sequence(lambda number: Terms(title=f"Aftale {number}"))
    made = staticmethod(make_agreement)


def planned(by: User) -> dict[str, Any]:
    """One of each thing of the planning in the unit of `by`, as URL parameters."""
    unit = by.membership.unit
    partner = PartnerFactory(unit=unit, by=by)
    made = {
        "contact_person_id": PersonFactory(partner=partner, by=by),
        "offer_id": OfferFactory(partner=partner, by=by),
        "message_id": MessageFactory(partner=partner, by=by),
        "meeting_id": MeetingFactory(unit=unit, partners=[partner], by=by),
        "agreement_id": AgreementFactory(unit=unit, terms=Terms(title="Besøgsdage", partners=[partner]), by=by),
    }
    return {"partner_id": partner.pk} | {key: row.pk for key, row in made.items()}
