"""*Kræver afklaring*: entries of tablets that wait for a person, as a list and one by one, ready to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.access import log_listed
from audit.models import AccessLog
from cases.access import citizens_for
from cases.models import Citizen
from cases.timeline import Key
from field.deciding import OPEN_FOR, is_open_again
from field.kinds import kind_of
from field.models import Entry
from field.payload import Payload, read_payload
from field.settled import ALL
from field.standing import Standing, standing_of
from field.typed import TypedField, moment_words, typed_fields

PAGE = 30
UNKNOWN = gettext_lazy("Ikke på din liste")

_COLUMNS = (
    "pk", "kind", "status", "payload", "result", "citizen_id", "author__name", "device_user__device__label",
    "made_at", "received_at", "decision", "decision_note", "decided_at", "decided_by__name",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    id: UUID
    kind: str
    status: str
    payload: str
    result: dict[str, Any]
    citizen_id: UUID | None
    author: str
    device: str
    made_at: datetime
    received_at: datetime
    decision: str
    decision_note: str
    decided_at: datetime | None
    decided_by: str | None

    @property
    def key(self) -> Key:
        return Key(self.decided_at or self.received_at, self.id)

    @property
    def citizens(self) -> list[UUID]:
        return read_payload(self.payload).citizens or ([self.citizen_id] if self.citizen_id else [])


@dataclass(frozen=True)
class ReviewLine:
    url: str
    title: str
    who: str
    meta: str
    why: str
    decided: str
    icon: str


@dataclass(frozen=True)
class ReviewList:
    lines: list[ReviewLine]
    more: Key | None


def review_list(user: User, *, decided: bool = False, after: Key | None = None) -> ReviewList:
    """What waits, oldest first; or what was decided lately, the latest first. The looks are in the access log."""
    rows = _rows(user, decided, after)
    more = rows[PAGE - 1].key if len(rows) > PAGE else None
    rows = rows[:PAGE]
    labels = citizens_for(user, [key for row in rows for key in row.citizens])
    log_listed(labels)
    return ReviewList([_line(row, labels) for row in rows], more)


def _rows(user: User, decided: bool, after: Key | None) -> list[Row]:
    found: Any = Entry.objects.visible_to(user)
    moment, beyond = ("decided_at", "lt") if decided else ("received_at", "gt")
    found = found.filter(decided_at__gte=timezone.now() - OPEN_FOR) if decided else found.unsettled()
    if after:
        same = Q(**{moment: after.at, f"pk__{beyond}": after.id})
        found = found.filter(Q(**{f"{moment}__{beyond}": after.at}) | same)
    order = ("-decided_at", "-pk") if decided else ("received_at", "pk")
    return [Row(*row) for row in found.order_by(*order).values_list(*_COLUMNS)[: PAGE + 1]]


def _line(row: Row, labels: Mapping[UUID, str]) -> ReviewLine:
    words = {
        "who": row.author,
        "device": row.device,
        "made": moment_words(row.made_at),
        "received": moment_words(row.received_at),
    }
    return ReviewLine(
        url=reverse("field:review", args=[row.id]),
        title=kind_title(row.kind),
        who=_people(row, labels),
        meta=_("%(who)s på »%(device)s« · skrevet %(made)s · modtaget %(received)s") % words,
        why=why_stopped(row.result, row.status),
        decided=decided_words(row.decision, row.decision_note, row.decided_by, row.decided_at),
        icon="switch" if row.status == Entry.Status.CONFLICT else "question",
    )


def _people(row: Row, labels: Mapping[UUID, str]) -> str:
    """By what the reader may call them. Somebody who was not on any list yet by what the author called them."""
    named = [labels.get(key, "") for key in row.citizens]
    payload = read_payload(row.payload)
    new = [*payload.data.get("aliases", []), payload.first("alias") if row.kind == "citizen" else ""]
    if payload.first("protected"):
        new = [_("Beskyttet borger")]
    if named and not any(named):
        return str(UNKNOWN)
    return ", ".join(words for words in [*named, *new] if words)


def kind_title(key: str) -> str:
    kind = kind_of(key)
    return str(kind.title) if kind else _("Ukendt slags indtastning")


def why_stopped(result: Mapping[str, Any], status: str) -> str:
    """Of a conflict which fields, of a refusal the first thing that was said."""
    if status == Entry.Status.CONFLICT:
        labels = ", ".join(one["label"] for one in result.get("both", {}).values())
        return _("Der er skrevet noget andet imens: %(fields)s.") % {"fields": labels}
    errors = result.get("errors", {})
    said = [*errors.get(ALL, []), *(text for name, texts in errors.items() if name != ALL for text in texts)]
    return said[0] if said else ""


def decided_words(decision: str, note: str, by: str | None, at: datetime | None) -> str:
    """ "Afgjort af Karen Holm i dag kl. 14.10: Skal ikke bruges. Skrevet to gange"."""
    if not decision or at is None:
        return ""
    words = {"name": by, "when": moment_words(at), "decision": Entry.Decision(decision).label}
    said = _("Afgjort af %(name)s %(when)s: %(decision)s.") % words
    return f"{said} {note}".strip()


# --- One entry --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Side:
    """One field of a conflict: what stands, by whom, and what the tablet wrote."""

    label: str
    standing: str
    standing_by: str
    tablet: str


@dataclass(frozen=True)
class Review:
    """`hidden`: why nothing of what was typed is shown, or ""."""

    entry: Entry
    title: str
    people: list[tuple[str, str]]
    meta: list[tuple[str, str]]
    why: str
    hidden: str
    sides: list[Side] = field(default_factory=list)
    #: What the reader sees standing, raw, by field: a decision is about this and nothing newer.
    seen: dict[str, str] = field(default_factory=dict)
    typed: list[TypedField] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    is_open: bool = True
    can_win: bool = False

    @property
    def is_conflict(self) -> bool:
        return bool(self.entry.status == Entry.Status.CONFLICT)

    @property
    def written(self) -> str:
        return f"{self.entry.author.name}, {moment_words(self.entry.made_at)}"


def review_of(entry: Entry, user: User) -> Review:
    """`entry` with author, device and who decided loaded. The looks at those it is about are in the access log."""
    payload = read_payload(entry.payload)
    ids = payload.citizens or ([entry.citizen_id] if entry.citizen_id else [])
    found = {row.pk: row for row in Citizen.objects.visible_to(user).labelled(user).filter(pk__in=ids)}
    log_listed(found, action=AccessLog.Action.VIEW, purpose=_("Afklaring af det, en tablet har sendt"))
    hidden = _hidden(entry, user, ids, found)
    is_conflict = entry.status == Entry.Status.CONFLICT
    is_open = bool(entry.payload) and (entry.decided_at is None or is_open_again(entry))
    both = entry.result.get("both", {}) if is_conflict else {}
    stands: dict[str, Standing] = {}
    # Whoever lets the tablet win lets all of it win, so they see all of it: what nobody else changed stands as typed.
    names = [*both, *(name for name in payload.data if name not in both)]
    if both and not hidden and len(found) == 1:
        stands = standing_of(next(iter(found.values())), names)
    errors = {} if is_conflict else entry.result.get("errors", {})
    return Review(
        entry=entry,
        title=kind_title(entry.kind),
        people=[(row.shown, row.get_absolute_url()) for row in found.values()],
        meta=_meta(entry, len(ids) > len(found)),
        # A reason may repeat what was typed.
        why="" if entry.emptied_at or (hidden and not is_conflict) else why_stopped(entry.result, entry.status),
        hidden="" if entry.emptied_at else hidden,
        sides=[] if hidden else [_side(name, one, stands, is_open) for name, one in both.items()],
        seen={name: one.raw for name, one in stands.items()},
        typed=[] if hidden else _typed(entry, payload.without(both), errors, user),
        decisions=_decisions(entry),
        is_open=is_open,
        can_win=is_open and bool(both) and set(stands) == set(names),
    )


def _typed(entry: Entry, payload: Payload, errors: Mapping[str, list[str]], user: User) -> list[TypedField]:
    return typed_fields(kind_of(entry.kind), payload, errors, reader=user, author=entry.author)


def _hidden(entry: Entry, user: User, ids: list[UUID], found: Mapping[UUID, Citizen]) -> str:
    """Of a protected citizen one sees what lists show; of one who is gone from the list only what one wrote oneself."""
    if any(row.name_hidden for row in found.values()):
        return _("Borgeren er beskyttet. Indholdet ser kun de, der er på forløbet.")
    if len(found) < len(ids) and entry.author_id != user.pk:
        return _("Borgeren er ikke på din liste, så indholdet ser kun den, der skrev det.")
    return ""


def _side(name: str, one: Mapping[str, str], stands: Mapping[str, Standing], is_open: bool) -> Side:
    """While it is open what stands now, afterwards what stood when it came."""
    now = stands.get(name)
    if now is None:
        return Side(one["label"], "", "", one["tablet"])
    if not is_open:
        return Side(one["label"], one["standing"], "", one["tablet"])
    return Side(one["label"], now.words, now.by, one["tablet"])


def _meta(entry: Entry, somebody_gone: bool) -> list[tuple[str, str]]:
    device = entry.device_user.device
    return [
        (_("Om"), str(UNKNOWN) if somebody_gone else ""),
        (_("Skrevet af"), f"{entry.author.name}, {moment_words(entry.made_at)}"),
        (_("På"), _("»%(device)s«, nr. %(number)s") % {"device": device.label, "number": entry.number}),
        (_("Modtaget"), moment_words(entry.received_at)),
    ]


def _decisions(entry: Entry) -> list[str]:
    """Each decision once, the latest first: the history says them all."""
    columns = ("decision", "decision_note", "decided_by__name", "decided_at")
    rows = Entry.history.filter(id=entry.pk, decided_at__isnull=False).order_by("-history_id").values_list(*columns)
    return list(dict.fromkeys(decided_words(*row) for row in rows))
