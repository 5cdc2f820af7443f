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
from crisis_center.models.referral import CENTRE, MUNICIPALITY, Side
from crisis_center.referral_page import called


def refusal_letter(referral: CentreReferral) -> dict[str, Any]:
    """Context of crisis_center/refusal_letter.html. No query."""
    by_municipality = referral.granted is False
    side = MUNICIPALITY if by_municipality else CENTRE
    day = timezone.localdate(side.moment(referral))
    sender = str(referral.organisation if by_municipality else referral.centre)
    parts = [
        (_("Hvad vi har besluttet"), _decided(referral, by_municipality)),
        (_("Hvorfor"), _why(referral, side)),
        (_("Hvad vi gør i stedet"), side.why(referral)["instead"]),
        (_("Hvad %(centre)s siger") % {"centre": referral.centre}, _beside(referral) if by_municipality else ""),
        (_("Hvis du er uenig"), _appeal(sender)),
        (
            _("Hjælp til at klage"),
            _("Vi hjælper dig gerne. Du kan også tage en anden med eller lade en anden klage for dig."),
        ),
    ]  # fmt: skip
    parts = [(title, text) for title, text in parts if text]
    name, dated = called(referral), date_format(day, "DATE_FORMAT")
    signed = str(getattr(referral, side.by) or "")
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


def _why(referral: CentreReferral, side: Side) -> str:
    return "\n".join(part for part in (f"{side.reason(referral)}.", side.why(referral)["refusal_words"]) if part)


def _beside(referral: CentreReferral) -> str:
    """The centre's own no beside the municipality's: the citizen reads both reasons."""
    if referral.accepted is not False:
        return ""
    instead = CENTRE.why(referral)["instead"]
    return "\n".join(
        [_("Centret siger også nej."), _why(referral, CENTRE), _("I stedet: %(what)s") % {"what": instead}]
    )


def _appeal(sender: str) -> str:
    return _(
        "Du kan klage inden 4 uger fra den dag, du fik afgørelsen. Du kan ringe, skrive eller komme forbi: %(sender)s "
        "tager imod klagen og ser på sagen igen. Bliver det stadig et nej, sender vi klagen videre til Ankestyrelsen. "
        "Det koster ikke noget at klage."
    ) % {"sender": sender}
