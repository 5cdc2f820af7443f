"""Why a course ended, in the national reporting's words (Stofmisbrugsdatabasen: end status of a treatment).

Ours is the list that people choose from; each of its reasons is one end status. Where ours says more than theirs, or
something else, the choice is explained here:

- *Stabil kontakt til tilbud*: the outreach withdraws because another goes on, so "to another offer".
- *Overgået til psykiatrisk behandling*: "to hospital", the nearest there is; psychiatry is the region's hospitals.
- *Kontakten mistet*: "stayed away". We never write that of a citizen ourselves.
- *Vejledt og rådgivet* was never a treatment, and *Samarbejde ikke muligt nu* is nobody's exclusion: both "other".
- "Expelled" is none of ours: the outreach expels nobody.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import CasePeriod

CloseReason = CasePeriod.CloseReason


class EndStatus(models.TextChoices):
    COMPLETED = "completed", _("Færdigbehandlet")
    OTHER_OFFER = "other_offer", _("Udskrevet til andet tilbud")
    HOSPITAL = "hospital", _("Udskrevet til hospital")
    PRISON = "prison", _("Overflyttet til Kriminalforsorgen")
    MOVED = "moved", _("Flyttet til anden kommune")
    STAYED_AWAY = "stayed_away", _("Udeblevet")
    EXPELLED = "expelled", _("Bortvist")
    WISHED_TO_STOP = "wished_to_stop", _("Ønskede at stoppe før færdig")
    DEAD = "dead", _("Død")
    OTHER = "other", _("Andet")


END_STATUS: dict[str, EndStatus] = {
    CloseReason.STABLE_CONTACT: EndStatus.OTHER_OFFER,
    CloseReason.COMPLETED: EndStatus.COMPLETED,
    CloseReason.OTHER_OFFER: EndStatus.OTHER_OFFER,
    CloseReason.GUIDANCE_GIVEN: EndStatus.OTHER,
    CloseReason.CITIZENS_WISH: EndStatus.WISHED_TO_STOP,
    CloseReason.NO_COOPERATION: EndStatus.OTHER,
    CloseReason.MOVED: EndStatus.MOVED,
    CloseReason.CONTACT_LOST: EndStatus.STAYED_AWAY,
    CloseReason.PSYCHIATRY: EndStatus.HOSPITAL,
    CloseReason.PRISON: EndStatus.PRISON,
    CloseReason.DEAD: EndStatus.DEAD,
    CloseReason.OTHER: EndStatus.OTHER,
}

#: BEK 1477/2019 § 4 stk. 2: whoever ended so is followed up one month and six months later.
FOLLOWED_UP = frozenset({EndStatus.COMPLETED, EndStatus.OTHER_OFFER, EndStatus.HOSPITAL})
#: Months after the end.
FOLLOW_UPS = (1, 6)


def is_followed_up(reason: str) -> bool:
    return END_STATUS[reason] in FOLLOWED_UP
