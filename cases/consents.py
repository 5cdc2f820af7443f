"""What a consent lets us ask for and pass on: the one question every room asks before it shares anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import short_day
from cases.models import Citizen, Consent, NoteSharing, Other
from cases.models.consent import ENDS_SOON
from cases.models.receiver import WithReceiver
from directory.models import Agreement, Partner


def consents_for(citizen: Citizen, partner: Partner | WithReceiver, on: date) -> QuerySet[Consent]:
    """Consents of the citizen in force on that day that name this partner (or the named other of such a row).

    Empty: nothing about the citizen may be asked of or passed on to them. Ask `.passing_on()` before passing on.
    """
    rows = Consent.objects.filter(citizen=citizen).valid(on)
    if isinstance(partner, WithReceiver):
        if partner.partner_id is None:
            return rows.filter(partner=None, other_kind=partner.other_kind, other_name=partner.other_name)
        return rows.filter(partner_id=partner.partner_id)
    return rows.filter(partner=partner)


def consents_to_share(citizen: Citizen, on: date) -> QuerySet[Consent]:
    """Those under which something may be passed on, whoever it is to."""
    return Consent.objects.filter(citizen=citizen).valid(on).passing_on().select_related("partner").order_by("given_on")


def consents_to_gp(citizen: Citizen, on: date) -> QuerySet[Consent]:
    """Those under which the citizen's doctor may be told something."""
    doctors = Q(other_kind=Other.GP) | Q(partner__kind=Partner.Kind.GP)
    return consents_to_share(citizen, on).filter(doctors)


def why_no_consent(citizen: Citizen) -> str:
    """Why this citizen cannot give one; empty when they can."""
    if citizen.identity == Citizen.Identity.ANONYMOUS:
        return _(
            "Borgeren er anonym efter %(law)s. Et samtykke nævner borgeren for en anden, så det kan først gives, når "
            "borgeren selv giver sit navn."
        ) % {"law": citizen.get_anonymous_basis_display()}
    return ""


def not_passed_on(consents: Iterable[Consent], user: User, today: date) -> dict[str, list[str]]:
    """What agreements with the partners say is not passed on: {partner: texts}. One query (L-29)."""
    partners = [consent.partner_id for consent in consents if consent.partner_id]
    rows = (
        Agreement.objects.visible_to(user)
        .in_force(today)
        .exclude(not_passed_on="")
        .filter(agreement_parties__partner__in=partners)
        .order_by("title", "pk")
        .values_list("agreement_parties__partner__name", "not_passed_on")
    )
    found: dict[str, list[str]] = {}
    for name, text in rows:
        if text not in found.setdefault(name, []):
            found[name].append(text)
    return found


def sharing_rows(contact: Any, user: User) -> list[dict[str, str]]:
    """What of this contact, or of the one it corrects, was passed on; the words for who may read the note.

    `contact`: with its citizen and `may_read_note`. One query, none of a protected citizen.
    """
    if contact.citizen.name_hidden:
        return []
    rows = NoteSharing.objects.visible_to(user).select_related("consent__partner", "shared_by")
    found = rows.filter(contact__occasion=contact.occasion, contact__citizen=contact.citizen_id)
    return [_sharing_row(row, contact.may_read_note) for row in found.order_by("-shared_on", "-pk")]


def _sharing_row(row: NoteSharing, readable: bool) -> dict[str, str]:
    parts = (short_day(row.shared_on), str(row.get_how_display()), str(row.shared_by), row.what if readable else "")
    return {
        "title": row.consent.receiver,
        "url": row.consent.get_absolute_url(),
        "meta": " · ".join(part for part in parts if part),
    }


def standing_words(to_on: date, withdrawn_on: date | None, today: date) -> tuple[str, str, str]:
    """How a consent stands today, as a badge: (text, tone, icon)."""
    if withdrawn_on and withdrawn_on <= today:
        return _("Trukket tilbage %(day)s") % {"day": short_day(withdrawn_on, today)}, "", "close"
    if to_on < today:
        return _("Udløbet %(day)s") % {"day": short_day(to_on, today)}, "wait", "clock"
    tone = "wait" if to_on <= today + ENDS_SOON else "good"
    return (
        _("Gælder til og med %(day)s") % {"day": short_day(to_on, today)},
        tone,
        "clock" if tone == "wait" else "check",
    )
