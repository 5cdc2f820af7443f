"""What the records show was done, beside what the project lead answers: counts of the unit's planning and visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from crisis_center.numbers import HalfYear, StayRow, measures, number_words, stay_rows_between
from directory.models import (
    Agreement,
    AgreementParty,
    MeetingPartner,
    Partner,
    PartnerMeeting,
    PartnerMessage,
    Place,
    PlaceReview,
)
from measurements.statistics import percent
from outreach.models import Route, RoutePartner, Visit
from outreach.visit_numbers import weeks_of

#: What has a day is counted over so long; the rest as it stands.
LATELY = timedelta(days=365)

#: Which measure of the stays belongs to a step of the barometer.
MEASURED = {
    "crisis_in.screening": ("svartid",),
    "crisis_in.pick_up": ("vej",),
    "crisis_stay.arrival": ("ophold",),
    "crisis_stay.health_check": ("sundhedstjek",),
    "crisis_stay.midway": ("midtvejs",),
    "crisis_stay.discharge": ("laengde", "retur"),
    "crisis_home.offers": ("beredskab", "dag1", "uge1"),
}

Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Counts:
    """Of one unit, today."""

    places: int
    outer: int
    areas: int
    reviewed: int
    partners: int
    outreach_partners: int
    messages: int
    given: int
    told: int
    agreements: int
    signed: int
    agreed_with: int
    meetings: int
    met: int
    routes: int
    route_partners: int


def records(user: User, today: date) -> dict[str, Facts]:
    """{theme: what the records show}. Two queries."""
    counts = _counts(user, today)
    weeks = weeks_of(Visit.objects.visible_to(user).filter(unit_id=user.membership.unit_id), today)
    visits, edge = sum(week.visits for week in weeks), sum(week.edge for week in weeks)
    of_partners = _of(counts.partners)
    return {
        "mapping": [
            (_("Steder"), str(counts.places)),
            (_("Områder"), str(counts.areas)),
            (_("I yderområder"), _of(counts.places)(counts.outer)),
            (_("Gennemgået det seneste år"), _of(counts.places)(counts.reviewed)),
            (_("Samarbejdspartnere"), str(counts.partners)),
            (_("Selv opsøgende"), of_partners(counts.outreach_partners)),
        ],
        "communication": [
            (_("Budskaber i kommunikationsplanen"), str(counts.messages)),
            (_("Givet"), _of(counts.messages)(counts.given)),
            (_("Partnere med et budskab til sig"), of_partners(counts.told)),
        ],
        "cooperation": [
            (_("Gældende aftaler"), str(counts.agreements)),
            (_("Underskrevet"), _of(counts.agreements)(counts.signed)),
            (_("Partnere med en aftale"), of_partners(counts.agreed_with)),
            (_("Møder det seneste år"), str(counts.meetings)),
            (_("Partnere mødt det seneste år"), of_partners(counts.met)),
        ],
        "visibility": [
            (_("Ruter"), str(counts.routes)),
            (_("Partnere, der kender en rute"), of_partners(counts.route_partners)),
            (_("Besøg, 12 uger"), str(visits)),
            (_("Heraf i ydertimer"), _share(edge, visits)),
        ],
    }


def barometer_records(user: User, halves: list[HalfYear]) -> dict[str, dict[str, Facts]]:
    """{step: {half-year: what the stays show}} for those with something to show. One query, however many half-years."""
    if not halves:
        return {}
    rows = stay_rows_between(user, min(one.first for one in halves), max(one.after for one in halves))
    by_half: dict[str, list[StayRow]] = {str(half): [] for half in halves}
    for row in rows:
        half = str(HalfYear.read("", row.arrived_on))
        if half in by_half:
            by_half[half].append(row)
    unit = user.membership.unit
    at_centre = unit is not None and unit.kind == Unit.Kind.CRISIS_CENTRE
    # A centre is told nothing of what home found afterwards.
    known = {one.key: one for one in measures() if not (one.at_home and at_centre)}
    return {
        step: {
            half: [(known[key].label, number_words(known[key], found)) for key in keys if key in known]
            for half, found in by_half.items()
            if found
        }
        for step, keys in MEASURED.items()
    }


def _counts(user: User, today: date) -> Counts:
    since, unit = today - LATELY, user.membership.unit_id
    places = Place.objects.visible_to(user).filter(unit_id=unit).in_use()
    reviews = PlaceReview.objects.filter(place=OuterRef("pk"), reviewed_on__gte=since)
    partners = Partner.objects.visible_to(user).filter(unit_id=unit).in_use()
    messages = PartnerMessage.objects.visible_to(user).filter(partner__closed_on=None)
    told = PartnerMessage.objects.filter(partner=OuterRef("pk"))
    agreements = Agreement.objects.visible_to(user).in_force(today)
    parties = AgreementParty.objects.filter(partner=OuterRef("pk"), agreement__in=agreements)
    meetings = PartnerMeeting.objects.visible_to(user).filter(held_on__range=(since, today))
    met = MeetingPartner.objects.filter(partner=OuterRef("pk"), meeting__held_on__range=(since, today))
    routes = Route.objects.visible_to(user).filter(unit_id=unit).in_use(today)
    known = RoutePartner.objects.filter(partner=OuterRef("pk"), route__in=routes)
    counted = {
        "places": _count(places),
        "outer": _count(places.filter(zone=Place.Zone.OUTER)),
        "areas": _count(places.exclude(area=""), "area", distinct=True),
        "reviewed": _count(places.filter(Exists(reviews))),
        "partners": _count(partners),
        "outreach_partners": _count(partners.filter(does_outreach=True)),
        "messages": _count(messages),
        "given": _count(messages.filter(done_on__isnull=False)),
        "told": _count(partners.filter(Exists(told))),
        "agreements": _count(agreements),
        "signed": _count(agreements.filter(signed_on__isnull=False)),
        "agreed_with": _count(partners.filter(Exists(parties))),
        "meetings": _count(meetings),
        "met": _count(partners.filter(Exists(met))),
        "routes": _count(routes),
        "route_partners": _count(partners.filter(Exists(known))),
    }
    return Counts(**Unit.objects.filter(pk=unit).annotate(**counted).values(*counted).get())


def _count(rows: QuerySet, what: str = "pk", *, distinct: bool = False) -> Coalesce:
    """How many, as one column. The rows are of one organisation, so they are one group."""
    number = rows.order_by().values("organisation").annotate(number=Count(what, distinct=distinct)).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def _of(total: int) -> Callable[[int], str]:
    return lambda count: _("%(count)s af %(all)s") % {"count": count, "all": total}


def _share(count: int, total: int) -> str:
    """ "4 af 31 (13 %)"; a dash where there is nothing to take a share of."""
    if not total:
        return "–"
    words = {"count": count, "all": total, "percent": percent(count, total)}
    return _("%(count)s af %(all)s (%(percent)s\N{NO-BREAK SPACE}%%)") % words
