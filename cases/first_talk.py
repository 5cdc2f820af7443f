"""A course is hard to begin without meeting: its first talk by telephone or on video gets a word of warning (S0)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.utils.translation import gettext as _

from cases.models import Appointment, CasePeriod, Contact, Task
from cases.ways import REMOTE, Way, is_remote, mode_of, ways_of

#: The contact that led to the course is often written some hours before it is opened.
_JUST_BEFORE = timedelta(days=1)


def warnings(appointment: Appointment) -> list[str]:
    """What speaks against the planned way, in words. Nothing is ever refused for it. One query."""
    met, going_to_meet, judged = _known(appointment)
    found = []
    if is_remote(appointment.way) and appointment.own_case and not met and not going_to_meet:
        found.append(
            _(
                "Forløbets første samtale er planlagt som %(way)s. Det er svært at få kontakten i gang uden at mødes: "
                "vælg helst fremmøde første gang, fx en Walk'n'talk."
            )
            % {"way": str(Way(appointment.way).label).lower()}
        )
    if judged == Appointment.Benefit.NO:
        found.append(_("Sidst I talte sammen på den måde, vurderede I, at borgeren ikke havde udbytte af den."))
    return found


def _known(appointment: Appointment) -> tuple[bool, bool, str | None]:
    """Whether one has talked face to face since the course was (last) opened, whether one has or is going to by
    agreement before that day, and how this kind of way was judged last. Out walking is face to face.
    """
    task = appointment.task
    opened = CasePeriod.objects.filter(case=OuterRef("case")).order_by("-opened_at").values("opened_at")[:1]
    since = ExpressionWrapper(Subquery(opened) - Value(_JUST_BEFORE), DateTimeField())
    met = Contact.objects.talked().filter(citizen=task.citizen_id, at__gte=OuterRef("since"))
    ahead = Q(task__done_at=None, task__due_on__lt=task.due_on) | Q(task__outcome=Task.Outcome.DONE)
    agreed = Appointment.objects.filter(ahead, case=OuterRef("case")).exclude(way__in=REMOTE)
    like_it = Appointment.objects.filter(task__citizen=task.citizen_id, way__in=ways_of(mode_of(appointment.way)))
    judged = like_it.exclude(benefit="").exclude(pk=appointment.pk).order_by("-task__due_on", "-task_id")
    row = Appointment.objects.filter(pk=appointment.pk).annotate(since=since)
    found: tuple[bool, bool, str | None] = row.values_list(
        Exists(met.exclude(way__in=[*REMOTE, Way.SMS])), Exists(agreed), Subquery(judged.values("benefit")[:1])
    ).get()
    return found


def planned_warnings(contacts: Iterable[Contact]) -> list[str]:
    """What speaks against the talks planned in these contacts, each thing said once."""
    planned = Appointment.objects.filter(task__agreed_in__in=contacts).select_related("task", "case")
    return list(dict.fromkeys(words for appointment in planned for words in warnings(appointment)))
