"""Spottings in lists: home's overview, and a spotter's own."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can
from cases.dates import ago, short_day
from crisis_center.models import CentreAgreement, Spotting
from crisis_center.models.spotting import SpottingQuerySet
from crisis_center.overview import Group, Line
from crisis_center.spotting_terms import TERMS

LIMIT = 100
#: So far back a spotter sees what they told.
OWN_DAYS = 30
OWN = 20
TONES = {Spotting.Urgency.TODAY: "bad", Spotting.Urgency.DAYS: "wait", Spotting.Urgency.WATCH: ""}


def unsettled_group(user: User) -> Group:
    """What nobody has taken over, then what is not settled yet; the longest waiting first. Two queries."""
    rows = Spotting.objects.visible_to(user, may=Can.WORK_PATHWAY).unsettled()
    told = rows.order_by("taken_at", "told_at", "pk").values_list(
        "pk", "where", "place__name", "urgency", "told_at", "taken_at", "taken_by_id", "taken_by__name"
    )[:LIMIT]
    named = _named(user)
    group = Group("spottings", _("Sagt til"), "eye", _("Ingen har sagt til, uden at nogen har taget sig af det."))
    for pk, where, place, urgency, told_at, taken_at, taker_id, taker in told:
        ball = taker or _whose_turn(urgency, told_at, named)
        move = _("find borgeren") if taken_at else _("tag den")
        meta = _("sagt til %(when)s") % {"when": when_words(told_at)}
        badge = (str(Spotting.Urgency(urgency).label), TONES[Spotting.Urgency(urgency)], "")
        url = reverse("crisis_center:spotting", args=[pk])
        group.lines.append(Line(where or place, url, meta, ball, move, taker_id == user.pk, (badge,)))
    group.lines.sort(key=lambda line: line.move == _("find borgeren"))
    return group


def _named(user: User) -> tuple[str, str]:
    """Mentor and deputy of the agreements in force, in words."""
    rows = CentreAgreement.objects.in_force().filter(organisation_id=user.membership.organisation_id)
    pairs = list(rows.order_by("from_on", "pk").values_list("mentor__name", "deputy__name"))
    mentors = ", ".join(dict.fromkeys(mentor for mentor, _deputy in pairs if mentor))
    deputies = ", ".join(dict.fromkeys(deputy for _mentor, deputy in pairs if deputy))
    return mentors or _("Social mentor"), deputies


def _whose_turn(urgency: str, told_at: datetime, named: tuple[str, str]) -> str:
    """ "Mikkel Bruun", "Mikkel Bruun eller Oda Lind", and at last the leader too."""
    terms, waited = TERMS[Spotting.Urgency(urgency)], timezone.now() - told_at
    mentor, deputy = named
    who = [mentor]
    if deputy and waited >= terms.deputy:
        who.append(deputy)
    if waited >= (terms.leader if deputy else terms.deputy):
        who.append(_("lederen"))
    return _(" eller ").join(who)


def when_words(moment: datetime) -> str:
    """ "i dag kl. 9.30", "for 3 dage siden kl. 14.05"."""
    clock = time_format(timezone.localtime(moment), "TIME_FORMAT")
    return _("%(day)s kl. %(time)s") % {"day": ago(timezone.localdate(moment)), "time": clock}


def told_by(user: User) -> SpottingQuerySet:
    """What a spotter told lately."""
    since = timezone.now() - timedelta(days=OWN_DAYS)
    rows: SpottingQuerySet = Spotting.objects.visible_to(user, may=Can.REPORT_SIGHTING).filter(told_at__gte=since)
    return rows


def own_lines(user: User) -> list[dict[str, str]]:
    """Where, when, and whether somebody has it: no more. One query."""
    rows = told_by(user).order_by("-told_at", "-pk")
    told = rows.values_list("where", "place__name", "urgency", "told_at", "taken_at")[:OWN]
    return [
        {
            "title": where or place,
            "meta": f"{when_words(told_at)} · {Spotting.Urgency(urgency).label}",
            "taken": _("overtaget %(day)s") % {"day": short_day(timezone.localdate(taken_at))} if taken_at else "",
        }
        for where, place, urgency, told_at, taken_at in told
    ]
