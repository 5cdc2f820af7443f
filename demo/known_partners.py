"""Which partners know the team's routes, who of them has called this year, and whom one waits with."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Exists, Max, Min, OuterRef
from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from accounts.policy import Role
from cases.actions.case import open_case
from cases.actions.citizen import add_citizen
from cases.actions.contact import log_contact
from cases.models import Assignment, Case, Citizen, Contact
from demo.organisations import Stage
from demo.people import full_name
from directory.models import Partner
from outreach.actions.prescreening import Settled, prescreen
from outreach.actions.referral_source import Referral
from outreach.actions.route import plan_route
from outreach.models import ReferralSource, Route
from outreach.models.prescreening import Decision

#: (what was said on the telephone, with what result)
CALLS = (
    ("De ringede: han sad i caféen og ville gerne tale med os. Vi gik derhen med det samme.", "talked"),
    ("Personalet bad os komme forbi. Hun har ikke spist i to dage og ville have nogen med til lægen.", "talked"),
    ("Afdelingen ringede før udskrivelsen. Vi talte sammen på gangen og aftalte, hvor vi ses.", "talked"),
    ("De ringede, fordi han stod udenfor og var vred. Da vi kom, var han gået.", "not_met"),
    ("Kontaktpersonen derfra ringede. Vi ledte på torvet og ved åen uden at finde hende.", "not_met"),
)
#: Kinds of partners that call about somebody.
CALLERS = (
    Partner.Kind.DROP_IN_CENTRE, Partner.Kind.SHELTER, Partner.Kind.HOSPITAL, Partner.Kind.REGIONAL_PSYCHIATRY,
    Partner.Kind.STREET_OUTREACH,
)  # fmt: skip
CALLED = 14
WHY_WAIT = "Afdelingen har fortalt om borgeren, men vi har ikke selv mødtes endnu."


def fill(stage: Stage) -> None:
    """With a random source of its own: what else the demo tells stays as it was."""
    random = Random(f"known-partners-{stage.town.seed}")
    with acting_as(stage.membership(Role.LEADER)) as by:
        for route in Route.objects.visible_to(by).in_use().order_by("weekday", "from_at", "pk"):
            tell(route, by=by)
        callers = list(Partner.objects.visible_to(by).in_use().filter(kind__in=CALLERS).order_by("search_key"))
    with acting_as(stage.membership(Role.OUTREACH_WORKER)) as by:
        call(stage, callers, random, by=by)
        wait(stage, random, by=by)


def tell(route: Route, *, by: User) -> None:
    """Those at its places expect the team."""
    stops = list(route.stops.select_related("place").order_by("position"))
    there = Partner.objects.visible_to(by).in_use().filter(place_partners__place__in=[stop.place_id for stop in stops])
    facts = ("name", "weekday", "from_at", "to_at", "told", "told_on", "note", "from_on", "to_on")
    plan_route(
        route=route,
        stops=[(stop.place, stop.at) for stop in stops],
        workers=[link.user for link in route.workers.select_related("user")],
        partners=list(there.distinct().order_by("search_key")),
        by=by,
        **{name: getattr(route, name) for name in facts},
    )


def call(stage: Stage, callers: list[Partner], random: Random, *, by: User) -> None:
    """On days before one last talked, so that nobody's talk is another than it was."""
    if not callers:
        return
    year = date(timezone.localdate(stage.now).year, 1, 1)
    carried = Assignment.objects.current().filter(case__citizen=OuterRef("citizen"), user=by)
    people = list(
        Contact.objects.visible_to(by)
        .talked()
        .filter(Exists(carried))
        .values_list("citizen_id")
        .annotate(first=Min("at"), last=Max("at"))
        .order_by("citizen_id")
    )
    cases = {case.citizen_id: case.citizen for case in Case.objects.open().select_related("citizen")}
    for citizen_id, first, last in random.sample(people, min(CALLED, len(people))):
        earliest = max(timezone.localdate(first), year)
        days = (timezone.localdate(last) - earliest).days
        note, result = random.choice(CALLS)
        if days < 2 or citizen_id not in cases:
            continue
        at = _at(earliest + timedelta(days=random.randrange(1, days)), random)
        log_contact(
            unit=stage.unit,
            citizens=[cases[citizen_id]],
            at=at,
            written_at=at + timedelta(hours=2),
            way=Contact.Way.DROP_IN,
            result=result,
            initiative=Contact.Initiative.PARTNER,
            initiative_partner=random.choice(callers),
            minutes=random.choice((15, 30, 45)),
            note=note,
            by=by,
        )


def wait(stage: Stage, random: Random, *, by: User) -> None:
    """Citizens whom the psychiatry has told of and nobody has met: one is taken up again today, the other later."""
    kind = Partner.Kind.REGIONAL_PSYCHIATRY
    partner = Partner.objects.visible_to(by).in_use().filter(kind=kind).order_by("search_key").first()
    if partner is None:
        return
    today = timezone.localdate(stage.now)
    taken = set(Citizen.objects.visible_to(by).values_list("name", flat=True))
    for days in (14, 4):
        gender = random.choice(("woman", "man"))
        name = full_name(random, gender, taken)
        on = today - timedelta(days=days)
        citizen = add_citizen(unit=stage.unit, identity=Citizen.Identity.NAMED, name=name, gender=gender, by=by)
        case = open_case(
            citizen=citizen, unit=stage.unit, pathway="outreach", contact_person=by, at=_at(on, random),
            over_limit_reason="Aftalt med lederen", by=by,
        )  # fmt: skip
        referral = Referral(
            ReferralSource.Kind.PARTNER, referred_on=on, partner=partner,
            over_quota_reason="Aftalt med afdelingens leder",
        )  # fmt: skip
        settled = Settled(Decision.WAIT, on=on, reason=WHY_WAIT)
        prescreen(case=case, answers={"treatment_law": "yes"}, settled=settled, referral=referral, by=by)


def _at(day: date, random: Random) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(random.randrange(9, 15), random.choice((0, 15, 30)))))
