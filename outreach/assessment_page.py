"""What the page of an assessment shows: six themes, who wrote of each and when, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import short_day
from outreach.models import Assessment
from outreach.models.assessment import THEMES


@dataclass
class Theme:
    number: int
    title: str
    known: str
    wants: str
    #: "Anna Holm 3. november, Bo Lund 12. november", in the order they wrote.
    writers: str = ""


@dataclass
class Writings:
    """Who wrote of a theme on which day, the last day of each."""

    days: dict[Any, date] = field(default_factory=dict)

    def wrote(self, user_id: Any, day: date) -> None:
        self.days.pop(user_id, None)
        self.days[user_id] = day


def themes_of(row: Assessment) -> list[Theme]:
    """Two queries: the history of the row, and the names of those who wrote."""
    writings = _writings(row)
    people = {user_id for one in writings.values() for user_id in one.days if user_id}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return [
        Theme(
            number,
            str(title),
            getattr(row, f"{theme}_known"),
            getattr(row, f"{theme}_wants"),
            ", ".join(
                f"{names.get(user_id, '')} {short_day(day)}".strip() for user_id, day in writings[theme].days.items()
            ),
        )
        for number, (theme, title) in enumerate(THEMES.items(), start=1)
    ]


def _writings(row: Assessment) -> dict[str, Writings]:
    found = {theme: Writings() for theme in THEMES}
    before: dict[str, tuple[str, str]] = dict.fromkeys(THEMES, ("", ""))
    columns = [f"{theme}_{part}" for theme in THEMES for part in ("known", "wants")]
    versions = Assessment.history.filter(id=row.pk).order_by("history_id")
    for user_id, at, *texts in versions.values_list("history_user_id", "history_date", *columns):
        for number, theme in enumerate(THEMES):
            said = (texts[2 * number], texts[2 * number + 1])
            if said != before[theme]:
                found[theme].wrote(user_id, timezone.localdate(at))
                before[theme] = said
    return found


def assessment_facts(row: Assessment) -> list[tuple[str, str]]:
    where = ", ".join(part for part in (row.get_begun_way_display(), str(row.begun_place or "")) if part)
    facts = [(_("Begyndt"), " · ".join(part for part in (short_day(row.begun_on), where) if part))]
    facts.append((_("Rådgivning efter SEL §§ 10 og 12"), _advice(row)))
    facts.append((_("Frit valg forklaret"), _choice(row)))
    facts.append((_("Afsluttet"), ended_words(row) or _("Ikke endnu")))
    return facts


def ended_words(row: Assessment) -> str:
    if row.ended_on is None:
        return ""
    words = {"day": short_day(row.ended_on), "who": row.ended_by, "reason": row.unfinished_reason}
    if row.unfinished_reason:
        return _("%(day)s af %(who)s. Kunne ikke gøres færdig: %(reason)s") % words
    return _("%(day)s af %(who)s") % words


def _advice(row: Assessment) -> str:
    if row.advised_on is None:
        return _("Ikke skrevet")
    return " · ".join(part for part in (short_day(row.advised_on), row.advice) if part)


def _choice(row: Assessment) -> str:
    if not row.free_choice:
        return _("Ikke talt om endnu")
    return ": ".join(part for part in (row.get_free_choice_display(), row.free_choice_reason) if part)
