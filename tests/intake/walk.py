"""Enquiries of the cast, for the walk over every page: one on each citizen, and one about nobody's file."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from cases.models import Citizen
from intake.actions.enquiry import note_first_help
from intake.actions.outcome import put_on_citizen
from tests.cast import acting, token
from tests.intake.enquiry_factories import came


def enquired(citizen: Citizen, whose: str, by: User) -> dict[str, Any]:
    """URL parameters of the enquiry on `citizen`."""
    told = {"called": token(whose, "called"), "wish": token(whose, "wish")}
    if citizen.identity == Citizen.Identity.ANONYMOUS:
        told |= {"called": "", "is_anonymous": True, "code_word": token(whose, "called")}
    row = came(by=by, hours_ago=30, **told)
    with acting(by) as worker:
        note_first_help(enquiry=row, help=token(whose, "help"), by=worker)
        put_on_citizen(enquiry=row, citizen=citizen, by=worker)
    return {"enquiry_id": row.pk}


def about_nobody(by: User) -> None:
    """A relative rang, and wants to be rung back."""
    whose = "unknown_contact"
    told = {"called": token(whose, "called"), "wish": token(whose, "wish"), "phone": "40302010"}
    came(by=by, hours_ago=30, asker="relative", wants_call=True, **told)
