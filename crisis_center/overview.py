"""Home's one glance: what was told, who is screened, asked for, in a stay, on the way home; and whose move it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery, UUIDField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.access import citizens_for
from cases.dates import ago, days_long, local_day, near_day, short_day
from cases.models import Assignment, Case, CasePeriod
from crisis_center.models import CentreReferral, Screening
from crisis_center.pathway import CRISIS

#: Courses on the page; a municipality has a few dozen at most.
LIMIT = 100
#: A stay that ends within so many days is coming home: help has to stand ready on the day itself.
SOON = 10


@dataclass(frozen=True)
class Line:
    """One citizen, or one spotting. `ball`: whose move it is; `move`: which."""

    title: str
    url: str
    meta: str
    ball: str = ""
    move: str = ""
    is_mine: bool = False
    badges: tuple[tuple[str, str, str], ...] = ()


@dataclass
class Group:
    key: str
    title: str
    icon: str
    empty: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Course:
    """An open crisis course with what its newest screening says, and who carries it."""

    case_id: UUID
    citizen_id: UUID
    opened_at: datetime
    carrier_id: UUID | None
    carrier: str | None
    begun_at: datetime | None
    concluded_at: datetime | None
    conclusion: str | None
    wait_until: date | None
    life_threatening: str | None


@dataclass(frozen=True)
class Asked:
    """An enquiry that was neither refused nor withdrawn, and the stay that came of it."""

    referral_id: UUID
    case_id: UUID
    centre: str
    asked_at: datetime
    accepted: bool | None
    granted: bool | None
    legal_basis: str
    stay_id: UUID | None
    arrived_at: datetime | None
    expected_until: date | None
    left_at: datetime | None

    @property
    def is_granted(self) -> bool:
        return self.legal_basis == "sel_110" or self.granted is True


def courses_of(user: User) -> list[Course]:
    """The open crisis courses that the user sees, the longest open first. One query."""
    today = timezone.localdate()
    newest = Screening.objects.filter(case=OuterRef("pk")).newest_first()
    carrier = Assignment.objects.current(today).filter(case=OuterRef("pk"), kind=Assignment.Kind.CONTACT_PERSON)
    period = CasePeriod.objects.filter(case=OuterRef("pk"), closed_at=None)
    rows = Case.objects.visible_to(user).filter(Exists(period), pathway=CRISIS.key)
    told = ("begun_at", "concluded_at", "conclusion", "wait_until", "life_threatening")
    rows = rows.annotate(
        opened=Subquery(period.values("opened_at")[:1]),
        carrier_id=Subquery(carrier.values("user_id")[:1], output_field=UUIDField()),
        carrier=Subquery(carrier.values("user__name")[:1]),
        **{f"screen_{name}": Subquery(newest.values(name)[:1]) for name in told},
    )
    columns = ("pk", "citizen_id", "opened", "carrier_id", "carrier", *(f"screen_{name}" for name in told))
    return [Course(*row) for row in rows.order_by("opened", "pk").values_list(*columns)[:LIMIT]]


def asked_of(user: User, case_ids: Iterable[UUID]) -> dict[UUID, Asked]:
    """{course: its newest enquiry that was neither refused nor withdrawn}. One query."""
    rows = CentreReferral.objects.filter(
        ~Q(accepted=False), ~Q(granted=False), case_id__in=list(case_ids), withdrawn_at=None,
        organisation_id=user.membership.organisation_id,
    )  # fmt: skip
    told = rows.order_by("asked_at", "pk").values_list(
        "pk", "case_id", "centre__unit__name", "asked_at", "accepted", "granted", "centre__legal_basis", "stay__pk",
        "stay__arrived_at", "stay__expected_until", "stay__left_at",
    )  # fmt: skip
    return {asked.case_id: asked for asked in (Asked(*row) for row in told)}


def course_groups(user: User) -> tuple[list[Group], set[UUID]]:
    """The courses by where they are, and the citizens that are shown. Three queries."""
    courses, today = courses_of(user), timezone.localdate()
    asked = asked_of(user, [one.case_id for one in courses])
    labels = citizens_for(user, [one.citizen_id for one in courses])
    groups = _groups()
    shown = set()
    for one in courses:
        if one.citizen_id not in labels:
            continue
        shown.add(one.citizen_id)
        key, line = _line(one, asked.get(one.case_id), labels, user, today)
        groups[key].lines.append(line)
    return list(groups.values()), shown


def _groups() -> dict[str, Group]:
    said = {
        "screening": (_("Screenes"), "flag", _("Ingen screenes lige nu.")),
        "asked": (_("Spurgt om plads"), "inbox", _("Ingen henvendelser venter.")),
        "there": (_("På ophold"), "home", _("Ingen er på ophold.")),
        "home": (_("På vej hjem og netop hjemme"), "bridge", _("Ingen er på vej hjem.")),
    }
    return {key: Group(key, title, icon, empty) for key, (title, icon, empty) in said.items()}


def _line(one: Course, asked: Asked | None, labels: Mapping[UUID, str], user: User, today: date) -> tuple[str, Line]:
    carrier = one.carrier or _("Ingen kontaktperson")
    begun_anew = bool(asked and asked.left_at and one.begun_at and one.begun_at > asked.left_at)
    if asked is None or begun_anew:
        key, (meta, ball, move) = "screening", _screened(one, carrier, today)
    elif asked.stay_id is None:
        key, (meta, ball, move) = "asked", _waits(asked, carrier, today)
    else:
        key, (meta, ball, move) = _stays(asked, carrier, today)
    acute = ((_("Livstruende"), "bad", "warning"),) if one.life_threatening == Screening.Answer.YES else ()
    line = Line(
        labels[one.citizen_id], reverse("cases:case", args=[one.case_id]), meta, ball, move,
        is_mine=ball == carrier and one.carrier_id == user.pk,
        badges=acute if key in ("screening", "asked") else (),
    )  # fmt: skip
    return key, line


def _screened(one: Course, carrier: str, today: date) -> tuple[str, str, str]:
    """(where it stands, whose move, which)"""
    kinds = Screening.Conclusion
    if one.begun_at is None:
        opened = ago(timezone.localdate(one.opened_at), today)
        return _("Forløbet er åbnet %(ago)s") % {"ago": opened}, carrier, _("begynd screeningen")
    if one.concluded_at is None:
        begun = ago(timezone.localdate(one.begun_at), today)
        return _("Screening begyndt %(ago)s") % {"ago": begun}, carrier, _("skriv screeningen færdig")
    concluded = ago(timezone.localdate(one.concluded_at), today)
    words = {"conclusion": kinds(one.conclusion or kinds.WAIT).label, "ago": concluded}
    meta = _("%(conclusion)s · konkluderet %(ago)s") % words
    if one.conclusion == kinds.REFER:
        return meta, carrier, _("spørg centret")
    if one.conclusion == kinds.WAIT and one.wait_until:
        return meta, carrier, _("se på det igen %(day)s") % {"day": near_day(one.wait_until, today)}
    return meta, carrier, _("følg op på det, I gør i stedet")


def _waits(asked: Asked, carrier: str, today: date) -> tuple[str, str, str]:
    words = {"centre": asked.centre, "ago": ago(timezone.localdate(asked.asked_at), today)}
    meta = _("%(centre)s, spurgt %(ago)s") % words
    if asked.accepted is None:
        return meta, asked.centre, _("svar på henvendelsen")
    if not asked.is_granted:
        return meta, _("Kommunen"), _("afgør, om opholdet bevilges")
    return meta, carrier, _("aftal afhentning")


def _stays(asked: Asked, carrier: str, today: date) -> tuple[str, tuple[str, str, str]]:
    left, arrived = local_day(asked.left_at), local_day(asked.arrived_at)
    assert arrived is not None
    if left:
        meta = _("%(centre)s · hjemme siden %(day)s") % {"centre": asked.centre, "day": short_day(left, today)}
        return "home", (meta, carrier, _("følg op derhjemme"))
    day = {"centre": asked.centre, "number": (today - arrived).days + 1}
    if asked.expected_until is None:
        return "there", (_("Dag %(number)s") % day, asked.centre, "")
    until = _("forventet til %(day)s") % {"day": short_day(asked.expected_until, today)}
    left_over = (asked.expected_until - today).days
    if left_over > SOON:
        return "there", (f"{_('Dag %(number)s') % day} · {until}", asked.centre, "")
    meta = f"{_('%(centre)s · dag %(number)s') % day} · {until}"
    if left_over < 0:
        over = {"days": days_long(-left_over)}
        return "home", (f"{meta} · " + _("%(days)s længere end ventet") % over, carrier, _("aftal dagen med centret"))
    return "home", (meta, carrier, _("sørg for, at hjælpen står klar"))
