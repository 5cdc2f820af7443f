"""What only the centre knows of a stay, as facts: the room, checks, who is watched, notes, needs."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Case as Switch
from django.db.models import F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Now, TruncDate

from accounts.models import User
from crisis_center.models import CentreNote, Check, Need, RoomUse, Watch
from crisis_center.stay_facts import fact_rows, register_stay_facts

#: So far back the stay's own page tells; the rest stands on the page of notes.
RECENT = timedelta(days=3)
#: PostgreSQL joins texts of one type only.
TEXT = TextField()


def rooms(user: User) -> QuerySet:
    """text: the room; at: since."""
    return fact_rows(RoomUse.objects.visible_to(user).going(), "room", at=F("from_at"), text=F("room__name"))


def checks(user: User) -> QuerySet:
    """The last one of each stay. at: seen; who: by whom; text: words."""
    return fact_rows(
        Check.objects.visible_to(user).newest(),
        "check",
        at=F("seen_at"),
        who=F("noted_by__name"),
        text=F("words"),
    )


def watches(user: User) -> QuerySet:
    """at: since; who: marked by; text: why."""
    return fact_rows(
        Watch.objects.visible_to(user).current(), "watch", at=F("noted_at"), who=F("noted_by__name"), text=F("why")
    )


def notes(user: User) -> QuerySet:
    """Those of the last days. code: "kind:shift:stage:flags" (flags: r readable, c a correction); text; more: theme,
    a new line, the citizen's words; day: when it was written."""
    flags = Concat(
        Switch(When(is_readable=True, then=Value("r")), default=Value("")),
        Switch(When(corrects__isnull=False, then=Value("c")), default=Value("")),
    )
    recent = CentreNote.objects.visible_to(user).in_force().with_text_for(user)
    return fact_rows(
        recent.filter(happened_at__gte=Coalesce("stay__left_at", Now()) - RECENT), "note", at=F("happened_at"),
        code=Concat("kind", Value(":"), "shift", Value(":"), "stage", Value(":"), flags), text=F("read_text"),
        more=Concat(Cast("theme", TEXT), Value("\n", TEXT), "read_words"), day=TruncDate("noted_at"),
        who=F("noted_by__name"),
    )  # fmt: skip


def needs(user: User) -> QuerySet:
    """code: "area:wish"; text: what is done; day_to: closed."""
    return fact_rows(
        Need.objects.visible_to(user), "need", at=F("noted_at"), code=Concat("area", Value(":"), "wish"),
        text=F("doing"), day_to=TruncDate("closed_at"), who=F("noted_by__name"),
    )  # fmt: skip


register_stay_facts("room", rooms)
register_stay_facts("check", checks)
register_stay_facts("watch", watches)
register_stay_facts("note", notes)
register_stay_facts("need", needs)
