"""The whole evaluation, of one organisation or of several, for a period and beside an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from crisis_center.numbers import StayRow
from measurements.report import attrition, citizens, economy, model, stays, talks, target_group
from measurements.report.counting import attrition as count_attrition
from measurements.report.scope import Scope, joined_name
from measurements.report.tables import Chapter, Report, compared


@dataclass(frozen=True)
class Reading:
    """One organisation or unit to read, and how to come in: as whom, or as nobody (`user` None)."""

    scope: Scope
    enter: Callable[[], AbstractContextManager[User | None]]


@dataclass(frozen=True)
class Gathered:
    """Everything the chapters are made of, of one organisation or unit."""

    target: target_group.Target
    developed: citizens.Developed
    practice: model.Practice
    economy: economy.Economy
    talks: talks.Kept
    ended: attrition.Ended
    stays: Sequence[StayRow]


def gather(scope: Scope, user: User | None) -> Gathered:
    """Some twenty queries, whatever there is to count."""
    target = target_group.gather(scope)
    return Gathered(
        target,
        citizens.gather(scope),
        model.gather(scope),
        economy.gather(scope, target.contacted),
        talks.gather(scope),
        count_attrition(scope),
        stays.gather(scope, user),
    )


def report(readings: Sequence[Reading], *, earlier: tuple[date, date] | None = None, hides: bool = False) -> Report:
    """`hides`: for readers outside the team small numbers are hidden, and what people wrote is left out."""
    scopes = [one.scope for one in readings]
    now, before = [], []
    for one in readings:
        with one.enter() as user:
            now.append(gather(one.scope, user))
            if earlier:
                before.append(gather(one.scope.earlier(*earlier), user))
    chapters = tuple(_chapters(now, hides))
    title = _("(%(period)s)") % {"period": period_words(*earlier)} if earlier else ""
    if earlier:
        chapters = compared(chapters, tuple(_chapters(before, hides)), title)
    first, last = scopes[0].first, scopes[0].last
    reconstructed = any(scope.organisation.reconstructed for scope in scopes)
    return Report(
        title=_("Evaluering"),
        whose=joined_name(scopes),
        period=period_words(first, last),
        chapters=chapters,
        reservations=tuple(reservations()),
        reconstructed=_("Rekonstrueret af evalueringsrapporten fra 2017. Ingen af borgerne findes.")
        if reconstructed
        else "",
        earlier=period_words(*earlier) if earlier else "",
        hides=hides,
        organisations=tuple(str(scope.organisation) for scope in scopes),
        tables={table.id: table for chapter in chapters for table in chapter.tables},
    )


def _chapters(told: Sequence[Gathered], hides: bool) -> Iterator[Chapter]:
    targets = [one.target for one in told]
    developed = [one.developed for one in told]
    practices = [one.practice for one in told]
    yield target_group.chapter(targets, hides=hides)
    yield model.chapter(practices, hides=hides)
    yield citizens.chapter(developed, targets, hides=hides)
    yield model.drivers_chapter(practices, hides=hides)
    yield economy.chapter([one.economy for one in told])
    yield attrition.chapter(targets, developed, practices, [one.ended for one in told], hides=hides)
    yield talks.chapter([one.talks for one in told], hides=hides)
    if found := stays.chapter([row for one in told for row in one.stays], model.barometer(practices), hides=hides):
        yield found


def period_words(first: date, last: date) -> str:
    return f"{date_format(first, 'SHORT_DATE_FORMAT')} – {date_format(last, 'SHORT_DATE_FORMAT')}"


def reservations() -> Iterator[str]:
    """Printed with every report (S2 p. 52)."""
    yield _(
        "Tallene er bruttoresultater. Der er ingen kontrolgruppe: de viser, hvad der skete, ikke hvad der gjorde det."
    )
    yield _(
        "Kun borgere, der har svaret både før og efter, er talt med i udviklingen. De er ikke nødvendigvis som de "
        "andre."
    )
    yield _(
        "Der er frafald undervejs (se Datafrafald). Små tal svinger, og resultaterne er ikke repræsentative for alle."
    )
    yield _("Et fald kan være voksende indsigt. Spørgsmål om vigtighed har ingen retning.")
