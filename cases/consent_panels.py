"""What consents add to the citizen's page and timeline. From the one query of `cases.facts`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.policy import Can
from cases.consents import standing_words, why_no_consent
from cases.course_sources import day_entry, source_of
from cases.facts import Fact, facts_of, register_branch
from cases.models import Citizen, Consent, GpOrientation, NoteSharing
from cases.models.consent import covered
from cases.models.receiver import receiver_words
from cases.panels import Column, Page, Panel, register_panel
from cases.reach import reaches
from cases.timeline import Entry, Source, register_source

register_branch(
    "consent",
    Consent,
    "citizen",
    {
        "case_id": F("case_id"),
        "key": F("kinds"),
        "code": Concat("direction", Value(" "), "other_kind"),
        "text": F("purpose"),
        "more": F("kinds_words"),
        "day": F("given_on"),
        "day_to": F("to_on"),
        "planned": F("withdrawn_on"),
        "who": F("given_to__name"),
        "place": Coalesce("partner__name", "other_name"),
    },
)
register_branch(
    "shared",
    NoteSharing,
    "contact__citizen",
    {
        "code": Concat("how", Value(" "), "consent__other_kind"),
        "day": F("shared_on"),
        "who": F("shared_by__name"),
        "who_id": F("contact_id"),
        "place": Coalesce("consent__partner__name", "consent__other_name"),
    },
)
register_branch(
    "gp",
    GpOrientation,
    "citizen",
    {
        "text": F("answer"),
        "day": F("told_on"),
        "day_to": F("answered_on"),
        "who": F("noted_by__name"),
        "place": F("doctor"),
    },
)

#: An ended consent is still read for so long on the citizen's page; the timeline has all of them.
_STAYS_DAYS = 90


def consent_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """What the citizen allows now, the newest first, and what lately ended. No query."""
    if citizen is None or citizen.name_hidden:
        return None
    today = timezone.localdate()
    may_manage = reaches(user, Can.MANAGE_CASE, citizen)
    consents = sorted(facts_of(citizen).of("consent"), key=lambda row: (row.day, row.id), reverse=True)
    shown = [row for row in consents if (today - _last_day(row)).days <= _STAYS_DAYS]
    to_doctor = may_manage and any(_tells_doctor(row, today) for row in shown)
    letters = sorted(facts_of(citizen).of("gp"), key=lambda row: (row.day, row.id), reverse=True)
    why_not = why_no_consent(citizen)
    return {
        "rows": [_consent_row(row, today) for row in shown],
        "letters": [_letter_row(row) for row in letters[:1]],
        "why_not": why_not,
        "new_url": reverse("cases:consent_new", args=[citizen.pk]) if may_manage and not why_not else "",
        "gp_url": reverse("cases:gp_orientation_new", args=[citizen.pk]) if to_doctor else "",
    }


def consent_entries(citizen: Citizen) -> Iterator[Entry]:
    """Given and taken back, used for a note or a letter. Of a protected citizen not to whom."""
    if citizen.name_hidden:
        return
    facts = facts_of(citizen)
    for row in facts.of("consent"):
        yield from _told(row, "shield", [(row.day, _("Samtykke givet"))], _url(row), _words(row))
        if row.planned:
            yield from _told(row, "close", [(row.planned, _("Samtykke trukket tilbage"))], _url(row), after=row.day)
    for row in facts.of("shared"):
        how, _space, _kind = (row.code or "").partition(" ")
        url = reverse("cases:contact", args=[row.who_id])
        title = _("Notat givet videre til %(who)s") % {"who": _receiver(row)}
        yield from _told(row, "switch", [(row.day, title)], url, str(NoteSharing.How(how).label))
    for row in facts.of("gp"):
        url = reverse("cases:gp_orientation", args=[row.id])
        yield from _told(row, "document", [(row.day, _("Egen læge orienteret"))], url, row.place or "")
        if row.day_to:
            yield from _told(row, "talk", [(row.day_to, _("Egen læge har svaret"))], url, row.text or "", after=row.day)


def _told(
    row: Fact, icon: str, told: list[tuple[date | None, str]], url: str, body: str = "", after: date | None = None
) -> Iterator[Entry]:
    for day, title in told:
        if day:
            entry = day_entry("consent", row, day, title, icon, after=after)
            yield replace(entry, body=body, url=url, who="" if after else row.who or "")


def _words(row: Fact) -> str:
    return f"{_receiver(row)}: {covered(row.key, row.more)}"


def _consent_row(row: Fact, today: date) -> dict[str, Any]:
    direction = (row.code or "").partition(" ")[0]
    badge = standing_words(row.day_to or today, row.planned, today)
    return {
        "title": _receiver(row),
        "url": _url(row),
        "meta": f"{Consent.Direction(direction).label}: {covered(row.key, row.more)}",
        "badges": [badge],
    }


def _letter_row(row: Fact) -> dict[str, Any]:
    return {
        "title": _("Orientering til %(who)s") % {"who": row.place},
        "url": reverse("cases:gp_orientation", args=[row.id]),
        "meta": row.text or _("Intet svar endnu"),
    }


def _receiver(row: Fact) -> str:
    kind = (row.code or "").partition(" ")[2]
    return receiver_words("" if kind else row.place, kind, row.place)


def _tells_doctor(row: Fact, today: date) -> bool:
    direction, _space, kind = (row.code or "").partition(" ")
    holds = row.planned is None and (row.day_to or today) >= today
    return holds and direction != Consent.Direction.ASK and kind in ("", "gp")


def _last_day(row: Fact) -> date:
    days = [day for day in (row.day_to, row.planned) if day]
    return min(days)


def _url(row: Fact) -> str:
    return reverse("cases:consent", args=[row.id])


register_panel(Panel(Page.CITIZEN, "consent", 30, "cases/consent_panel.html", consent_panel, Column.ASIDE))
register_source(Source("consent", gettext_lazy("Samtykke"), source_of(consent_entries), order=56))
