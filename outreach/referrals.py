"""Who refers, and how often somebody the outreach is not meant for (S2 p. 13, 41-42). By referrer, never by worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from cases.models import Case
from cases.names import danish_sort_key
from outreach.models import Prescreening, ReferralSource
from outreach.models.prescreening import Decision
from outreach.pathway import OUTREACH

#: A share of fewer says more about single citizens than about the referrer.
FEWEST = 5
UNDECIDED = ""


@dataclass(frozen=True)
class Period:
    key: str
    label: str | Promise
    first: date
    last: date


def periods(today: date) -> list[Period]:
    """The first is what one sees without choosing."""
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    january = date(today.year, 1, 1)
    return [
        Period("12", gettext_lazy("De seneste 12 måneder"), today - timedelta(days=365), today),
        Period("kvartal", gettext_lazy("Dette kvartal"), quarter, today),
        Period("aar", gettext_lazy("I år"), january, today),
        Period("sidste", gettext_lazy("Sidste år"), date(today.year - 1, 1, 1), january - timedelta(days=1)),
        Period("alt", gettext_lazy("Hele perioden"), date.min, today),
    ]


@dataclass
class Line:
    """One referrer. `judged`: those of whom it is decided whether the outreach is meant for them."""

    name: str
    decisions: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.decisions.values())

    @property
    def outside(self) -> int:
        return self.decisions[Decision.OUT]

    @property
    def judged(self) -> int:
        return self.decisions[Decision.IN] + self.outside

    @property
    def has_share(self) -> bool:
        return self.judged >= FEWEST

    @property
    def share(self) -> str:
        """ "6 af 9 (67 %)"; nothing where they are too few."""
        if not self.has_share:
            return ""
        percent = round(100 * self.outside / self.judged)
        words = {"outside": self.outside, "judged": self.judged, "percent": percent}
        return _("%(outside)s af %(judged)s (%(percent)s\N{NO-BREAK SPACE}%%)") % words

    @property
    def cells(self) -> list[str]:
        wait, undecided = self.decisions[Decision.WAIT], self.decisions[UNDECIDED]
        share = self.share or ngettext("kun %(number)s afgjort", "kun %(number)s afgjort", self.judged) % {
            "number": self.judged
        }
        numbers = (self.total, self.decisions[Decision.IN], self.outside, wait + undecided)
        return [self.name, *(str(number) for number in numbers), share]


def columns() -> list[str]:
    return [
        _("Henvist af"), _("Henviste"), _("I målgruppen"), _("Uden for"), _("Ikke afgjort"), _("Andel uden for"),
    ]  # fmt: skip


def referral_lines(user: User, period: Period) -> list[Line]:
    """Those with the most referrals first, what nobody has said last. Two queries."""
    lines: dict[tuple[str, UUID | None], Line] = {}
    for kind, partner_id, name, decision, number in _referred(user, period):
        label = name or _kind_words(kind)
        lines.setdefault((kind, partner_id), Line(label)).decisions[decision] += number
    found = sorted(lines.values(), key=lambda line: (-line.total, danish_sort_key(line.name)))
    unsaid = Line(_("Ikke oplyst"))
    for decision, number in _unsaid(user, period):
        unsaid.decisions[decision] += number
    return [*found, unsaid] if unsaid.total else found


def total_of(lines: Iterable[Line]) -> Line:
    return Line(_("I alt"), sum((line.decisions for line in lines), Counter()))


def _kind_words(kind: str) -> str:
    if kind == ReferralSource.Kind.PARTNER:
        return _("Samarbejdspartner, der ikke står på listen")
    return str(ReferralSource.Kind(kind).label)


def _decision(case: str) -> Coalesce:
    counting = Prescreening.objects.counting_first().filter(case=OuterRef(case)).values("decision")[:1]
    return Coalesce(Subquery(counting), Value(UNDECIDED))


def _referred(user: User, period: Period) -> Iterable[tuple]:
    rows = ReferralSource.objects.visible_to(user).filter(
        case__unit_id=user.membership.unit_id, referred_on__range=(period.first, period.last)
    )
    said = rows.annotate(said=_decision("case")).order_by()
    return said.values_list("kind", "partner_id", "partner__name", "said").annotate(number=Count("pk"))


def _unsaid(user: User, period: Period) -> Iterable[tuple]:
    """Courses opened in the period of which nobody has said who referred."""
    rows = Case.objects.visible_to(user).filter(
        unit_id=user.membership.unit_id, pathway=OUTREACH.key, referral_source=None
    )
    opened = rows.annotate(first=Min("periods__opened_at")).filter(
        Q(first__date__gte=period.first), first__date__lte=period.last
    )
    return Counter(opened.annotate(said=_decision("pk")).order_by().values_list("said", flat=True)).items()
