"""Partners as lists and as one page: whom to ask, what is offered, agreed, told and due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from directory.models import (
    Agreement,
    MeetingPartner,
    Partner,
    PartnerMeeting,
    PartnerMessage,
    PartnerOffer,
    PartnerPerson,
    Place,
)
from directory.panels import counts_of, with_counts

#: The latest so many meetings stand on a partner's page.
MEETINGS = 8
#: So many messages that were given stand below those to come.
GIVEN = 5

Badges = list[tuple[str, str, str]]


@dataclass(frozen=True)
class PartnerLine:
    """One partner as the list shows it. `badges`: (text, tone, icon)."""

    name: str
    url: str
    meta: str
    last_met: str
    badges: Badges = field(default_factory=list)


def looked_for(rows: QuerySet, *, q: str = "", kind: str = "", closed: bool = False) -> QuerySet:
    if not closed:
        rows = rows.filter(closed_on=None)
    for word in q.casefold().split():
        rows = rows.filter(search_key__contains=word)
    return rows.filter(kind=kind) if kind else rows


def partners_by_kind(rows: QuerySet, user: User, today: date) -> list[tuple[str, list[PartnerLine]]]:
    """[(kind, lines)…] in the order of the kinds. One query."""
    agreements = Agreement.objects.filter(agreement_parties__partner=OuterRef("pk"))
    met = MeetingPartner.objects.filter(partner=OuterRef("pk")).order_by("-meeting__held_on")
    found = with_counts(rows, user, today, in_list=True).annotate(
        last_met=Subquery(met.values("meeting__held_on")[:1]),
        has_agreement=Exists(agreements.in_force(today)),
        agreement_due=Exists(agreements.due_for_review(today)),
        message_due=Exists(PartnerMessage.objects.filter(partner=OuterRef("pk")).due(today)),
    )
    by_kind: dict[str, list[Partner]] = {kind: [] for kind in Partner.Kind.values}
    for partner in sorted(found, key=lambda one: one.name.casefold()):
        by_kind[partner.kind].append(partner)
    return [
        (str(Partner.Kind(kind).label), [_line(one) for one in partners])
        for kind, partners in by_kind.items()
        if partners
    ]


def _line(partner: Partner) -> PartnerLine:
    badges: Badges = []
    if partner.closed_on:
        badges.append((_("Samarbejdet er slut"), "", ""))
    elif partner.message_due:
        badges.append((_("Skal kontaktes"), "wait", "talk"))
    if partner.agreement_due:
        badges.append((_("Aftale skal gennemgås"), "wait", "document"))
    elif partner.has_agreement:
        badges.append((_("Aftale"), "good", "document"))
    counted = [words for _label, words, _url in counts_of(partner)]
    meta = [partner.area, _("selv opsøgende") if partner.does_outreach else "", *counted]
    return PartnerLine(
        partner.name,
        partner.get_absolute_url(),
        " · ".join(part for part in meta if part),
        _("Sidste møde %(day)s") % {"day": date_format(partner.last_met)} if partner.last_met else "",
        badges,
    )


@dataclass(frozen=True)
class PartnerPage:
    """What one page tells of a partner."""

    people: list[PartnerPerson]
    offers: list[PartnerOffer]
    places: list[Place]
    messages: list[PartnerMessage]
    given: list[PartnerMessage]
    meetings: list[PartnerMeeting]
    agreements: list[Agreement]


def partner_page(partner: Partner, user: User) -> PartnerPage:
    """Six queries, however much there is."""
    messages = list(
        PartnerMessage.objects.visible_to(user)
        .filter(partner=partner)
        .select_related("responsible")
        .order_by("due_on", "priority", "pk")
    )
    given = [row for row in messages if row.done_on]
    return PartnerPage(
        people=list(PartnerPerson.objects.visible_to(user).filter(partner=partner).order_by("left_on", "name", "pk")),
        offers=list(PartnerOffer.objects.visible_to(user).filter(partner=partner).order_by("closed_on", "name")),
        places=list(Place.objects.visible_to(user).filter(place_partners__partner=partner).order_by("name")),
        messages=[row for row in messages if row.done_on is None],
        given=sorted(given, key=lambda row: row.done_on or date.min, reverse=True)[:GIVEN],
        meetings=list(
            PartnerMeeting.objects.visible_to(user)
            .filter(meeting_partners__partner=partner)
            .order_by("-held_on", "-pk")[:MEETINGS]
        ),
        agreements=list(
            Agreement.objects.visible_to(user)
            .filter(agreement_parties__partner=partner)
            .order_by("-signed_on", "title", "pk")
        ),
    )
