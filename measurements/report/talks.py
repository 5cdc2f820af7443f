"""Talks near and far: how planned ones went, by the way they were planned (S0)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Appointment, Task
from cases.ways import NO_TALK, Mode, mode_of
from measurements.report import groups
from measurements.report.scope import Scope
from measurements.report.tables import Chapter, Drawing, Row, Table

#: {mode: {held, missed, called_off: how many}}
Kept = Mapping[str, Counter[str]]


def gather(scope: Scope) -> Kept:
    """One query. By the planned way: whoever did not come came in no other."""
    rows = (
        Appointment.objects.filter(
            task__due_on__range=(scope.first, min(scope.last, timezone.localdate())), **scope.whose("task__")
        )
        .exclude(way__in=NO_TALK)
        .order_by()
        .values_list("way", "task__outcome", "cancelled_by")
        .annotate(number=Count("pk"))
    )
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for way, outcome, cancelled_by, number in rows:
        if kind := _kind(outcome, cancelled_by):
            found[mode_of(way).value][kind] += number
    return found


def _kind(outcome: str, cancelled_by: str) -> str:
    """What the unit called off itself, and what nobody has told of, says nothing about the citizen."""
    if outcome == Task.Outcome.DONE:
        return "held"
    if outcome == Task.Outcome.MISSED:
        return "missed"
    by_citizen = outcome == Task.Outcome.CANCELLED and cancelled_by == Appointment.CancelledBy.CITIZEN
    return "called_off" if by_citizen else ""


def chapter(told: Sequence[Kept], *, hides: bool) -> Chapter:
    rows = []
    for mode in Mode:
        counts: Counter[str] = Counter()
        for one in told:
            counts.update(one.get(mode.value, {}))
        parts = groups.exclusive(
            [groups.Group(kind, "", counts[kind]) for kind in ("held", "missed", "called_off")], hides=hides
        )
        total = parts[0].cells[2]
        rows.append(Row(mode.value, str(mode.label), (*(part.cells[0] for part in parts), total)))
    names = (_("Holdt"), _("Udeblev"), _("Afbud fra borgeren"))
    table = Table(
        id="S0-1",
        kind="figure",
        title=_("Planlagte samtaler, efter måde"),
        page="",
        head=_("Måde"),
        columns=(*names, _("N")),
        rows=tuple(rows),
        drawing=Drawing("stacked", names),
        compared=(names[0], _("N")),
        definition=_(
            "Aftaler i perioden, der blev holdt, ikke mødt op til eller aflyst af borgeren. Hvad enheden selv "
            "aflyste, og hvad ingen har skrevet udfaldet af, er ikke med."
        ),
    )
    return Chapter("samtaler", _("Samtaler nær og fjern"), (table,))
