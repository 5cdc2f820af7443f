"""How long a spotting may wait before one more is told, and who is the next to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from crisis_center.models import Spotting


@dataclass(frozen=True)
class Terms:
    """After so long it waits for the deputy too, and after so long for the leader."""

    deputy: timedelta
    leader: timedelta


#: Today: when the mentor has not looked within an hour, there must still be an afternoon left for two others. In the
#: next days: the deputy before the day is over, the leader the next morning. To keep an eye on: nobody is called from a
#: holiday for it, but a week end must not become a fortnight.
TERMS = {
    Spotting.Urgency.TODAY: Terms(timedelta(hours=1), timedelta(hours=3)),
    Spotting.Urgency.DAYS: Terms(timedelta(hours=6), timedelta(hours=24)),
    Spotting.Urgency.WATCH: Terms(timedelta(days=3), timedelta(days=7)),
}


def past_deputys(now: datetime) -> Q:
    """Spottings whose first term is over."""
    return _told_before({urgency: now - terms.deputy for urgency, terms in TERMS.items()})


def past_leaders(now: datetime) -> Q:
    return _told_before({urgency: now - terms.leader for urgency, terms in TERMS.items()})


def _told_before(moments: Mapping[str, datetime]) -> Q:
    told = Q()
    for urgency, moment in moments.items():
        told |= Q(urgency=urgency, told_at__lte=moment)
    return told
