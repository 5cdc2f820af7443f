"""Consents and handovers as tests need them: call them inside `acting(user)`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.actions.consent import give_consent, share_note
from cases.actions.gp import orient_gp
from cases.actions.handover_link import make_link
from cases.actions.warm_handover import begin_handover
from cases.models import Citizen, Consent, Contact, GpOrientation, Handover, NoteSharing
from tests.cast import token


def consented(citizen: Citizen, by: User, **fields: Any) -> Consent:
    """Given ten days ago to pass plans on to a sister, for half a year."""
    today = timezone.localdate()
    values = {
        "direction": "both",
        "kinds": ["plans"],
        "purpose": "Så aftalerne hænger sammen",
        "given_how": "oral",
        "given_on": today - timedelta(days=10),
        "to_on": today + timedelta(days=170),
        "consequences_told": True,
    }
    if "partner" not in fields:
        values |= {"other_kind": "relative", "other_name": "Søster Signe"}
    return give_consent(citizen=citizen, by=by, **{**values, **fields})


def handed(citizen: Citizen, by: User, **fields: Any) -> Handover:
    """Begun yesterday, escorted."""
    values: dict[str, Any] = {"level": "escort", "begun_on": timezone.localdate() - timedelta(days=1)}
    if "partner" not in fields and "offer" not in fields:
        values |= {"other_kind": "authority", "other_name": "Boligkontoret"}
    return begin_handover(citizen=citizen, by=by, **{**values, **fields})


def shared(contact: Contact, consent: Consent, by: User, **fields: Any) -> NoteSharing:
    values = {"what": "Mødes på torsdag", "how": "oral", "shared_on": timezone.localdate()}
    return share_note(contact=contact, consent=consent, by=by, **{**values, **fields})


def letter(citizen: Citizen, consent: Consent, by: User, **fields: Any) -> GpOrientation:
    words = {name: f"{name} i ord" for name in ("who_we_are", "wish", "we_ask", "reach_us")}
    values = {"told_on": timezone.localdate(), **words}
    return orient_gp(citizen=citizen, consent=consent, by=by, **{**values, **fields})


def about(citizen: Citizen, whose: str, by: User) -> dict[str, Any]:
    """One of each with tokens, as URL parameters; what an anonymous citizen cannot have is left out."""
    handover = handed(citizen, by, other_name=token(whose, "receiver"), hopes=token(whose, "hopes"))
    made_link, _link = make_link(handover=handover, by=by)
    found: dict[str, Any] = {"handover_id": handover.pk, "token": made_link}
    if citizen.identity == Citizen.Identity.ANONYMOUS:
        return found
    name = {"other_kind": "gp", "other_name": token(whose, "doctor")}
    consent = consented(citizen, by, purpose=token(whose, "purpose"), **name)
    orientation = letter(citizen, consent, by, wish=token(whose, "letter"))
    return found | {"consent_id": consent.pk, "orientation_id": orientation.pk}
