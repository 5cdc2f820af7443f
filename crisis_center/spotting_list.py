"""Spottings in lists: home's overview, and a spotter's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.policy import Can, Role
from cases.dates import ago, short_day
from crisis_center.models import CentreAgreement, Spotting
from crisis_center.models.spotting import FORGOTTEN, SpottingQuerySet
from crisis_center.overview import Group, Line
from crisis_center.spotting_terms import TERMS

LIMIT = 100
#: So far back a spotter sees what they told.
OWN_DAYS = 30
OWN = 20
#: What a badge says where "I dag" alone could be read as a day.
BADGES = {**dict(Spotting.Urgency.choices), Spotting.Urgency.TODAY: gettext_lazy("Haster i dag")}
TONES: dict[str, str] = {
    Spotting.Urgency.TODAY: "bad",
    Spotting.Urgency.DAYS: "wait",
    Spotting.Urgency.WATCH: "",
}


@dataclass
class Named:
    """Mentors and deputies of the agreements in force: {id: name}."""

    mentors: dict[UUID, str]
    deputies: dict[UUID, str]

    def turn(self, urgency: str, told_at: datetime, user: User) -> tuple[str, bool]:
        """ "Mikkel Bruun", "Mikkel Bruun eller Oda Lind", at last the leader too; and whether it is the user's."""
        terms, waited = TERMS[Spotting.Urgency(urgency)], timezone.now() - told_at
        people = dict(self.mentors)
        if waited >= terms.deputy:
            people |= self.deputies
        who = list(people.values()) if self.mentors else [_("social mentor"), *people.values()]
        with_leader = waited >= (terms.leader if self.deputies else terms.deputy)
        if with_leader:
            who.append(_("lederen"))
        role = user.membership.role if user.membership else ""
        by_role = {str(Role.SOCIAL_MENTOR): not self.mentors, str(Role.LEADER): with_leader}
        return _one_of(who), user.pk in people or by_role.get(role, False)


def unsettled_group(user: User) -> Group:
    """What nobody has taken over, the most urgent first; then what is not settled yet. Two queries."""
    rows = Spotting.objects.visible_to(user, may=Can.WORK_PATHWAY).unsettled()
    told = rows.order_by("told_at", "pk").values_list(
        "pk",
        "where",
        "place__name",
        "urgency",
        "told_at",
        "taken_at",
        "taken_by_id",
        "taken_by__name",
        "forgotten_on",
    )[:LIMIT]
    named, urgencies = _named(user), Spotting.Urgency.values
    group = Group("spottings", _("Sagt til"), "eye", _("Alt, der er sagt til om, er der taget hånd om."))
    for pk, where, place, urgency, told_at, taken_at, taker_id, taker, forgotten_on in sorted(
        told, key=lambda row: (row[5] is not None, urgencies.index(row[3]))
    ):
        ball, is_mine = (taker, taker_id == user.pk) if taken_at else named.turn(urgency, told_at, user)
        move = _("find borgeren") if taken_at else _("tag den")
        meta = _("sagt til %(when)s") % {"when": when_words(told_at)}
        if forgotten_on:
            move, meta = _("afslut den"), f"{meta} · {FORGOTTEN}"
        badge = (str(BADGES[urgency]), TONES[urgency], "")
        url = reverse("crisis_center:spotting", args=[pk])
        group.lines.append(Line(where or place or str(FORGOTTEN), url, meta, ball, move, is_mine, (badge,)))
    return group


def _named(user: User) -> Named:
    rows = CentreAgreement.objects.in_force().filter(organisation_id=user.membership.organisation_id)
    columns = ("mentor_id", "mentor__name", "deputy_id", "deputy__name")
    pairs = list(rows.order_by("from_on", "pk").values_list(*columns))
    return Named(
        {mentor: name for mentor, name, _deputy, _name in pairs if mentor},
        {deputy: name for _mentor, _name, deputy, name in pairs if deputy},
    )


def _one_of(names: list[str]) -> str:
    """ "Mikkel, Oda eller lederen"."""
    *first, last = names
    return _("%(first)s eller %(last)s") % {"first": ", ".join(first), "last": last} if first else last


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
            "title": where or place or str(FORGOTTEN),
            "meta": f"{when_words(told_at)} · {BADGES[urgency]}",
            "taken": _("overtaget %(day)s") % {"day": short_day(timezone.localdate(taken_at))} if taken_at else "",
        }
        for where, place, urgency, told_at, taken_at in told
    ]
