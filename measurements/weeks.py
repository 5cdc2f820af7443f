"""Which weeks a worker has registered, and what the unit has registered, by team and never by person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, User
from accounts.policy import POLICY, Can, Scope
from cases.calendar import week_key, week_words
from cases.names import danish_sort_key
from measurements.activities import ACTIVITIES, QUARTERS, Grade
from measurements.forms.amounts import hours_text
from measurements.models import HoursWeek
from measurements.models.hours import HoursWeekQuerySet
from measurements.quarters import Quarter, mondays_between

#: Weeks of one's own that the page looks back on.
SHOWN = 8
#: From Wednesday on, the week before ought to be registered.
_DUE = 9
_SUNDAY = timedelta(days=6)


@dataclass(frozen=True)
class OwnWeek:
    monday: date
    #: Quarters of an hour; None: not registered.
    quarters: int | None
    grade: str = ""

    @property
    def title(self) -> str:
        return week_words(self.monday)

    @property
    def url(self) -> str:
        return f"{reverse('measurements:hours')}?uge={week_key(self.monday)}"

    @property
    def meta(self) -> str:
        if self.quarters is None:
            return _("Ikke registreret endnu")
        return _("Registreret: %(hours)s t") % {"hours": hours_text(self.quarters) or "0"}


def monday_before(day: date) -> date:
    """Monday of the week that `day` is in."""
    return day - timedelta(days=day.weekday())


def own_weeks(user: User, today: date) -> list[OwnWeek]:
    """The last weeks of whoever acts, this one first, none before they came to the unit. One query."""
    this = monday_before(today)
    mondays = [this - timedelta(weeks=number) for number in range(SHOWN)]
    rows = _mine(user).filter(monday__gte=mondays[-1]).values_list("monday", "grade")
    found = {
        monday: (quarters or 0, grade) for monday, grade, quarters in rows.annotate(quarters=Sum("entries__quarters"))
    }
    assert user.membership is not None
    since = user.membership.from_on
    return [
        OwnWeek(monday, *found.get(monday, (None,)))
        for monday in mondays
        if monday in found or monday + _SUNDAY >= since
    ]


def first_to_register(weeks: Sequence[OwnWeek], today: date) -> date:
    """What the page opens with: last week while that is missing, else this one."""
    this = monday_before(today)
    last = next((week for week in weeks if week.monday == this - timedelta(weeks=1)), None)
    return last.monday if last and last.quarters is None else this


def registered(user: User, monday: date) -> tuple[dict[str, int] | None, str]:
    """(quarters of an hour by activity, grade) of one's week; (None, "") where it is not registered. One query."""
    rows = list(_mine(user).filter(monday=monday).values_list("grade", "entries__activity", "entries__quarters"))
    if not rows:
        return None, ""
    return {activity: quarters for _grade, activity, quarters in rows if activity}, rows[0][0]


def _mine(user: User) -> HoursWeekQuerySet:
    assert user.membership is not None
    rows: HoursWeekQuerySet = HoursWeek.objects.visible_to(user).filter(user=user, unit_id=user.membership.unit_id)
    return rows.order_by("monday")


# --- The unit ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class UnitHours:
    """`columns` and `rows` for a table; `missing`: (week, how many of how many)."""

    columns: list[str]
    rows: list[list[str]]
    missing: list[tuple[str, str]]
    complete: int


@dataclass(frozen=True)
class _Row:
    user_id: UUID
    team_id: UUID | None
    team: str | None
    monday: date
    grade: str
    activity: str | None
    quarters: int | None


def unit_hours(user: User, quarter: Quarter, today: date) -> UnitHours:
    """What the unit registered in the quarter. Two queries."""
    mondays = mondays_between(quarter.first, quarter.last)
    found = _registered_in(user, mondays[0], mondays[-1])
    ended = [monday for monday in mondays if monday + _SUNDAY < today]
    missing, complete = _missing(user, ended, {(row.user_id, row.monday) for row in found})
    columns_, rows = _table(found)
    return UnitHours(columns_, rows, missing, complete)


def team_hours(user: User, first: date, last: date) -> list[tuple[str, Counter[str]]]:
    """Employees' quarters of an hour by activity, for each team: of the weeks that have most of their days from `first`
    to `last`. One query."""
    # Of a hundred years nobody makes a list of weeks.
    ends = mondays_between(first, min(first + _SUNDAY, last)), mondays_between(max(first, last - _SUNDAY), last)
    found = _registered_in(user, ends[0][0], ends[1][-1]) if all(ends) else []
    told = []
    for name, rows in _groups([row for row in found if row.grade == Grade.EMPLOYEE]):
        quarters: Counter[str] = Counter()
        for row in rows:
            if row.activity:
                quarters[row.activity] += row.quarters or 0
        told.append((name, quarters))
    return told


def _registered_in(user: User, first: date, last: date) -> list[_Row]:
    weeks = HoursWeek.objects.visible_to(user, may=Can.SEE_COSTS).filter(
        unit_id=user.membership.unit_id, monday__range=(first, last)
    )
    columns = ("user_id", "team_id", "team__name", "monday", "grade", "entries__activity", "entries__quarters")
    return [_Row(*row) for row in weeks.order_by().values_list(*columns)]


def _table(found: Sequence[_Row]) -> tuple[list[str], list[list[str]]]:
    """Employees' hours by team, then the leaders' and all together."""
    groups = _groups([row for row in found if row.grade == Grade.EMPLOYEE])
    leaders = [row for row in found if row.grade == Grade.LEADER]
    if leaders:
        groups.append((_("Ledertimer"), leaders))
    whole = groups if len(groups) == 1 else [*groups, (_("I alt"), list(found))]
    lines = [
        [str(one.activity.label), *(_hours(row for row in rows if row.activity == one.activity) for _n, rows in whole)]
        for one in ACTIVITIES
    ]
    lines.append([_("I alt"), *(_hours(rows) for _name, rows in whole)])
    return [_("Timer"), *(name for name, _rows in whole)], lines


def _groups(rows: Sequence[_Row]) -> list[tuple[str, list[_Row]]]:
    """By team, by name. A group of one is a person, and nobody is measured here: it is put together with the rest."""
    by_team: dict[UUID | None, list[_Row]] = defaultdict(list)
    for row in rows:
        by_team[row.team_id].append(row)
    rest = by_team.pop(None, [])
    for team_id in [key for key, own in by_team.items() if _people(own) < 2]:
        rest += by_team.pop(team_id)
    groups = [(own[0].team or "", own) for own in by_team.values()]
    groups.sort(key=lambda group: danish_sort_key(group[0]))
    if not rest:
        return groups
    if _people(rest) > 1 or not groups:
        return [*groups, (_("Øvrige") if groups else _("Enheden"), rest)]
    name, smallest = min(groups, key=lambda group: _people(group[1]))
    groups.remove((name, smallest))
    return [*groups, (_("%(team)s og øvrige") % {"team": name}, [*smallest, *rest])]


def _people(rows: Iterable[_Row]) -> int:
    return len({row.user_id for row in rows})


def _hours(rows: Iterable[_Row]) -> str:
    return quarters_text(sum(row.quarters or 0 for row in rows))


def quarters_text(quarters: int) -> str:
    """ "1.240,5" hours."""
    whole, rest = divmod(quarters, QUARTERS)
    decimals = {0: 0, 1: 2, 2: 1, 3: 2}[rest]
    return str(number_format(whole + rest / QUARTERS, decimals, force_grouping=True))


def _missing(user: User, ended: Sequence[date], known: set[tuple[UUID, date]]) -> tuple[list[tuple[str, str]], int]:
    """(weeks that lack somebody's hours, how many weeks are complete): how many people, never who."""
    if not ended:
        return [], 0
    roles = [role.value for role, abilities in POLICY.items() if abilities.get(Can.REGISTER_HOURS, Scope.NONE)]
    members = Membership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=ended[0]),
        unit_id=user.membership.unit_id, role__in=roles, from_on__lte=ended[-1], user__is_active=True,
    )  # fmt: skip
    there = list(members.values_list("user_id", "from_on", "to_on"))
    found, complete = [], 0
    for monday in ended:
        expected = {
            user_id
            for user_id, from_on, to_on in there
            if from_on <= monday and (to_on is None or to_on >= monday + _SUNDAY)
        }
        lacking = len([one for one in expected if (one, monday) not in known])
        if lacking:
            found.append((week_words(monday), _lacking_words(lacking, len(expected))))
        else:
            complete += 1
    return found, complete


def _lacking_words(lacking: int, expected: int) -> str:
    words = ngettext("%(lacking)s af %(expected)s mangler", "%(lacking)s af %(expected)s mangler", lacking)
    return words % {"lacking": lacking, "expected": expected}


def due_monday(today: date) -> date:
    """The newest week whose following Wednesday has come."""
    return monday_before(today - timedelta(days=_DUE))
