"""One handover as its page shows it: what was said, what is missing, and by which consent one may speak."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.consents import consents_for
from cases.dates import short_day
from cases.models import Handover, HandoverLink
from cases.models.warm_handover import ANSWER_DAYS
from cases.names import reference
from cases.warm_handovers import reached, to_whom


def handover_page(row: Handover, *, may_manage: bool) -> dict[str, Any]:
    """Two queries: the link that works, and the consents."""
    today = timezone.localdate()
    link = HandoverLink.objects.live().filter(handover=row).select_related("made_by").first()
    partner, offer = (row.partner.name if row.partner else "", row.offer.name if row.offer else "")
    return {
        "handover": row,
        "citizen": row.citizen,
        "to_whom": to_whom(partner, offer, row.other_kind, row.other_name),
        "badge": reached(row).badge(today),
        "steps": _steps(row, today),
        "facts": _facts(row, today),
        "link": link,
        "link_until": date_format(timezone.localtime(link.expires_at), "DATETIME_FORMAT") if link else "",
        "consents": [(one.covers, one.get_absolute_url()) for one in consents_for(row.citizen, row, today)],
        "may_manage": may_manage,
        "answer_days": ANSWER_DAYS,
    }


def _steps(row: Handover, today: date) -> list[dict[str, Any]]:
    """The facts in the order in which they mostly come; those that are missing offer themselves to be written."""
    begun = _("af %(who)s") % {"who": row.noted_by}
    confirmed = ", ".join(part for part in (str(row.get_confirmed_how_display()), row.confirmed_who) if part)
    ended = ": ".join(part for part in (str(row.get_ended_reason_display()), row.ended_words) if part)
    steps = [
        _step("", _("Begyndt"), row.begun_on, begun, "", today),
        _step("confirmed", _("Modtageren har bekræftet"), row.confirmed_on, confirmed, "confirm", today, row),
        _step("arrived", _("Borgeren er mødt op"), row.arrived_on, row.get_arrived_how_display(), "arrive", today, row),
    ]
    if row.ended_on:
        steps = [step for step in steps if step["done"]]
        return [*steps, _step("ended", _("Sluttet"), row.ended_on, ended, "end", today, row)]
    return [*steps, _step("stable", _("Kontakten er stabil"), row.stable_on, row.stable_what, "settle", today, row)]


def _step(
    fact: str, title: str, on: date | None, words: Any, act: str, today: date, row: Handover | None = None
) -> dict[str, Any]:
    url = reverse(f"cases:warm_handover_{act}", args=[row.pk]) if row and on is None and row.ended_on is None else ""
    return {
        "fact": fact,
        "title": title,
        "meta": " · ".join(part for part in (short_day(on, today), str(words)) if part) if on else "",
        "done": on is not None,
        "url": url,
    }


def _facts(row: Handover, today: date) -> list[tuple[str, str]]:
    return [
        (_("Hvordan"), str(row.get_level_display())),
        (_("Borgeren håber på"), row.hopes),
        (_("Første møde"), reached(row).meeting_words(today)),
        (_("Følges af"), str(row.escort) if row.escort else ""),
        (_("Reference"), reference(row.pk)),
    ]
