"""The user council as the house reads it, and as it hangs on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cases.dates import short_day
from intake.models import CouncilMeeting, CouncilMember, CouncilPresence, Proposal

OPEN, DECIDED, DONE = "aabne", "besluttet", "gjort"
LABELS = {OPEN: gettext_lazy("Åbne"), DECIDED: gettext_lazy("Besluttet"), DONE: gettext_lazy("Gjort")}
EMPTY = {
    OPEN: (
        gettext_lazy("Ingen forslag venter på en beslutning"),
        gettext_lazy("Skriv det næste, brugerrådet foreslår, på et møde eller mellem møderne."),
    ),
    DECIDED: (
        gettext_lazy("Intet er besluttet, uden at det også er gjort"),
        gettext_lazy("Når et åbent forslag er besluttet, står det her, til det er gjort."),
    ),
    DONE: (
        gettext_lazy("Intet er gjort endnu"),
        gettext_lazy("Når det, der blev besluttet, er gjort, står det her og på opslagstavlen."),
    ),
}
#: Of one page and of one notice; older ones are in the history of the house, not on its wall.
LIMIT = 100
MEETINGS = 12


@dataclass(frozen=True)
class Line:
    """One proposal with what became of it."""

    id: UUID
    what: str
    raised: str
    decided: str
    decision: str
    done: str
    done_what: str
    is_decided: bool


def counts(user: User) -> dict[str, int]:
    """How many stand under each heading. One query."""
    open_, done = Q(decided_on=None), Q(done_on__isnull=False)
    return Proposal.objects.visible_to(user).aggregate(
        **{OPEN: Count("pk", filter=open_), DECIDED: Count("pk", filter=~open_ & ~done), DONE: Count("pk", filter=done)}
    )


def proposals(user: User, which: str) -> list[Line]:
    """What waits the oldest first, what is done the newest first. One query."""
    rows = Proposal.objects.visible_to(user).select_related("meeting", "raised_by")
    narrowed = {OPEN: rows.open, DECIDED: rows.decided, DONE: rows.done}[which]()
    order = {OPEN: ("raised_on", "pk"), DECIDED: ("decided_on", "pk"), DONE: ("-done_on", "-pk")}[which]
    return [line_of(row) for row in narrowed.order_by(*order)[:LIMIT]]


def line_of(row: Proposal) -> Line:
    words = {"day": short_day(row.raised_on), "who": row.raised_by or _("anonym")}
    raised = _("Rejst på mødet %(day)s af %(who)s") if row.meeting_id else _("Rejst %(day)s af %(who)s")
    decided = ""
    if row.decided_on:
        decided = _("Besluttet %(day)s af %(who)s") % {"day": short_day(row.decided_on), "who": row.decided_by}
    done = _("Gjort %(day)s") % {"day": short_day(row.done_on)} if row.done_on else ""
    return Line(row.pk, row.what, raised % words, decided, row.decision, done, row.done_what, bool(row.decided_on))


@dataclass(frozen=True)
class Meeting:
    id: UUID
    title: str
    came: str
    is_to_come: bool


def meetings(user: User, today: date) -> list[Meeting]:
    """The newest first. Two queries."""
    seats = CouncilPresence.objects.select_related("member").order_by("member__code_name", "pk")
    rows = CouncilMeeting.objects.visible_to(user).prefetch_related(Prefetch("present", seats))
    found = []
    for row in rows.order_by("-held_on")[:MEETINGS]:
        names = ", ".join(seat.member.code_name for seat in row.present.all())
        found.append(Meeting(row.pk, f"{short_day(row.held_on)}, {row.place}", names, row.held_on > today))
    return found


def members(user: User) -> list[CouncilMember]:
    """Those who sit in it now, then those who did. One query."""
    rows = CouncilMember.objects.visible_to(user).order_by("code_name", "pk")
    return sorted(rows[: 2 * LIMIT], key=lambda row: row.to_on is not None)
