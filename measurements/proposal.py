"""What a worker has written already, as hours of a week: a proposal, which the worker confirms or changes.

Each minute of a worker counts once: a contact in the time of a visit is the visit's, contacts of one occasion (several
citizens at once, *vi var begge med*) are one, and of what overlaps only the rest counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases.models import Appointment, Contact, ContactColleague, Task
from measurements.activities import QUARTERS, Activity
from outreach.models import Enrolment, Visit
from outreach.models.visit import minutes_of

_MINUTE = timedelta(minutes=1)
_A_QUARTER = 60 // QUARTERS


@dataclass(frozen=True)
class Stretch:
    """Time of one worker. Without `begin` nobody knows when in the week; it counts as it is."""

    kind: str
    activity: Activity
    begin: datetime | None
    minutes: int
    #: Takes the time until then, although only `minutes` count.
    until: datetime | None = None


@dataclass
class Proposal:
    """`minutes` by activity; `sources` how many of each kind they come from."""

    minutes: Counter[Activity] = field(default_factory=Counter)
    sources: dict[Activity, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    #: Contacts of which nobody wrote how long they took.
    unknown: int = 0

    def quarters(self, activity: Activity) -> int:
        """To the nearest quarter of an hour."""
        return (self.minutes[activity] + _A_QUARTER // 2) // _A_QUARTER

    def source_words(self, activity: Activity) -> str:
        """ "2 besøg, 5 kontakter"; nothing where nothing is proposed."""
        words = {
            "visit": lambda n: ngettext("%(n)s besøg", "%(n)s besøg", n),
            "contact": lambda n: ngettext("%(n)s kontakt", "%(n)s kontakter", n),
            "talk": lambda n: ngettext("%(n)s holdt samtale", "%(n)s holdte samtaler", n),
        }
        counted = self.sources.get(activity, Counter())
        return ", ".join(say(counted[kind]) % {"n": counted[kind]} for kind, say in words.items() if counted[kind])


def propose(user: User, monday: date) -> Proposal:
    """From visits, contacts and held talks of the week. Three queries, whatever there is."""
    begin = _midnight(monday)
    end = _midnight(monday + timedelta(days=7))
    stretches = [*_visits(user, monday), *_contacts(user, begin, end), *_talks(user, monday)]
    return add_up(stretches)


def add_up(stretches: Iterable[Stretch]) -> Proposal:
    """In the order given, visits first: what has been counted of a minute stays there."""
    found, taken = Proposal(), set[int]()
    for one in stretches:
        if one.kind == "contact" and not one.minutes:
            # Inside a visit nothing is missing.
            found.unknown += one.begin is None or _number(one.begin) not in taken
            continue
        counted = one.minutes
        if one.begin is not None:
            spent = set(range(_number(one.begin), _number(one.begin) + one.minutes))
            if one.until is None:
                counted = len(spent - taken)
                taken |= spent
            else:
                taken |= set(range(_number(one.begin), _number(one.until) + 1))
        if counted:
            found.minutes[one.activity] += counted
            found.sources[one.activity][one.kind] += 1
    return found


def _number(moment: datetime) -> int:
    """Which minute it is, in all time."""
    return int(moment.timestamp()) // 60


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _visits(user: User, monday: date) -> list[Stretch]:
    rows = (
        Visit.objects.filter(workers__user=user, back_at__isnull=False)
        .filter(unit_id=_unit(user), day__range=(monday, monday + timedelta(days=6)))
        .order_by("out_at", "pk")
        .values_list("out_at", "back_at", "own_minutes", "met")
    )
    return [
        Stretch(
            "visit",
            # Being there without meeting anybody is no work with citizens (S2 p. 69).
            Activity.OUTREACH if met else Activity.OUTREACH_PLANNING,
            out_at,
            minutes_of(own, out_at, back_at) or 0,
            until=back_at,
        )
        for out_at, back_at, own, met in rows
    ]


def _contacts(user: User, begin: datetime, end: datetime) -> list[Stretch]:
    """One of each occasion, the longest that was written of it."""
    with_me = Q(author=user) | Exists(ContactColleague.objects.filter(contact=OuterRef("pk"), user=user))
    rows = (
        Contact.objects.current()
        .filter(with_me, unit_id=_unit(user), at__gte=begin, at__lt=end)
        .annotate(enrolled=_enrolled("citizen", timezone.localdate(end)), planned=F("appointment__minutes"))
        .order_by("at", "pk")
        .values_list("occasion", "at", "minutes", "planned", "enrolled", "way")
    )
    longest: dict[UUID, Stretch] = {}
    for occasion, at, minutes, planned, enrolled, way in rows:
        activity = Activity.BRIDGING if enrolled else Activity.OUTREACH
        one = Stretch("contact", activity, at, minutes or planned or 0)
        # A short message takes no time that anybody writes down.
        if way == Contact.Way.SMS and not one.minutes:
            continue
        if occasion not in longest or longest[occasion].minutes < one.minutes:
            longest[occasion] = one
    return sorted(longest.values(), key=lambda one: (one.begin or begin, -one.minutes))


def _talks(user: User, monday: date) -> list[Stretch]:
    """Held talks of which no contact tells."""
    rows = (
        Appointment.objects.filter(contact=None, task__owner=user, task__outcome=Task.Outcome.DONE)
        .filter(task__unit_id=_unit(user), task__due_on__range=(monday, monday + timedelta(days=6)))
        .annotate(enrolled=_enrolled("task__citizen", monday + timedelta(days=7)))
        .order_by("task__due_on", "task__due_at", "pk")
        .values_list("task__due_on", "task__due_at", "held_minutes", "minutes", "enrolled")
    )
    return [
        Stretch(
            "talk",
            Activity.BRIDGING if enrolled else Activity.OUTREACH,
            timezone.make_aware(datetime.combine(day, clock)) if clock else None,
            held or planned or 0,
        )
        for day, clock, held, planned, enrolled in rows
    ]


def _enrolled(citizen: str, before: date) -> Exists:
    """In treatment by then: what is done with the citizen is bridging."""
    return Exists(Enrolment.objects.filter(case__citizen=OuterRef(citizen), enrolled_on__lt=before))


def _unit(user: User) -> UUID | None:
    return user.membership.unit_id if user.membership else None


def unknown_words(proposal: Proposal) -> str:
    if not proposal.unknown:
        return ""
    return ngettext(
        "%(n)s kontakt uden minutter er ikke talt med.", "%(n)s kontakter uden minutter er ikke talt med.",
        proposal.unknown,
    ) % {"n": proposal.unknown}  # fmt: skip


def duration_words(minutes: int) -> str:
    """ "5 t 20 min."."""
    hours, rest = divmod(minutes, 60)
    return _("%(hours)s t %(minutes)s min.") % {"hours": hours, "minutes": rest}
