"""The no as the citizen gets it on paper: what was decided, why, after which law, and how one complains.

Forvaltningsloven §§ 22-25 (reason, law, where and when to complain), retssikkerhedsloven §§ 66-67 (looked at anew; four
weeks). Plain words; nothing here says what the citizen is.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from crisis_center.models import CentreReferral
from crisis_center.referral_page import called


def refusal_letter(referral: CentreReferral) -> dict[str, Any]:
    """Context of crisis_center/refusal_letter.html. No query."""
    by_municipality = referral.granted is False
    day = timezone.localdate(referral.granted_at if by_municipality else referral.decided_at)
    sender = str(referral.organisation if by_municipality else referral.centre)
    parts = [
        (_("Hvad vi har besluttet"), _decided(referral, by_municipality)),
        (_("Hvorfor"), _why(referral)),
        (_("Hvad vi gør i stedet"), referral.instead),
        (_("Hvis du er uenig"), _appeal(sender)),
        (
            _("Hjælp til at klage"),
            _("Vi hjælper dig gerne. Du kan også tage en anden med eller lade en anden klage for dig."),
        ),
    ]  # fmt: skip
    parts = [(title, text) for title, text in parts if text]
    name, dated = called(referral), date_format(day, "DATE_FORMAT")
    signed = str((referral.granted_by if by_municipality else referral.decided_by) or "")
    lines = [_("Til %(name)s") % {"name": name}, dated, "", *(f"{title}\n{text}\n" for title, text in parts)]
    return {
        "referral": referral,
        "name": name,
        "day": dated,
        "sender": sender,
        "parts": parts,
        "signed": signed,
        "text": "\n".join([*lines, _("Venlig hilsen"), signed, sender]),
    }


def _decided(referral: CentreReferral, by_municipality: bool) -> str:
    where = {"centre": referral.centre}
    if by_municipality:
        return _("Du kan ikke få et midlertidigt ophold på %(centre)s. Det står i serviceloven, SEL § 107.") % where
    return _("Du kan ikke få et akut ophold på %(centre)s nu. Det står i serviceloven, SEL § 110.") % where


def _why(referral: CentreReferral) -> str:
    reason = str(referral.get_refusal_display())
    return "\n".join(part for part in (f"{reason}.", referral.refusal_words) if part)


def _appeal(sender: str) -> str:
    return _(
        "Du kan klage inden 4 uger fra den dag, du fik afgørelsen. Du kan ringe, skrive eller komme forbi: %(sender)s "
        "tager imod klagen og ser på sagen igen. Bliver det stadig et nej, sender vi klagen videre til Ankestyrelsen. "
        "Det koster ikke noget at klage."
    ) % {"sender": sender}
