"""The facts that are carried out on a tablet, and no others: name or alias, where and when best met, what to look out
for, when one talked last, what is agreed, and until when to leave in peace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.policy import Can, may
from cases.caseload import CitizenRow, citizens_by_id, course_rows, my_courses
from cases.covering import standing_in
from cases.forms.contact_choices import places_and_partners_of
from cases.habits import habits_of, way_at
from cases.models import BestMet, Case, Citizen, Task
from cases.names import danish_sort_key, search_key
from cases.rhythm import is_resting
from cases.workers import mates_of
from crisis_center.models import StayAlert
from directory.models import Place
from outreach.models import Route, RouteStop, Visit, VisitWorker

#: No tablet carries more citizens than this out of the house.
MOST_PEOPLE = 200
#: Days ahead whose agreements are carried along.
DAYS_AHEAD = 7
MOST_TASKS = 200

Fact = dict[str, Any]
#: What is told of a protected citizen to a reader off the course, besides the label that lists show.
_NOTHING: Fact = {
    "alias": "", "cases": [], "place": "", "place_id": "", "phone": "", "best_met": [], "alerts": [], "talked_on": "",
    "next_on": "", "rest_until": "", "admitted": "",
}  # fmt: skip


def people(user: User) -> list[Fact]:
    """Own citizens first, then the team's. Of a protected citizen a reader off the course gets what lists show."""
    today = timezone.localdate()
    own = my_courses(user, MOST_PEOPLE)
    mates = mates_of(user).exclude(pk=user.pk).values_list("pk", flat=True)
    carried_by_mates = Q(assignments__user__in=list(mates)) & (
        Q(assignments__to_on=None) | Q(assignments__to_on__gte=today)
    )
    team = course_rows(Case.objects.visible_to(user).active().filter(carried_by_mates).distinct(), MOST_PEOPLE)
    courses: dict[UUID, list[str]] = defaultdict(list)
    for course in [*own, *team]:
        if len(courses) < MOST_PEOPLE or course.citizen_id in courses:
            courses[course.citizen_id].append(str(course.case_id))
    rows = citizens_by_id(user, courses, today)
    mine = {course.citizen_id for course in own}
    return _told(user, rows, courses, mine)


def _told(user: User, rows: dict[UUID, CitizenRow], courses: dict[UUID, list[str]], mine: set[UUID]) -> list[Fact]:
    today = timezone.localdate()
    known = _known(user, rows)
    best, alerts = _best_met(user, known), _alerts(user, known)
    told = []
    for key, row in rows.items():
        one = {**_NOTHING, "id": str(key), "name": row.label, "mine": key in mine}
        if key not in known:
            # The house's own key to sort by is made of the name.
            told.append({**one, "find": search_key(row.label), "sort": danish_sort_key(row.label)})
            continue
        more = known[key]
        told.append(
            {
                **one,
                **more,
                "find": search_key(f"{row.label} {more['alias']} {row.place}"),
                "sort": row.sort_key,
                "cases": list(dict.fromkeys(courses[key])),
                "place": row.place,
                "best_met": best.get(key, []),
                "alerts": alerts.get(key, []),
                "talked_on": _day(row.talked_on),
                "next_on": _day(row.next_on),
                "rest_until": _day(row.rest_until) if is_resting(row.rest_until, today) else "",
                "admitted": row.admitted,
            }
        )
    return sorted(told, key=lambda one: (not one["mine"], one["sort"]))


def _known(user: User, rows: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """Alias, phone and place of those whose name the reader may know."""
    columns = ("pk", "alias", "phone", "usual_place_id", "shown")
    found = Citizen.objects.visible_to(user).named_to(user).called(user).filter(pk__in=list(rows)).values_list(*columns)
    return {
        key: {"alias": alias if alias != shown else "", "phone": phone or "", "place_id": str(place or "")}
        for key, alias, phone, place, shown in found
    }


def _best_met(user: User, ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    said = defaultdict(list)
    for row in BestMet.objects.visible_to(user).filter(citizen__in=list(ids)).select_related("place").order_by("pk"):
        said[row.citizen_id].append(str(row))
    return said


def _alerts(user: User, ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """*Akutte hensyn* written on a stay that goes on, or on the last one."""
    said = defaultdict(list)
    current = StayAlert.objects.visible_to(user).current()
    rows = current.filter(stay__referral__case__citizen__in=list(ids)).order_by("pk")
    for citizen_id, kind, words in rows.values_list("stay__referral__case__citizen_id", "kind", "words"):
        said[citizen_id].append(f"{StayAlert.Kind(kind).label}: {words}")
    return said


def agenda(user: User) -> list[Fact]:
    """One's own open tasks and agreements, of today, the coming days and those that are overdue."""
    today = timezone.localdate()
    mine = Task.objects.visible_to(user).open().filter(standing_in(user.pk, today).tasks_q(user.pk))
    rows = mine.filter(due_on__lte=today + timedelta(days=DAYS_AHEAD)).select_related("appointment", "place")
    told = []
    for task in rows.order_by("due_on", "due_at", "pk")[:MOST_TASKS]:
        talk = getattr(task, "appointment", None)
        told.append(
            {
                "id": str(task.pk),
                "kind": task.kind,
                "title": task.title,
                "citizen": str(task.citizen_id or ""),
                "on": _day(task.due_on),
                "at": task.due_at.strftime("%H:%M") if task.due_at else "",
                "place": str(task.place or ""),
                "place_id": str(task.place_id or ""),
                "way": talk.way if talk else "",
                "minutes": talk.minutes if talk else None,
            }
        )
    return told


def places(user: User) -> list[Fact]:
    """The unit's places with the way that goes with each: where one was lately first, then by name."""
    known, _partners = places_and_partners_of(user)
    # The form's choices are read without where they lie.
    lies = Place.objects.filter(pk__in=known, latitude__isnull=False).values_list("pk", "latitude", "longitude")
    at = {pk: [latitude, longitude] for pk, latitude, longitude in lies}
    recent = [pk for pk in habits_of(user).places if pk in known]
    order = {pk: number for number, pk in enumerate(recent)}
    told = [
        {
            "id": str(pk),
            "name": str(place),
            "way": way_at(place),
            "recent": pk in order,
            "at": at.get(pk),
        }
        for pk, place in sorted(known.items(), key=lambda item: order.get(item[0], len(order)))
    ]
    return told


def visits(user: User) -> list[Fact]:
    """Today's routes and visits: planned, out, or still to be planned by going out."""
    if not may(user, Can.LOG_CONTACT):
        return []
    today = timezone.localdate()
    unit = user.membership.unit
    planned = Visit.objects.visible_to(user).filter(Q(day=today) | Q(back_at=None, out_at__isnull=False), unit=unit)
    rows = list(planned.unfinished().select_related("route", "place").order_by("planned_from", "pk"))
    mine = set(VisitWorker.objects.filter(visit__in=rows, user=user).values_list("visit_id", flat=True))
    told = [_visit(row, mine) for row in rows]
    begun = {row.route_id for row in rows}
    walked = set(Visit.objects.filter(day=today, unit=unit).values_list("route_id", flat=True))
    for route in Route.objects.visible_to(user).running(today).filter(unit=unit).order_by("from_at", "pk"):
        if route.pk not in begun | walked:
            told.append({**_times(route.from_at, route.to_at), "id": "", "route": str(route.pk), "name": route.name})
    stops = _stops([one["route"] for one in told if one["route"]])
    return [{**one, "stops": stops.get(one["route"], [])} for one in told]


def _visit(row: Visit, mine: set[UUID]) -> Fact:
    return {
        **_times(row.planned_from, row.planned_to),
        "id": str(row.pk),
        "route": str(row.route_id or ""),
        "place": str(row.place_id or ""),
        "name": str(row),
        "out_at": row.out_at.isoformat() if row.out_at else "",
        "expected_back_at": row.expected_back_at.isoformat() if row.expected_back_at else "",
        "safety": row.safety_note,
        "mine": row.pk in mine,
    }


def _stops(routes: list[str]) -> dict[str, list[Fact]]:
    told = defaultdict(list)
    rows = RouteStop.objects.filter(route__in=routes).select_related("place").order_by("position")
    for stop in rows:
        at = stop.at.strftime("%H:%M") if stop.at else ""
        told[str(stop.route_id)].append({"place": str(stop.place_id), "name": str(stop.place), "at": at})
    return told


def _times(begin: Any, end: Any) -> Fact:
    return {"from": begin.strftime("%H:%M") if begin else "", "to": end.strftime("%H:%M") if end else ""}


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
