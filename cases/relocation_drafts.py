"""What Brobyg already knows of a citizen, as a first draft of each text of an overlevering to another municipality.

Only a draft for the worker, who edits it: nothing of it goes anywhere by itself. A room above registers its own in
`AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.dates import at_clock, short_day
from cases.facts import Fact, facts_of
from cases.models import BestMet, Citizen, Information, SpeaksFor, Task
from cases.models.relocation import TEXT_LIMIT
from cases.numbers import written_phone

#: `draft(citizen)`: a few lines, or "". The citizen was loaded through the policy. At most one query.
Draft = Callable[[Citizen], str]

_drafts: dict[str, list[Draft]] = {}


def register_draft(kind: str, draft: Draft) -> None:
    _drafts.setdefault(Information(kind), []).append(draft)


def drafts_for(citizen: Citizen, kinds: Collection[str]) -> dict[str, str]:
    """{kind: draft} of these types of information; those of which nothing is known are left out."""
    written = {
        kind: "\n".join(text for draft in _drafts.get(kind, ()) if (text := draft(citizen).strip())) for kind in kinds
    }
    return {kind: text[:TEXT_LIMIT] for kind, text in written.items() if text}


def whereabouts(citizen: Citizen) -> str:
    rows = BestMet.objects.filter(citizen=citizen).select_related("place").order_by("weekday", "pk")
    lines = [_("Plejer at være: %(place)s") % {"place": citizen.usual_place}] if citizen.usual_place else []
    lines += [_("Bedst at træffe: %(when)s") % {"when": row} for row in rows]
    wishes = citizen.contact_wishes
    return "\n".join([*lines, _("Ønsker om kontakt: %(wishes)s") % {"wishes": wishes} if wishes else ""])


def meetings(citizen: Citizen) -> str:
    """Agreements from today on."""
    today = timezone.localdate()
    rows = [row for row in facts_of(citizen).open_tasks if row.key == Task.Kind.AGREEMENT and _day(row) >= today]
    return "\n".join(
        ": ".join(part for part in (f"{short_day(_day(row), today)} {at_clock(row.clock)}".strip(), row.text) if part)
        for row in rows
    )


def _day(row: Fact) -> date:
    return row.day or date.min


def substances(citizen: Citizen) -> str:
    request = facts_of(citizen).open_request
    if request is None or request.day is None:
        return ""
    return _("Har bedt om behandling %(day)s.") % {"day": date_format(request.day, "DATE_FORMAT")}


def doctor(citizen: Citizen) -> str:
    if not citizen.gp_name:
        return ""
    return _("Egen læge: %(doctor)s") % {"doctor": ", ".join(filter(None, (citizen.gp_name, citizen.gp_phone)))}


def network(citizen: Citizen) -> str:
    """Whom the citizen lets us speak with today."""
    today = timezone.localdate()
    rows = SpeaksFor.objects.filter(citizen=citizen, agreed_on__lte=today)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=today)).order_by("agreed_on", "pk")
    return "\n".join(
        _("Vi må tale med: %(who)s") % {"who": ", ".join(filter(None, (str(row), written_phone(row.phone))))}
        for row in rows
    )


register_draft(Information.WHEREABOUTS, whereabouts)
register_draft(Information.MEETINGS, meetings)
register_draft(Information.SUBSTANCES, substances)
register_draft(Information.HEALTH, doctor)
register_draft(Information.NETWORK, network)
