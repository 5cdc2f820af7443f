"""What the pages say about two records of one person: side by side before, what was moved and what stays after."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from audit.access import log_listed
from audit.models import AccessLog
from cases.dates import ago, local_day
from cases.hanging import counts_of, model_of
from cases.models import Case, Citizen, Contact, RowMove
from cases.names import search_key
from cases.pairs import column, plain
from cases.pathway import pathway
from cases.search import Hit, hits_of

#: Contacts that the page of a move names; more of them have their own list on the timeline.
NAMED = 20


@dataclass(frozen=True)
class Beside:
    """Two records, line by line: (what, the one who stays, the one who goes)."""

    known: list[tuple[str, ...]]
    moved: list[tuple[str, int, int]]


def beside(keep: Citizen, gone: Citizen, user: User) -> Beside:
    """What tells the two apart, and how much stands on each. Two queries; the caller has logged both looks."""
    hits = {hit.id: hit for hit in hits_of(user, [keep.pk, gone.pk])}
    pair = (hits[keep.pk], hits[gone.pk])
    rows = [
        (_("Kendes ved"), *(str(one.get_identity_display()) for one in (keep, gone))),
        (_("Kontaktperson"), *(hit.contact_person or _("Ingen") for hit in pair)),
        (_("Sidst talt sammen"), *(_talked(hit) for hit in pair)),
        (_("Enhed"), *(str(one.unit) for one in (keep, gone))),
    ]
    counts = counts_of([keep.pk, gone.pk])
    moved = [(kind_words(label), of.get(keep.pk, 0), of.get(gone.pk, 0)) for label, of in counts.items()]
    return Beside(rows, moved)


def kind_words(label: str) -> str:
    words = str(model_of(label)._meta.verbose_name_plural)
    return words[:1].upper() + words[1:]


def _talked(hit: Hit) -> str:
    day = local_day(hit.last_talked)
    return ago(day) if day else _("Ikke talt med endnu")


def same_person(user: User, citizen: Citizen, *, name: str, birth_year: int | None, phone: str) -> list[Hit]:
    """Others with this phone, or this name and no other birth year. Logged like a search; at most three queries."""
    rows = Citizen.objects.visible_to(user).labelled(user).filter(name_hidden=False).exclude(pk=citizen.pk)
    same = Q(pk__in=[])
    if phone:
        same |= Q(phone=phone)
    if key := search_key(name):
        year = Q(birth_year=None) | Q(birth_year=birth_year) if birth_year else Q()
        same |= Q(identity=Citizen.Identity.NAMED, search_key__startswith=key) & year
    ids = list(rows.filter(same).order_by("sort_key", "pk").values_list("pk", flat=True)[:8])
    log_listed(ids, action=AccessLog.Action.SEARCH, detail="likely_same")
    return hits_of(user, ids)


def doubled(citizen_id: UUID) -> list[str]:
    """Names of the pathways on which the citizen has more than one open course. One query."""
    keys = list(Case.objects.filter(citizen=citizen_id).open().values_list("pathway", flat=True))
    return sorted({str(pathway(key).title) for key in keys if keys.count(key) > 1})


# --- After a move -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Since:
    """What an undoing leaves where it is: contacts written since, and the names of fields changed since."""

    contacts: list[tuple[str, str]]
    fields: list[str]
    #: Where those contacts can be moved to the other one.
    split_url: str


def since(move: RowMove, citizen: Citizen, user: User) -> Since:
    """`citizen` is the target, loaded through the policy. One query."""
    moved = set(move.rows.get(Contact._meta.label, ()))
    contacts = Contact.objects.visible_to(user).filter(citizen=citizen, written_at__gt=move.moved_at, corrects=None)
    found = contacts.only("pk", "at", "way", "result").order_by("-at", "-pk")[: NAMED + len(moved)]
    rows = [row for row in found if str(row.pk) not in moved][:NAMED]
    taken = json.loads(move.taken).get("fields", {}) if move.taken else {}
    changed = [name for name, (_before, after) in taken.items() if plain(citizen, name) != after]
    split_url = f"{reverse('cases:split', args=[citizen.pk])}?{urlencode([('kontakt', row.pk) for row in rows])}"
    lines = [(_line(row), row.get_absolute_url()) for row in rows]
    return Since(lines, field_words(name for name in changed if name != "identity"), split_url)


def _line(row: Contact) -> str:
    when = date_format(localtime(row.at), "DATETIME_FORMAT")
    return f"{row.get_result_display()} · {row.get_way_display()} · {when}"


def field_words(names: Any) -> list[str]:
    return [str(column(Citizen, name).verbose_name) for name in names]


def moved_words(move: RowMove) -> list[tuple[str, Any]]:
    """(what, how many), as components/facts.html shows it."""
    return [(kind_words(label), len(keys)) for label, keys in move.rows.items() if label != "cases.NotTheSame"]


def merge_address(citizen: Citizen, other: Hit) -> str:
    """Of the page that joins the two: who has a name stays, unless the page is told otherwise."""
    pair: Sequence[UUID] = (citizen.pk, other.id)
    if citizen.identity != Citizen.Identity.NAMED and other.identity == Citizen.Identity.NAMED:
        pair = (other.id, citizen.pk)
    return reverse("cases:merge", args=pair)
