"""The midway meetings of a stay, ready for the template."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.dates import short_day
from crisis_center.forms.midway import PEOPLE
from crisis_center.midways import proposed_midway
from crisis_center.models import MidwayMeeting, Stay


def midway_page(stay: Stay, rows: list[MidwayMeeting]) -> dict[str, Any]:
    planned = next((row for row in rows if row.held_at is None and row.missed_at is None), None)
    return {
        "planned": _plan(planned) if planned else None,
        "is_past": bool(planned and planned.planned_at < timezone.now()),
        "proposed": short_day(proposed_midway(stay)) if stay.is_going else "",
        "until": short_day(stay.expected_until) if stay.expected_until else "",
        "held": [_held(row) for row in rows if row.held_at],
        "missed": [
            (_("Ikke holdt %(day)s") % {"day": short_day(timezone.localdate(row.missed_at))}, row.missed_because)
            for row in rows
            if row.missed_at
        ],
    }


def _plan(row: MidwayMeeting) -> list[tuple[str, str]]:
    return [
        (_("Hvornår"), _moment(row.planned_at)),
        (_("Hvor"), row.where),
        (_("Inviteret"), _people(row, "asked")),
    ]


def _held(row: MidwayMeeting) -> dict[str, Any]:
    return {
        "title": _("Holdt %(when)s") % {"when": _moment(row.held_at)},
        "texts": [
            (label, words)
            for label, words in (
                (_("Hvem var med"), ", ".join(part for part in (_people(row, "came"), row.others_came) if part)),
                (_("Status"), row.status),
                (_("Hvad har ændret sig"), row.change),
                (_("Ændringer i handleplanen efter SEL § 141"), row.plan_adjusted),
            )
            if words
        ],
        "edit_url": reverse("crisis_center:midway_edit", args=[row.pk]),
        "who": str(row.noted_by),
    }


def _people(row: MidwayMeeting, what: str) -> str:
    names = [str(label) for key, label in PEOPLE if getattr(row, f"{key}_{what}")]
    return ", ".join([*names[:1], *(name[:1].lower() + name[1:] for name in names[1:])])


def _moment(moment: Any) -> str:
    return str(date_format(timezone.localtime(moment), "DATETIME_FORMAT"))
