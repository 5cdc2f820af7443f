"""What of one person is to be reported of a month, and what is missing for it.

The order is the national one (domain §10.3): the authority registers the request, begins the treatment, ties the offer
to it, and ends it. Medical treatment has deadlines of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.clocks import Verdict, verdict_of
from cases.dates import months_after
from measurements.models import TreatmentOutcome
from measurements.smdb.courses import Joined, Way
from measurements.smdb.endings import outcome_of
from measurements.smdb.gathering import Person, Request, Told
from measurements.smdb.months import Month
from outreach.endings import END_STATUS, EndStatus

#: Medical treatment is reported at latest so many months after its start (W32).
MEDICAL_MONTHS = 1
#: A request answered so near to the enrolment, before or after it, may be the one that led to it.
_ANSWERED_WITHIN = timedelta(days=31)


class What(models.TextChoices):
    REQUEST = "request", _("Anmodning")
    START = "start", _("Iværksættelse")
    OFFER = "offer", _("Tilbud")
    END = "end", _("Afslutning")
    MEDICAL = "medical", _("Lægelig behandling begyndt")
    SUBSTITUTION = "substitution", _("Substitution")


class Guarantee(models.TextChoices):
    """In the statistics' words; a request that ended otherwise within the 14 days tried no guarantee."""

    KEPT = "kept", _("Overholdt")
    NOT_KEPT = "not_kept", _("Ikke overholdt")


_GUARANTEES = {Verdict.KEPT: Guarantee.KEPT, Verdict.NOT_KEPT: Guarantee.NOT_KEPT}


@dataclass(frozen=True)
class Gap:
    """Something missing, and where it is filled in; without `url` nowhere in Brobyg."""

    key: str
    label: str | Promise
    url: str = ""


@dataclass(frozen=True)
class Event:
    """One thing of one day. `course`: the treatment it belongs to, where there is one."""

    what: What
    day: date
    due: date
    gaps: tuple[Gap, ...] = ()
    request: Request | None = None
    course: Joined | None = None
    way: Way | None = None
    guarantee: Guarantee | None = None
    status: EndStatus | None = None
    outcome: TreatmentOutcome.Outcome | None = None
    #: A beginning within ten days after this end would make it no end.
    is_provisional: bool = False


@dataclass(frozen=True)
class Line:
    """One person in the list."""

    person: Person
    events: tuple[Event, ...]
    #: Of the person, whatever happened.
    gaps: tuple[Gap, ...]

    @property
    def all_gaps(self) -> list[Gap]:
        """Each once, those of the person first."""
        found = {(gap.key, gap.url): gap for gap in (*self.gaps, *(gap for one in self.events for gap in one.gaps))}
        return list(found.values())

    @property
    def joins(self) -> int:
        """How many treatments the largest of the courses shown was joined of; 1 where none was."""
        return max((len(one.course.treatments) for one in self.events if one.course), default=1)


@dataclass(frozen=True)
class MonthList:
    """`left_out`: persons with something in the month of which nothing may be told, because they are anonymous."""

    month: Month
    lines: Sequence[Line]
    left_out: int

    @property
    def lacking(self) -> list[Line]:
        return [line for line in self.lines if line.all_gaps]

    def number(self, what: What) -> int:
        return sum(event.what == what for line in self.lines for event in line.events)


@dataclass
class _Found:
    lines: list[Line] = field(default_factory=list)
    left_out: int = 0


def month_list(told: Sequence[Told], month: Month, today: date) -> MonthList:
    found = _Found()
    for one in told:
        events = list(events_of(one, month, today))
        mine = [event for event in events if not is_anonymous(one, event)]
        found.left_out += len(mine) < len(events)
        if mine:
            found.lines.append(Line(one.person, tuple(mine), tuple(_gaps_of(one.person))))
    return MonthList(month, tuple(found.lines), found.left_out)


def is_anonymous(one: Told, event: Event) -> bool:
    """By SEL § 101 a or § 99. What began before somebody gave their name stays anonymous afterwards too (L-07)."""
    if one.person.is_anonymous:
        return True
    began = min([event.day, *([event.course.started_on] if event.course else [])])
    return one.named_on is not None and began < one.named_on


def events_of(one: Told, month: Month, today: date) -> Iterator[Event]:
    """In the order in which they are reported."""
    answered = _answered(one)
    for request in one.requests:
        if request.requested_on in month:
            yield _asked(one, request, month, today)
    for course, led in answered:
        if course.started_on in month:
            yield _begun(one, course, led, month, today)
    led_somewhere = {led.id for _course, led in answered if led}
    for request in one.requests:
        if request.started_on in month and request.id not in led_somewhere and not _within(one, request):
            yield _begun_without_enrolment(one, request, month, today)
    for course, led in answered:
        yield from _offers(course, led, month)
        if course.ended_on in month:
            yield _ended(course, led, month, today)
        yield from _medical(course, month)


def _answered(one: Told) -> list[tuple[Joined, Request | None]]:
    """Each course with the request that led to it: of those nobody else was led by, the one answered nearest to it."""
    found: list[tuple[Joined, Request | None]] = []
    left = [request for request in one.requests if request.started_on]
    for course in one.courses:
        away = {r.id: abs(r.started_on - course.started_on) for r in left if r.started_on}
        led = min(left, key=lambda request: away[request.id], default=None)
        if led is not None and away[led.id] <= _ANSWERED_WITHIN:
            left.remove(led)
        else:
            led = None
        found.append((course, led))
    return found


def _within(one: Told, request: Request) -> bool:
    """Whether the treatment it asked for was already going on, or is joined to one that was."""
    day = request.started_on
    return day is not None and any(
        course.started_on <= day and (course.ended_on is None or day <= course.ended_on) for course in one.courses
    )


def guarantee_of(request: Request, today: date) -> Guarantee | None:
    """Computed from the clock (L-01), never typed."""
    return _GUARANTEES.get(verdict_of(request.requested_on, request.ended_on, request.outcome, today))


def _asked(one: Told, request: Request, month: Month, today: date) -> Event:
    guarantee = guarantee_of(request, today)
    open_late = request.ended_on is None and guarantee == Guarantee.NOT_KEPT
    gaps = (_undecided(request),) if open_late else ()
    return Event(What.REQUEST, request.requested_on, month.deadline, gaps, request, guarantee=guarantee)


def _begun(one: Told, course: Joined, request: Request | None, month: Month, today: date) -> Event:
    return Event(
        What.START, course.started_on, month.deadline, () if request else (_no_request(one, course),), request, course,
        guarantee=guarantee_of(request, today) if request else None,
    )  # fmt: skip


def _no_request(one: Told, course: Joined) -> Gap:
    """It was never written, or it was and nobody has said that treatment began."""
    waiting = [r for r in one.requests if r.ended_on is None and r.requested_on <= course.started_on]
    if waiting:
        return _undecided(waiting[-1])
    return Gap("request", _("Anmodningen mangler"), reverse("cases:request_new", args=[one.person.id]))


def _undecided(request: Request) -> Gap:
    return Gap("undecided", _("Anmodningen er ikke afgjort"), reverse("cases:request_end", args=[request.id]))


def _begun_without_enrolment(one: Told, request: Request, month: Month, today: date) -> Event:
    assert request.started_on is not None
    case = one.person.case_id
    url = reverse("outreach:enrolment_new", args=[case]) if case else reverse("cases:citizen", args=[one.person.id])
    return Event(
        What.START, request.started_on, month.deadline, (Gap("enrolment", _("Indskrivningen mangler"), url),), request,
        guarantee=guarantee_of(request, today),
    )  # fmt: skip


def _offers(course: Joined, request: Request | None, month: Month) -> Iterator[Event]:
    for way in course.ways:
        if way.enrolled_on in month:
            url = reverse("outreach:enrolment", args=[way.id])
            gaps = [Gap("offer", _("Tilbuddet mangler"), url)] if not way.offer else []
            gaps += [Gap("therapist", _("Behandleren mangler"), url)] if not way.therapist else []
            yield Event(What.OFFER, way.enrolled_on, month.deadline, tuple(gaps), request, course, way)


def _ended(course: Joined, request: Request | None, month: Month, today: date) -> Event:
    last = course.last
    assert last.ended_on is not None
    outcome = outcome_of(last.reason, last.outcome)
    url = reverse("measurements:outcome", args=[last.period_id])
    return Event(
        What.END, last.ended_on, month.deadline,
        () if outcome else (Gap("outcome", _("Udfaldet mangler"), url),), request, course, course.ways[-1],
        status=END_STATUS[last.reason], outcome=outcome, is_provisional=course.may_go_on(today),
    )  # fmt: skip


def _medical(course: Joined, month: Month) -> Iterator[Event]:
    """Who prescribes what is not known here: preparation and authorisation id are the doctor's to report (W33)."""
    begun = [(way.substitution_on, way) for way in course.ways if way.substitution_on]
    for day, way in begun:
        if day in month:
            yield Event(What.MEDICAL, day, months_after(day, MEDICAL_MONTHS), course=course, way=way)
    runs = [pair for pair in begun if pair[0] <= month.last]
    if runs and (course.ended_on is None or course.ended_on >= month.first):
        day, way = runs[-1]
        yield Event(What.SUBSTITUTION, max(day, month.first), month.substitution_deadline, course=course, way=way)


def _gaps_of(person: Person) -> Iterator[Gap]:
    who = reverse("cases:citizen_edit", args=[person.id])
    if not person.has_cpr:
        name_url = reverse("cases:identify", args=[person.id]) if person.may_name else who
        yield Gap("cpr", _("CPR-nummeret mangler"), name_url)
    if not person.gender:
        yield Gap("gender", _("Køn mangler"), who)
    if not person.home_municipality:
        where = reverse("cases:citizen_edit_part", args=[person.id, "hvor"])
        yield Gap("home", _("Hjemkommunen mangler"), where)
