"""Somebody known by a street name who got a name, and two records that turned out to be one person."""

from __future__ import annotations

from datetime import timedelta

from accounts.acting import acting_as
from accounts.models import User
from cases.actions.citizen import add_citizen
from cases.actions.contact import log_contact
from cases.actions.identity import identify_citizen, merge_citizens
from cases.models import Citizen, Contact, Identification
from demo import notes
from demo.organisations import Stage


def fill(stage: Stage) -> None:
    worker, _caseload = stage.workers()[-1]
    with acting_as(worker) as by:
        tell_the_name(stage, by=by)
        met_as_somebody_else(stage, by=by)


def tell_the_name(stage: Stage, *, by: User) -> None:
    """The one last known by an alias only; the first ones look like others (demo.doubles)."""
    citizen = Citizen.objects.filter(identity="alias", protected=False).latest("pk")
    name = notes.TOLD_NAMES[stage.organisation.municipality_code]
    identify_citizen(citizen=citizen, name=name, how=Identification.How.SAID_SO, by=by)


def met_as_somebody_else(stage: Stage, *, by: User) -> None:
    """Written down at night as a new one; the contact person knew the bicycle."""
    known = Citizen.objects.own(by).filter(identity="named", protected=False).order_by("pk").first()
    if known is None:
        return
    alias, note = notes.MET_AT_NIGHT
    twice = add_citizen(unit=stage.unit, identity="alias", alias=alias, usual_place=known.usual_place, by=by)
    log_contact(
        unit=stage.unit,
        citizens=[twice],
        at=stage.now - timedelta(days=9),
        way=Contact.Way.STREET,
        result=Contact.Result.TALKED,
        place=known.usual_place,
        minutes=10,
        note=note,
        by=by,
    )
    merge_citizens(keep=known, gone=twice, reason=notes.THE_SAME, by=by)
