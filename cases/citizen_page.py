"""A citizen's facts in words, as the page shows them to this user."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from cases.facts import facts_of
from cases.forgetting import deadline_words
from cases.models import Assignment, Citizen
from cases.numbers import written_phone
from cases.progress import phase_step
from cases.rhythm import Rhythms

Badge = tuple[str, str, str]


def status_of(citizen: Citizen, user: User) -> list[Badge]:
    """Badges below the heading: (text, tone, icon)."""
    badges: list[Badge] = []
    if citizen.is_own:
        badges.append((_("Dit forløb"), "good", "person"))
    if citizen.unit_id != user.membership.unit_id:
        badges.append((str(citizen.unit), "", "unit"))
    if citizen.identity == Citizen.Identity.ANONYMOUS:
        law = citizen.get_anonymous_basis_display()
        badges.append((_("Anonym efter %(law)s") % {"law": law}, "wait", "eye-off"))
    elif citizen.forgotten_on:
        day = date_format(citizen.forgotten_on, "DATE_FORMAT")
        badges.append((_("Beskrivelsen slettet %(day)s") % {"day": day}, "", "trash"))
    elif citizen.identity == Citizen.Identity.ALIAS:
        badges.append((_("Navnet kendes ikke"), "", "question"))
    if citizen.protected:
        badges.append((_("Navne- og adressebeskyttet"), "wait", "lock"))
    if deadline := deadline_words(facts_of(citizen).last_met, user.membership.organisation.forget_after_days):
        badges.append((deadline, "wait", "clock"))
    return badges


def contact_person(citizen: Citizen) -> str:
    """Who carries the open courses as contact person today; empty when nobody does."""
    today = timezone.localdate()
    names = [
        row.who or ""
        for course in facts_of(citizen).courses
        if course.is_open
        for row in course.carried_by(today)
        if row.code == Assignment.Kind.CONTACT_PERSON
    ]
    return ", ".join(dict.fromkeys(names))


def usual_rhythm(citizen: Citizen, user: User) -> int:
    """Days between talks where nothing is agreed with the citizen: the shortest of the phases of their open courses."""
    rhythms = Rhythms.of(user.membership.organisation)
    steps = [phase_step(course.runs) for course in facts_of(citizen).courses if course.is_open]
    return min((rhythms.days(None, step) for step in steps), default=rhythms.usual)


def rhythm_words(days: int | None) -> str:
    """ "Hver 7. dag", or nothing."""
    if not days:
        return ""
    return _("Hver dag") if days == 1 else _("Hver %(days)s. dag") % {"days": days}


def facts_shown(citizen: Citizen) -> list[tuple[str, Any]]:
    """(label, value): what is known. Of a protected citizen nothing by which others could name or find them."""
    hidden = citizen.name_hidden
    # An address that is protected is only seen by whoever corrects it.
    address = "" if citizen.protected else citizen.address
    tolk = _("med tolk") if citizen.needs_interpreter else ""
    language = ", ".join(part for part in (citizen.language, tolk) if part)
    return [
        (_("Kaldenavn"), "" if hidden or citizen.alias == citizen.shown else citizen.alias),
        (_("Kendetegn"), "" if hidden or citizen.description == citizen.shown else citizen.description),
        (_("Født"), citizen.birth_year and str(citizen.birth_year)),
        (_("Køn"), citizen.get_gender_display()),
        (_("Plejer at være"), "" if hidden else citizen.usual_place and str(citizen.usual_place)),
        (_("Telefon"), "" if hidden else written_phone(citizen.phone)),
        (_("Adresse"), "" if hidden else address),
        (_("Hjemkommune"), citizen.get_home_municipality_display()),
        (_("Sprog"), language[:1].upper() + language[1:]),
        (_("Ønsker om kontakt"), citizen.contact_wishes),
        (_("Egen læge"), "" if hidden else ", ".join(part for part in (citizen.gp_name, citizen.gp_phone) if part)),
        (_("Aftalt rytme"), rhythm_words(citizen.rhythm_days)),
        (_("Børn"), citizen.get_children_display()),
    ]
