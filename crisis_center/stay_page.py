"""What the page of a stay shows, ready for the template. Each side sees what is its own and what is shared."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import short_day
from crisis_center.models import Stay
from crisis_center.stay_facts import StayFacts
from crisis_center.stay_parts import stay_parts


def stay_page(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any]:
    """Context of crisis_center/stay.html. No query."""
    return {
        "stay": stay,
        "called": called(stay),
        "lead": standing(stay),
        "facts": _facts(stay),
        "back": _back(stay),
        "parts": stay_parts(stay, facts, user),
        "history_url": _history(stay, user),
    }


def _back(stay: Stay) -> tuple[str, str]:
    """Where one came from: (address, label)."""
    if stay.at_centre:
        return reverse("crisis_center:board"), _("Vagtsiden")
    return reverse("cases:case", args=[stay.case_id]), _("Forløbet")


def _history(stay: Stay, user: User) -> str:
    sees = stay.at_centre and may(user, Can.SEE_HISTORY)
    return reverse("crisis_center:stay_history", args=[stay.pk]) if sees else ""


def called(stay: Stay) -> str:
    """Home knows the citizen; the centre what the referral says."""
    return str(stay.referral.called if stay.at_centre else stay.case.citizen.shown)


def standing(stay: Stay) -> str:
    """ "Dag 9 · forventet til 12. dec." or how it ended."""
    if stay.left_at:
        words = {"how": stay.get_left_how_display(), "day": short_day(timezone.localdate(stay.left_at))}
        return _("%(how)s, %(day)s") % words
    day = _("Dag %(number)s") % {"number": stay.day_number()}
    if stay.expected_until is None:
        return day
    return _("%(day)s · forventet til %(until)s") % {"day": day, "until": short_day(stay.expected_until)}


def _facts(stay: Stay) -> list[tuple[str, str]]:
    referral = stay.referral
    return [
        (_("Center"), str(stay.centre)),
        (_("Hjemkommune"), str(stay.organisation)),
        (_("Hvem i kommunen"), referral.home_contact),
        (_("Ankommet"), short_day(timezone.localdate(stay.arrived_at))),
        (_("Efter"), str(stay.centre.get_legal_basis_display())),
        (_("Skjult opholdssted"), _("Ja: sig til ingen, at borgeren er her") if referral.hidden else ""),
    ]
