"""The centre's notes in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import short_day
from cases.models.change_cycle import ChangeStage
from cases.timeline import Key
from crisis_center.checks import seen_words
from crisis_center.models import CentreNote, Shift, Stay
from crisis_center.stay_facts import StayFact

PAGE = 20

_ICONS = {"shift": "note", "talk": "talk", "need": "hand", "health": "heart"}


@dataclass(frozen=True)
class NoteLine:
    """`is_old`: a later note corrects it."""

    id: UUID
    title: str
    icon: str
    when: str
    meta: str
    text: str
    words: str
    is_readable: bool
    is_old: bool = False


def note_page(stay: Stay, user: User, kind: str, after: Key | None) -> tuple[list[NoteLine], Key | None]:
    """A page of notes, corrected ones among them, and where the next begins. One query."""
    rows = CentreNote.objects.visible_to(user).filter(stay=stay, **({"kind": kind} if kind else {}))
    if after:
        rows = rows.filter(Q(happened_at__lt=after.at) | Q(happened_at=after.at, pk__lt=after.id))
    found = list(
        rows.with_text_for(user).select_related("noted_by", "corrected_by").order_by("-happened_at", "-pk")[: PAGE + 1]
    )
    more = Key(found[PAGE - 1].happened_at, found[PAGE - 1].pk) if len(found) > PAGE else None
    return [_line(row) for row in found[:PAGE]], more


def _line(row: CentreNote) -> NoteLine:
    day = timezone.localdate(row.noted_at)
    late = day if day != timezone.localdate(row.happened_at) else None
    return NoteLine(
        row.pk,
        _title(row.kind, row.theme if row.is_readable else ""),
        _ICONS[row.kind],
        seen_words(row.happened_at),
        _meta(row.shift, str(row.noted_by), row.stage, late, corrects=row.corrects_id is not None),
        row.read_text,
        row.read_words,
        row.is_readable,
        is_old=getattr(row, "corrected_by", None) is not None,
    )


def note_of(fact: StayFact) -> NoteLine:
    """A fact of the kind "note" (see `duty_facts.notes`)."""
    kind, shift, stage, flags = (fact.code or ":::").split(":")
    theme, _newline, words = (fact.more or "\n").partition("\n")
    late = fact.day if fact.at and fact.day != timezone.localdate(fact.at) else None
    meta = _meta(shift, fact.who or "", stage, late, corrects="c" in flags)
    return NoteLine(
        fact.id, _title(kind, theme), _ICONS[kind], seen_words(fact.at), meta, fact.text or "", words, "r" in flags
    )


def _title(kind: str, theme: str) -> str:
    label = str(CentreNote.Kind(kind).label)
    return f"{label}: {theme}" if theme else label


def _meta(shift: str, who: str, stage: str, late: date | None, *, corrects: bool) -> str:
    parts = [
        who,
        str(Shift(shift).label),
        str(ChangeStage(stage).label) if stage else "",
        _("skrevet %(day)s") % {"day": short_day(late)} if late else "",
        _("rettelse") if corrects else "",
    ]
    return " · ".join(part for part in parts if part)
