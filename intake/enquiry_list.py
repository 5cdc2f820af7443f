"""*Henvendelser* as the reception sees them: who came, by which door, who has them, and how long it has lasted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import uuid6
from django.db.models import Case as Switch
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.policy import Can
from cases.clocks import Clock
from cases.dates import ago, at_clock, near_day, short_day
from cases.models import Citizen, Task
from cases.timeline import Key
from cases.warm_handovers import to_whom
from intake.models import CallAttempt, Enquiry
from intake.models.enquiry import RECEPTION_DAYS, EnquiryQuerySet

#: Open enquiries of one page; whoever has more has them by whom they belong to.
LIMIT = 100
PAGE = 50
NEW, MINE, OPEN, CALL, ENDED = "new", "mine", "open", "call", "ended"
LABELS = {
    NEW: gettext_lazy("Nye"),
    MINE: gettext_lazy("Mine"),
    OPEN: gettext_lazy("Alle åbne"),
    CALL: gettext_lazy("Ring op"),
    ENDED: gettext_lazy("Afsluttede"),
}
EMPTY = {
    NEW: (
        gettext_lazy("Ingen venter på at blive taget imod"),
        gettext_lazy("Når nogen henvender sig, og ingen har dem endnu, står de her."),
    ),
    MINE: (gettext_lazy("Du har ingen lige nu"), gettext_lazy("Dem, du tager imod, står her, til de er nået frem.")),
    OPEN: (
        gettext_lazy("Ingen åbne henvendelser"),
        gettext_lazy("Skriv en ny, når nogen møder op, ringer eller kommer med en bekymring."),
    ),
    CALL: (gettext_lazy("Ingen skal ringes op"), gettext_lazy("Den, der beder om at blive ringet op, står her.")),
    ENDED: (
        gettext_lazy("Ingen er afsluttet endnu"),
        gettext_lazy("En henvendelse slutter med behandling, en plan, en bekræftet overlevering eller borgerens eget "
                     "nej tak."),
    ),
}  # fmt: skip
DOOR_ICONS = {
    Enquiry.Door.DIGITAL: "link",
    Enquiry.Door.WALK_IN: "house",
    Enquiry.Door.PHONE: "phone",
    Enquiry.Door.STREET: "street",
}

#: The ways to end in which somebody follows from here.
_ARRIVED = (Enquiry.Outcome.TREATMENT, Enquiry.Outcome.PLAN, Enquiry.Outcome.HANDOVER)

Badge = tuple[str, str, str]


@dataclass
class Line:
    """One enquiry, ready to show."""

    id: UUID
    title: str
    url: str
    icon: str
    door: str
    meta: str
    badges: list[Badge] = field(default_factory=list)
    #: Nobody has them: one tap takes them.
    to_take: bool = False
    #: To ring back: the number, as it is dialled, and what was tried.
    to_call: bool = False
    phone: str = ""
    dial: str = ""
    tried: str = ""
    #: Made with the page, so that a tap sent twice is one call.
    entry: UUID = field(default_factory=uuid6.uuid7)


@dataclass(frozen=True)
class Person:
    shown: str
    hidden: bool


def enquiries_of(user: User) -> EnquiryQuerySet:
    rows: EnquiryQuerySet = Enquiry.objects.visible_to(user, may=Can.RECEIVE_ENQUIRIES)
    return rows


def counts(user: User) -> dict[str, int]:
    """How many stand under each heading of those that are open. One query."""
    reached = CallAttempt.objects.filter(enquiry=OuterRef("pk"), reached=True)
    return (
        enquiries_of(user)
        .open()
        .annotate(was_reached=Exists(reached))
        .aggregate(
            **{
                NEW: Count("pk", filter=Q(taken_at=None)),
                MINE: Count("pk", filter=Q(taken_by=user)),
                OPEN: Count("pk"),
                CALL: Count("pk", filter=Q(wants_call=True, was_reached=False)),
            }
        )
    )


def wanted(asked: str, counted: Mapping[str, int]) -> str:
    """What is asked for; else the first heading under which something stands."""
    if asked in LABELS:
        return asked
    return next((key for key in (NEW, MINE) if counted[key]), OPEN)


def rows_of(user: User, which: str, now: datetime, *, before: Key | None = None) -> list[Enquiry]:
    """Open ones: akut first, then who came first. Ended ones: the newest first, one more than a page. One query."""
    rows = enquiries_of(user).select_related("taken_by", "request", "agreement", "handover__partner", "handover__offer")
    calls = CallAttempt.objects.filter(enquiry=OuterRef("pk")).order_by()
    in_vain = calls.filter(reached=False).values("enquiry").annotate(times=Count("pk")).values("times")
    rows = rows.with_follower(timezone.localdate(now)).annotate(
        attempts=Subquery(in_vain), was_reached=Exists(calls.filter(reached=True))
    )
    if which == ENDED:
        if before:
            rows = rows.filter(Q(came_at__lt=before.at) | Q(came_at=before.at, pk__lt=before.id))
        return list(rows.ended().order_by("-came_at", "-pk")[: PAGE + 1])
    acute = Switch(When(urgency=Enquiry.Urgency.ACUTE, then=Value(0)), default=Value(1), output_field=IntegerField())
    narrowed = {
        NEW: lambda: rows.open().filter(taken_at=None),
        MINE: lambda: rows.open().filter(taken_by=user),
        OPEN: rows.open,
        CALL: rows.to_call,
    }[which]()
    return list(narrowed.order_by(acute, "came_at", "pk")[:LIMIT])


def people_of(user: User, ids: Collection[UUID]) -> dict[UUID, Person]:
    """Who they are to this user. One query."""
    rows = Citizen.objects.visible_to(user).labelled(user).filter(pk__in=ids)
    return {pk: Person(*told) for pk, *told in rows.values_list("pk", "shown", "name_hidden")}


def line_of(row: Any, person: Person | None, now: datetime) -> Line:
    """Of a protected citizen neither what they called themselves nor where they are on the way to."""
    hidden = bool(person and person.hidden)
    line = Line(row.pk, name_of(row, person), row.get_absolute_url(), DOOR_ICONS[row.door], row.get_door_display(), "")
    parts = [line.door]
    if row.asker != Enquiry.Asker.SELF:
        parts.append(str(row.get_asker_display()).lower())
    parts.append(since_words(row.came_at))
    if row.taken_by:
        parts.append(_("hos %(who)s") % {"who": row.taken_by})
    if row.ended_how is None and row.met_at is None and row.asker == Enquiry.Asker.SELF:
        parts.append(_("ikke mødt endnu"))
    line.meta = " · ".join(parts)
    line.badges = ended_badges(row) if row.ended_how else open_badges(row, now, hidden=hidden)
    line.to_take = row.ended_how is None and row.taken_at is None
    line.to_call = row.ended_how is None and row.wants_call and not row.was_reached
    if line.to_call and not hidden:
        line.phone, line.dial = row.phone or "", "".join((row.phone or "").split())
        if row.attempts:
            tried = ngettext("ringet op %(times)s gang", "ringet op %(times)s gange", row.attempts)
            line.tried = tried % {"times": row.attempts}
    return line


def name_of(row: Enquiry, person: Person | None) -> str:
    """Who was anonymous stays the code word here, also when the citizen gave a name since."""
    if row.is_anonymous or person is None:
        return row.label
    return person.shown


def since_words(moment: datetime) -> str:
    """ "i dag kl. 9.30", "for 3 dage siden kl. 14.05"."""
    return _at(ago(timezone.localdate(moment)), moment)


def moment_words(moment: datetime) -> str:
    """ "i dag kl. 9.30", "16. november kl. 14.05": what still says the same on paper."""
    return _at(near_day(timezone.localdate(moment)), moment)


def _at(day: str, moment: datetime) -> str:
    clock = time_format(timezone.localtime(moment), "TIME_FORMAT")
    return _("%(day)s kl. %(time)s") % {"day": day, "time": clock}


def open_badges(row: Enquiry, now: datetime, *, hidden: bool = False) -> list[Badge]:
    badges: list[Badge] = []
    if row.urgency == Enquiry.Urgency.ACUTE:
        badges.append((str(Enquiry.Urgency.ACUTE.label), "bad", "warning"))
    if row.is_anonymous:
        badges.append((_("Anonym"), "", "eye-off"))
    if row.agreement and row.agreement.done_at is None and not hidden:
        badges.append((_("Aftale %(when)s") % {"when": meeting_words(row.agreement)}, "", "calendar"))
    if waits_for := receiver_of(row):
        words = _("Venter på svar fra %(who)s") % {"who": waits_for} if not hidden else _("Venter på modtagerens svar")
        badges.append((words, "wait", "bridge"))
    elif not row.is_followed and row.asker == Enquiry.Asker.SELF:
        badges.append(reception_badge(row, now))
    if row.request and row.request.ended_on is None:
        clock = Clock(row.request.pk, row.request.citizen_id, row.request.requested_on, timezone.localdate(now))
        badges.append((clock.words[:1].upper() + clock.words[1:], clock.tone, "flag"))
    return badges


def meeting_words(agreement: Task) -> str:
    """ "i morgen kl. 11.15"."""
    return " ".join(part for part in (near_day(agreement.due_on), at_clock(agreement.due_at)) if part)


def receiver_of(row: Enquiry) -> str:
    """To whom the citizen is on the way, while no answer has come."""
    handover = row.handover
    if handover is None or handover.ended_on or handover.confirmed_on:
        return ""
    partner, offer = handover.partner, handover.offer
    return to_whom(
        partner.name if partner else "", offer.name if offer else "", handover.other_kind, handover.other_name
    )


def reception_day(row: Enquiry, now: datetime) -> int:
    """1 on the first day; 4 and more where the three days are over."""
    return (now - row.came_at) // timedelta(days=1) + 1


def reception_badge(row: Enquiry, now: datetime) -> Badge:
    day = reception_day(row, now)
    words = {"day": day, "days": RECEPTION_DAYS}
    if day > RECEPTION_DAYS:
        return _("Dag %(day)s: over de %(days)s dage i modtagelsen") % words, "bad", "clock"
    return _("Dag %(day)s af %(days)s i modtagelsen") % words, "wait" if day > 1 else "", "clock"


def ended_badges(row: Enquiry) -> list[Badge]:
    words = str(Enquiry.Outcome(row.ended_how or "").label)
    day = short_day(row.ended_day) if row.ended_day else ""
    tone = "good" if row.ended_how in _ARRIVED else ""
    return [(f"{words}, {day}" if day else words, tone, "check")]
