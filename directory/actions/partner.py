"""Partners and what they offer: added, corrected, ended; never deleted, because citizens' files point at them."""

from __future__ import annotations

from datetime import date

from accounts.models import Unit, User
from audit.writing import action
from directory.models import Partner, PartnerOffer, PartnerPerson, place_key


@action
def add_partner(
    *,
    unit: Unit,
    name: str,
    kind: str,
    area: str = "",
    does_outreach: bool = False,
    note: str = "",
    quota: int | None = None,
    by: User,
) -> Partner:
    """The partner of that name and area in the unit; an existing one is returned as it is."""
    name, area = " ".join(name.split()), " ".join(area.split())
    # Compared in Python: SQLite's own case folding knows no æøå.
    for known in Partner.objects.filter(unit=unit, search_key=place_key(name, area)):
        if (known.name.casefold(), known.area.casefold()) == (name.casefold(), area.casefold()):
            return known
    partner = Partner(
        unit=unit, name=name, kind=kind, area=area, does_outreach=does_outreach, note=note.strip(), quota=quota
    )
    partner.full_clean(exclude=["organisation", "search_key"])
    partner.save()
    return partner


@action
def edit_partner(
    *,
    partner: Partner,
    name: str,
    kind: str,
    area: str,
    does_outreach: bool,
    note: str,
    quota: int | None,
    closed_on: date | None,
    by: User,
    reason: str = "",
) -> Partner:
    partner.name, partner.area = " ".join(name.split()), " ".join(area.split())
    partner.kind, partner.does_outreach, partner.note = kind, does_outreach, note.strip()
    partner.quota, partner.closed_on = quota, closed_on
    partner.full_clean(exclude=["organisation", "search_key"])
    partner.save()
    return partner


@action
def add_offer(*, partner: Partner, name: str, offers: str = "", demands: str = "", by: User) -> PartnerOffer:
    """Raises ValidationError when the partner has an offer of that name."""
    offer = PartnerOffer(partner=partner, name=" ".join(name.split()), offers=offers.strip(), demands=demands.strip())
    offer.full_clean(exclude=["organisation"])
    offer.save()
    return offer


@action
def edit_offer(
    *, offer: PartnerOffer, name: str, offers: str, demands: str, closed_on: date | None, by: User, reason: str = ""
) -> PartnerOffer:
    offer.name, offer.offers, offer.demands = " ".join(name.split()), offers.strip(), demands.strip()
    offer.closed_on = closed_on
    offer.full_clean(exclude=["organisation"])
    offer.save()
    return offer


@action
def add_person(
    *, partner: Partner, name: str, title: str = "", phone: str = "", mail: str = "", hours: str = "", by: User
) -> PartnerPerson:
    person = PartnerPerson(partner=partner, name=name, title=title, phone=phone, mail=mail, hours=hours)
    person.full_clean(exclude=["organisation"])
    person.save()
    return person


@action
def edit_person(
    *,
    person: PartnerPerson,
    name: str,
    title: str,
    phone: str,
    mail: str,
    hours: str,
    left_on: date | None,
    by: User,
    reason: str = "",
) -> PartnerPerson:
    person.name, person.title, person.phone = name, title, phone
    person.mail, person.hours, person.left_on = mail, hours, left_on
    person.full_clean(exclude=["organisation"])
    person.save()
    return person
