"""The planning of the two municipalities: places gone through, partners with agreements, what they were told."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from accounts.policy import Role
from demo.organisations import Stage
from demo.people import phone
from demo.planning_partners import KNOWN, RESPONSIBLE, Known
from demo.planning_places import SPOTS, Spot
from directory.actions.agreement import Terms, make_agreement
from directory.actions.communication import give_message, plan_message
from directory.actions.mark import mark_point
from directory.actions.meeting import note_meeting
from directory.actions.partner import add_offer, add_partner, add_person
from directory.actions.place import Mapping, add_place, edit_place, review_place
from directory.models import Partner, Place, Priority

#: Points of the planning's checklists that are done, as (list, point).
DONE = (
    *(("planning.mapping", key) for key in ("known_places", "outer_areas", "young", "partners", "priorities")),
    *(("planning.partners", key) for key in ("start_up", "leaflet", "interfaces", "supplement", "visit_days")),
)
#: Days since the last review of those places that were gone through.
REVIEWED = 88


def fill(stage: Stage) -> None:
    known, spots = KNOWN.get(stage.town.seed, ()), SPOTS.get(stage.town.seed, ())
    if not known:
        return
    random = Random(f"planning-{stage.town.seed}")
    workers = [membership for membership, _caseload in stage.workers()]
    people = cycle([membership.user for membership in workers])
    with acting_as(stage.membership(Role.PROJECT_LEAD, Role.LEADER)) as lead:
        partners = {one.name: _partner(stage, one, random, responsible=next(people), by=lead) for one in known}
        for point in DONE:
            mark_point(unit=stage.unit, step=point[0], key=point[1], ticked=True, by=lead)
    with acting_as(workers[0]) as by:
        for spot in spots:
            _place(stage, spot, partners.get(spot.partner), reviewer=next(people), by=by)


def _partner(stage: Stage, known: Known, random: Random, *, responsible: User, by: User) -> Partner:
    today = timezone.localdate(stage.now)
    partner = add_partner(
        unit=stage.unit, name=known.name, kind=known.kind, area=known.area, does_outreach=known.outreach,
        note=known.note, quota=known.quota, by=by,
    )  # fmt: skip
    for number, (name, title, hours) in enumerate(known.people):
        mail = f"{name.split()[0].lower()}@partner.example" if number else ""
        add_person(partner=partner, name=name, title=title, phone=phone(random), mail=mail, hours=hours, by=by)
    for name, offers, demands in known.offers:
        add_offer(partner=partner, name=name, offers=offers, demands=demands, by=by)
    for message, channel, priority, days, done in known.messages:
        due = today + timedelta(days=days)
        row = plan_message(
            partner=partner, message=message, channel=channel, priority=priority, due_on=due, responsible=responsible,
            by=by,
        )  # fmt: skip
        if done:
            give_message(row=row, done_on=due, again_on=None, by=by)
    for kind, days, took_part, agreed, following in known.meetings:
        note_meeting(
            unit=stage.unit, kind=kind, held_on=today + timedelta(days=days), partners=[partner], took_part=took_part,
            agreed=agreed, next_on=None if following is None else today + timedelta(days=following), by=by,
        )  # fmt: skip
    for one in known.agreed:
        terms = Terms(
            title=one.title, level=one.level, partners=[partner], roles=one.roles,
            responsibilities=RESPONSIBLE, interfaces=one.interfaces,
            visits=one.visits, not_passed_on=one.not_passed_on, disagreement=one.disagreement,
            signed_on=today + timedelta(days=one.signed), review_on=today + timedelta(days=one.review),
            responsible=responsible,
        )  # fmt: skip
        make_agreement(unit=stage.unit, terms=terms, by=by)
    return partner


def _place(stage: Stage, spot: Spot, partner: Partner | None, *, reviewer: User, by: User) -> Place:
    """A place of the town with what the mapping says of it; those of the young and of homes are new."""
    today = timezone.localdate(stage.now)
    following = today + timedelta(days=spot.review)
    mapping = Mapping(
        stays=spot.stays, zone=spot.zone, priority=Priority(spot.priority), partners=[partner] if partner else [],
        next_review_on=following, reviewer=reviewer, latitude=spot.at[0], longitude=spot.at[1],
    )  # fmt: skip
    if spot.new:
        kind, area, description = spot.new
        place = add_place(
            unit=stage.unit, name=spot.name, kind=kind, area=area, description=description, mapping=mapping, by=by
        )
    else:
        place = next(one for one in stage.places if one.name == spot.name)
        edit_place(
            place=place, name=place.name, kind=place.kind, area=place.area, description=place.description,
            closed_on=None, mapping=mapping, by=by,
        )  # fmt: skip
    if spot.found:
        review_place(
            place=place,
            reviewed_on=today - timedelta(days=REVIEWED),
            changes=spot.found,
            next_review_on=following,
            reviewer=reviewer,
            by=by,
        )
    return place
