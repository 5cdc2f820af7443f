"""*Fra motivation til indskrivning*: how long it takes in a unit, as medians. Never by worker, never of a handful."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import days_long
from outreach.models import Enrolment
from outreach.referrals import FEWEST, Period

#: Of one way into treatment; any of them may be missing.
Days = tuple[date | None, date | None, date | None, date | None, date | None, str]


@dataclass(frozen=True)
class Gap:
    """Days between two dates: of how many it is known, the median, and between what half of them lie."""

    name: str
    days: Sequence[int]

    @property
    def number(self) -> int:
        return len(self.days)

    @property
    def is_shown(self) -> bool:
        return self.number >= FEWEST

    @property
    def median(self) -> float:
        return median(self.days)

    @property
    def halves(self) -> int:
        """The median in half days: a whole number, which reads the same in every language."""
        return round(2 * self.median)

    @property
    def words(self) -> str:
        """ "3 dage", "2,5 dage"; for too few how many there are."""
        if not self.is_shown:
            return _("for få til et tal")
        return _days(self.median)

    @property
    def half(self) -> str:
        """ "1–6 dage": half of them lie there."""
        if not self.is_shown:
            return ""
        ordered = sorted(self.days)
        low, high = ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
        return _("%(low)s–%(high)s dage") % {"low": low, "high": high} if low != high else days_long(low)

    @property
    def cells(self) -> list[str]:
        return [self.name, str(self.number), self.words, self.half]


def columns() -> list[str]:
    return [_("Fra – til"), _("N"), _("Median"), _("Halvdelen ligger på")]


def unit_pace(user: User, period: Period) -> tuple[list[Gap], list[Gap]]:
    """(every stage of the way, from motivation to enrolment by who decided) for those whose motivation showed itself,
    or who asked for medical treatment, in the period. One query."""
    within = (period.first, period.last)
    rows = Enrolment.objects.visible_to(user).filter(
        Q(motivation_on__range=within) | Q(medical_asked_on__range=within), case__unit_id=user.membership.unit_id
    )
    found: list[Days] = list(
        rows.order_by("pk").values_list(
            "motivation_on", "decided_on", "enrolled_on", "medical_asked_on", "substitution_on", "visitation"
        )
    )
    return _stages(found), _by_right(found)


def _stages(rows: Sequence[Days]) -> list[Gap]:
    pairs: list[tuple[str, Callable[[Days], tuple[date | None, date | None]]]] = [
        (_("Motivation vist – visitation afgjort"), lambda row: (row[0], row[1])),
        (_("Visitation afgjort – indskrevet"), lambda row: (row[1], row[2])),
        (_("Motivation vist – indskrevet"), lambda row: (row[0], row[2])),
        (_("Indskrevet – substitution begyndt"), lambda row: (row[2], row[4])),
        (_("Bad om lægelig behandling – substitution begyndt"), lambda row: (row[3], row[4])),
    ]
    return [Gap(name, _between(map(pair, rows))) for name, pair in pairs]


def _by_right(rows: Sequence[Days]) -> list[Gap]:
    names = {
        Enrolment.Visitation.DIRECT.value: _("Vi visiterede selv"),
        Enrolment.Visitation.RECEPTION.value: _("Andre afgjorde det"),
    }
    return [Gap(name, _between((row[0], row[2]) for row in rows if row[5] == right)) for right, name in names.items()]


def _between(pairs: Iterable[tuple[date | None, date | None]]) -> list[int]:
    """Days, of pairs that are whole and stand the right way round."""
    return [(then - first).days for first, then in pairs if first and then and then >= first]


def _days(number: float) -> str:
    if number == int(number):
        return days_long(int(number))
    return _("%(days)s dage") % {"days": f"{number:.1f}".replace(".", ",")}
