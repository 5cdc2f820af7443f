"""*Ydertimer*: when most offers are closed, and the outreach was hardly ever present (S2 p. 40)."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext as _

#: Municipal treatment, drop-in centres and authorities are staffed on weekdays between these; presence outside them is
#: what the fidelity question about *ydertimer* asks for.
MORNING, EVENING = time(8), time(16)
SATURDAY = 6


def edge_words(weekday: int, from_at: time | None, to_at: time | None) -> str:
    """ "Ydertid: weekend", "Ydertid: efter kl. 16"; empty within working hours. `weekday`: Monday is 1."""
    if weekday >= SATURDAY:
        return _("Ydertid: weekend")
    early = from_at is not None and from_at < MORNING
    late = (to_at is not None and to_at > EVENING) or (from_at is not None and from_at >= EVENING)
    if early and late:
        return _("Ydertid: før kl. 8 og efter kl. 16")
    if early:
        return _("Ydertid: før kl. 8")
    return _("Ydertid: efter kl. 16") if late else ""
