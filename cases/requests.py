"""*Frister*: the unit's requests for treatment and whether the 14 days were kept (L-01, L-26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, DateField, ExpressionWrapper, F, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from cases.clocks import Clock, Outcome, Verdict
from cases.dates import days_long, short_day
from cases.models import TreatmentRequest
from cases.models.task import GUARANTEE_DAYS

#: Rows of one page.
PAGE = 50
#: A share of fewer says more than is known.
FEWEST_FOR_SHARE = 5

#: What one can look at, in this order.
SHOWN = (Verdict.RUNNING, Verdict.KEPT, Verdict.NOT_KEPT, Verdict.OTHER_OFFER, Verdict.WITHDRAWN)

_OUTCOMES = {
    Verdict.KEPT: Outcome.STARTED,
    Verdict.OTHER_OFFER: Outcome.OTHER_OFFER,
    Verdict.WITHDRAWN: Outcome.WITHDRAWN,
}


@dataclass(frozen=True)
class Period:
    """The days on which a request was made, both included."""

    first: date
    last: date

    @property
    def words(self) -> str:
        first, last = (date_format(day, "DATE_FORMAT") for day in (self.first, self.last))
        return f"{first} – {last}"


@dataclass(frozen=True)
class Totals:
    """`numbers` by verdict. What runs is counted whenever it was asked for, everything else within the period."""

    numbers: Mapping[str, int]
    #: Of those that run: over the deadline.
    late: int

    @property
    def share(self) -> str:
        """ "8 af 10 frister holdt (80 %)"; no percentage of a handful."""
        kept, tried = self.numbers[Verdict.KEPT], self.numbers[Verdict.KEPT] + self.numbers[Verdict.NOT_KEPT]
        if not tried:
            return _("Ingen frister er prøvet i perioden.")
        told = _("%(kept)s af %(tried)s frister er holdt") % {"kept": kept, "tried": tried}
        if tried < FEWEST_FOR_SHARE:
            return f"{told}."
        return _("%(told)s (%(share)s %%).") % {"told": told, "share": round(100 * kept / tried)}


@dataclass(frozen=True)
class RequestLine:
    """One request, ready to show."""

    citizen_id: UUID
    label: str
    url: str
    asked: str
    deadline: str
    how: str
    #: Of one that waits; what is over is plain text.
    tone: str
    is_running: bool
    reason: str
    end_url: str


def requests_of_unit(user: User) -> QuerySet:
    return TreatmentRequest.objects.visible_to(user).filter(citizen__unit_id=user.membership.unit_id)


def verdict_q(verdict: str, today: date) -> Q:
    """The rows of which `clocks.verdict_of` says `verdict`; all that wait count as running, also the late ones."""
    deadline = ExpressionWrapper(F("requested_on") + timedelta(days=GUARANTEE_DAYS), output_field=DateField())
    if verdict == Verdict.RUNNING:
        return Q(ended_on=None)
    if verdict == Verdict.NOT_KEPT:
        return Q(ended_on__gt=deadline) & ~Q(outcome=Outcome.MERGED) | _late_q(today)
    return Q(outcome=_OUTCOMES[Verdict(verdict)], ended_on__lte=deadline)


def _late_q(today: date) -> Q:
    return Q(ended_on=None, requested_on__lt=today - timedelta(days=GUARANTEE_DAYS))


def within(verdict: str, period: Period, today: date) -> Q:
    """The rows behind one number."""
    rows = verdict_q(verdict, today)
    if verdict == Verdict.RUNNING:
        return rows
    return rows & Q(requested_on__range=(period.first, period.last))


def totals(user: User, period: Period, today: date) -> Totals:
    """One query."""
    counts = {verdict.value: Count("pk", filter=within(verdict, period, today)) for verdict in SHOWN}
    counted = requests_of_unit(user).aggregate(**counts, late=Count("pk", filter=_late_q(today)))
    return Totals({verdict.value: counted[verdict.value] for verdict in SHOWN}, counted["late"])


def request_rows(
    user: User, verdict: str, period: Period, today: date, *, after: tuple[date, UUID] | None = None
) -> list[TreatmentRequest]:
    """At most one more than a page: what runs the oldest first, what is over the newest first. One query."""
    rows = requests_of_unit(user).filter(within(verdict, period, today))
    oldest_first = verdict == Verdict.RUNNING
    if after:
        day, pk = after
        step = "gt" if oldest_first else "lt"
        rows = rows.filter(Q(**{f"requested_on__{step}": day}) | Q(**{"requested_on": day, f"pk__{step}": pk}))
    order = ("requested_on", "pk") if oldest_first else ("-requested_on", "-pk")
    return list(rows.order_by(*order)[: PAGE + 1])


def request_line(row: TreatmentRequest, label: str, today: date, *, may_end: bool) -> RequestLine:
    clock = Clock(row.pk, row.citizen_id, row.requested_on, today)
    how = clock.words
    if row.ended_on:
        how = ", ".join(
            part for part in (str(Outcome(row.outcome).label), _after(row.requested_on, row.ended_on)) if part
        )
    return RequestLine(
        citizen_id=row.citizen_id,
        label=label,
        url=reverse("cases:citizen", args=[row.citizen_id]),
        asked=_whole(short_day(row.requested_on, today)),
        deadline=_whole(short_day(row.deadline, today)),
        how=how[:1].upper() + how[1:],
        tone=clock.tone,
        is_running=row.ended_on is None,
        reason=row.note,
        end_url=reverse("cases:request_end", args=[row.pk]) if may_end and row.ended_on is None else "",
    )


def _whole(words: str) -> str:
    """A day does not break over two lines of a narrow column."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _after(requested_on: date, ended_on: date) -> str:
    days = (ended_on - requested_on).days
    if days > GUARANTEE_DAYS:
        return _("%(days)s for sent") % {"days": days_long(days - GUARANTEE_DAYS)}
    return _("efter %(days)s") % {"days": days_long(days)}
