"""One enquiry as its page shows it: what was told, who has it, and the ways out that there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import uuid6
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can
from cases.dates import short_day
from cases.reach import reaches
from cases.warm_handovers import reached, to_whom
from intake.enquiry_list import ended_badges, meeting_words, moment_words, open_badges, reception_day
from intake.models import Enquiry
from intake.models.enquiry import RECEPTION_DAYS
from intake.self_assessment_part import self_assessment_lines


@dataclass(frozen=True)
class Way:
    """One way on from here. `is_post`: one tap does it."""

    label: str
    hint: str
    url: str
    icon: str
    is_post: bool = False
    is_first: bool = False


def enquiry_page(row: Enquiry, user: User) -> dict[str, Any]:
    """One query: the calls."""
    now = timezone.now()
    is_open, is_own = row.ended_how is None, row.asker == Enquiry.Asker.SELF
    calls = list(row.calls.select_related("author").order_by("called_at", "pk"))
    was_reached = any(call.reached for call in calls)
    may_manage = row.citizen is not None and reaches(user, Can.MANAGE_CASE, row.citizen)
    return {
        "enquiry": row,
        "label": label_of(row),
        "badges": open_badges(row, now) if is_open else ended_badges(row),
        "answers": self_assessment_lines(row),
        "facts": _facts(row),
        "is_open": is_open,
        "is_own": is_own,
        "ended": _ended(row) if not is_open else None,
        "taken": _taken(row),
        "is_mine": row.taken_by_id == user.pk,
        "late": _late(row, now) if is_open else "",
        "help": _help(row),
        "urgencies": [(key, label, key == row.urgency) for key, label in Enquiry.Urgency.choices],
        "to_call": is_open and row.wants_call and not was_reached,
        "calls": [
            (moment_words(call.called_at), _("fik fat i") if call.reached else _("ikke truffet"), str(call.author))
            for call in calls
        ],
        "dial": "".join((row.phone or "").split()),
        "entry": uuid6.uuid7(),
        "agreement": _agreement(row),
        "handover": _handover(row),
        "may_unmatch": is_open and not (row.request_id or row.handover_id or row.contact_id or row.agreement_id),
        "may_move": _may_move(row, user),
        "split_url": _split_url(row, user),
        "ways": _ways(row, may_manage=may_manage) if is_open else [],
        "asked_on": short_day(timezone.localdate(row.came_at)),
    }


def _may_move(row: Enquiry, user: User) -> bool:
    return bool(row.citizen and row.why_not_moved() is None and reaches(user, Can.JOIN_CITIZENS, row.citizen))


def _split_url(row: Enquiry, user: User) -> str:
    """Where the contact goes to another citizen, and the enquiry with it."""
    if row.citizen is None or row.contact_id is None or not reaches(user, Can.JOIN_CITIZENS, row.citizen):
        return ""
    return f"{reverse('cases:split', args=[row.citizen_id])}?{urlencode({'kontakt': row.contact_id})}"


def label_of(row: Enquiry) -> str:
    if row.is_anonymous or row.citizen is None:
        return row.label
    return row.citizen.shown


def _facts(row: Enquiry) -> list[tuple[str, str]]:
    called = row.called if row.citizen_id and row.called else ""
    return [
        (_("Indgang"), row.get_door_display()),
        (_("Hvem henvender sig"), "" if row.asker == Enquiry.Asker.SELF else row.get_asker_display()),
        (_("Henvendte sig"), moment_words(row.came_at)),
        (_("Kaldte sig"), called),
        (_("Kodeord"), row.code_word),
        (_("Mødt"), moment_words(row.met_at) if row.met_at else ""),
        (_("Skrevet af"), "" if row.door == Enquiry.Door.DIGITAL else str(row.author)),
        (_("Enhed"), str(row.unit)),
    ]


def _taken(row: Enquiry) -> str:
    if row.taken_at is None:
        return ""
    return _("Taget imod af %(who)s, %(when)s.") % {"who": row.taken_by, "when": moment_words(row.taken_at)}


def _late(row: Enquiry, now: datetime) -> str:
    """What the three days ask for now; nothing where somebody follows, or a receiver is to answer."""
    on_the_way = row.handover is not None and row.handover.ended_on is None
    day = reception_day(row, now)
    if row.is_followed or on_the_way or row.asker != Enquiry.Asker.SELF or day < RECEPTION_DAYS:
        return ""
    if day > RECEPTION_DAYS:
        return _("De tre dage i modtagelsen er gået. Find i dag én, der følger borgeren herfra.")
    return _("Sidste dag i modtagelsen. Aftal i dag, hvem der følger borgeren herfra.")


def _help(row: Enquiry) -> str:
    if row.first_help_at is None:
        return ""
    return " · ".join(part for part in (moment_words(row.first_help_at), row.first_help) if part)


def _ended(row: Enquiry) -> dict[str, Any]:
    who = str(row.settled_by) if row.settled_by else ""
    day = short_day(row.ended_day) if row.ended_day else ""
    return {
        "title": str(Enquiry.Outcome(row.ended_how or "").label),
        "meta": ", ".join(part for part in (who, day) if part),
        "words": row.settled_words,
        # What treatment or a receiver's yes ended is undone there.
        "may_reopen": row.settled_at is not None and row.forgotten_on is None,
    }


def _agreement(row: Enquiry) -> dict[str, str] | None:
    task = row.agreement
    if task is None:
        return None
    where = str(task.place) if task.place else ""
    return {
        "url": task.get_absolute_url(),
        "words": ", ".join(part for part in (meeting_words(task), where, str(task.owner)) if part),
        "done": task.get_outcome_display() if task.done_at else "",
    }


def _handover(row: Enquiry) -> dict[str, Any] | None:
    handover = row.handover
    if handover is None:
        return None
    partner, offer = (handover.partner.name if handover.partner else "", handover.offer.name if handover.offer else "")
    return {
        "url": handover.get_absolute_url(),
        "to": to_whom(partner, offer, handover.other_kind, handover.other_name),
        "level": handover.get_level_display(),
        "badge": reached(handover).badge(timezone.localdate()),
    }


def _ways(row: Enquiry, *, may_manage: bool) -> list[Way]:
    """What can be done next, in the order in which it mostly comes."""

    def at(name: str) -> str:
        return reverse(f"intake:{name}", args=[row.pk])

    settle = Way(_("Afslut henvendelsen"), _("Behandling, en plan, eller borgeren ønsker ikke mere nu."),
                 at("enquiry_settle"), "check")  # fmt: skip
    if row.asker != Enquiry.Asker.SELF:
        words = _("Skriv, hvad der blev svaret. Kommer borgeren selv, er det en ny henvendelse.")
        return [Way(_("Rådgivet"), words, at("enquiry_settle"), "check", is_first=True)]
    meet = Way(_("Aftal et møde"), _("Dag, tid og sted, så de ved, hvornår der er nogen."), at("enquiry_meet"),
               "calendar")  # fmt: skip
    if row.citizen_id is None:
        find = Way(_("Hvem er det?"), _("Find borgeren, eller opret en ny. Derefter kan behandling begynde."),
                   at("enquiry_match"), "search", is_first=True)  # fmt: skip
        withdrawn = Way(settle.label, _("Borgeren ønsker ikke mere nu."), settle.url, settle.icon)
        return [find, meet, withdrawn]
    ways = []
    if may_manage and row.request_id is None and not row.is_anonymous:
        words = _("De 14 dage efter SEL § 101 løber fra %(day)s, da de henvendte sig.")
        day = {"day": short_day(timezone.localdate(row.came_at))}
        ways.append(Way(_("Borgeren beder om behandling"), words % day, at("enquiry_ask"), "flag", is_post=True))
    ways.append(meet)
    if may_manage:
        if not row.is_followed:
            words = _("Én, der følger hele vejen. Det, der er fortalt her, skal ikke skrives igen.")
            opens = reverse("cases:case_open", args=[row.citizen_id])
            ways.append(Way(_("Åbn et forløb"), words, opens, "path", is_first=True))
        if row.handover is None or row.handover.ended_on:
            words = _("Fx en anden kommune eller psykiatrien. Henvendelsen er åben, til modtageren har sagt ja.")
            ways.append(Way(_("Overlever til det rette sted"), words, at("enquiry_hand_over"), "bridge"))
    return [*ways, settle]
