"""What the timeline tells of contacts and of the citizen's own facts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case as Switch
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.prepared import prepared
from cases.identity_entries import identity_entries
from cases.models import Citizen, Contact, ContactColleague, SpeaksFor
from cases.timeline import Entry, Key, Source, register_source

#: A note written so much later than it happened says so.
LATE = timedelta(hours=12)

_TONES = {Contact.Result.TALKED: "good"}
_ICONS = {
    Contact.Way.STREET: "street",
    Contact.Way.DROP_IN: "cup",
    Contact.Way.HOME: "house",
    Contact.Way.PHONE: "phone",
    Contact.Way.SMS: "phone",
    Contact.Way.VIDEO: "video",
    Contact.Way.WALK_AND_TALK: "walk",
    Contact.Way.HOSPITAL: "hospital",
    Contact.Way.PSYCHIATRY: "hospital",
    Contact.Way.CENTRE: "house",
    Contact.Way.SHELTER: "bed",
    Contact.Way.OTHER: "talk",
}


def contact_entries(citizen: Citizen, user: User, before: Key | None, limit: int) -> list[Entry]:
    """Two queries: the contacts with the notes this user may read, and who else was there."""
    at, pk = (before.at, before.id) if before else (None, None)
    contacts = _contacts(user, citizen=citizen.pk, at=at, pk=pk, limit=limit)
    beside: dict[UUID, list[str]] = {}
    for contact_id, name in _colleagues(contacts=[contact.pk for contact in contacts]):
        beside.setdefault(contact_id, []).append(name)
    return [_entry(contact, beside.get(contact.pk, [])) for contact in contacts]


@prepared
def _contacts(user: User, citizen: UUID, at: datetime | None, pk: UUID | None, limit: int) -> QuerySet:
    rows = Contact.objects.visible_to(user).filter(citizen=citizen).current().with_note_for(user)
    if at:
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=pk))
    has_note = Switch(When(~Q(note=""), then=Value(True)), default=Value(False), output_field=BooleanField())
    return rows.annotate(
        has_note=has_note,
        where=F("place__name"),
        partner=F("initiative_partner__name"),
        writer=F("author__name"),
        mender=F("corrected_by__name"),
    ).order_by("-at", "-id")[:limit]


@prepared
def _colleagues(_asker: None, contacts: list[UUID]) -> QuerySet:
    rows = ContactColleague.objects.filter(contact__in=contacts).order_by("user__name")
    return rows.values_list("contact_id", "user__name")


def _entry(contact: Any, colleagues: list[str]) -> Entry:
    """`contact`: a Contact with what `_contacts` annotates; `colleagues`: who was there too, by name."""
    who = [contact.writer, *colleagues]
    late = contact.written_at if contact.written_at - contact.at > LATE else None
    return Entry(
        key=Key(contact.at, contact.pk),
        kind="contact",
        title=f"{contact.get_result_display()} · {contact.get_way_display()}",
        who=", ".join(who),
        body=contact.note_text,
        facts=[fact for fact in _facts(contact) if fact],
        url=contact.get_absolute_url(),
        icon=_ICONS.get(contact.way, "talk"),
        extra={
            "tone": _TONES.get(contact.result, ""),
            "tags": _tags(contact),
            "words": contact.words_text,
            "withheld": contact.has_note and not contact.may_read_note,
            "visibility": contact.get_visibility_display(),
            "late_at": late,
        },
    )


def _facts(contact: Any) -> list[str]:
    minutes = _("%(minutes)s min.") % {"minutes": contact.minutes} if contact.minutes else ""
    initiative = ""
    if contact.initiative != Contact.Initiative.WORKER:
        who = contact.partner or contact.get_initiative_display().lower()
        initiative = _("På initiativ af: %(who)s") % {"who": who}
    return [contact.where or "", minutes, initiative]


def _tags(contact: Any) -> list[tuple[str, str, str]]:
    tags = []
    if contact.asks_for_treatment:
        tags.append((_("Beder om behandling"), "water", "flag"))
    if contact.wish:
        tags.append((contact.get_wish_display(), "", "hand"))
    if contact.rest_until:
        day = date_format(contact.rest_until, "DATE_FORMAT")
        tags.append((_("I fred til %(day)s") % {"day": day}, "", "clock"))
    if contact.corrects_id:
        tags.append((_("Rettet af %(who)s") % {"who": contact.mender}, "", "edit"))
    if contact.read_along_at:
        tags.append((_("Læst sammen"), "good", "eye"))
    return tags


def fact_entries(citizen: Citizen, user: User, before: Key | None, limit: int) -> list[Entry]:
    """That the citizen was written down, and whom we may speak with. One query besides that of the page."""
    entries = [_made(citizen), *identity_entries(citizen)]
    if not citizen.name_hidden:
        for row in speaking_for(citizen):
            entries += _agreement(row)
    older = [entry for entry in entries if entry and (before is None or entry.key < before)]
    return sorted(older, key=lambda entry: entry.key, reverse=True)[:limit]


def _made(citizen: Citizen) -> Entry | None:
    """Not for a citizen brought in with contacts of long before: that day says nothing, and history has it."""
    first = _first_written(citizen=citizen.pk)
    if not first or first[0][1]:
        return None
    return Entry(
        key=Key(first[0][0], citizen.pk),
        kind="citizen",
        title=_("Borgeren er oprettet"),
        facts=[str(citizen.get_identity_display())],
        icon="person",
    )


@prepared
def _first_written(_asker: None, citizen: UUID) -> QuerySet:
    """When the citizen was written down, and whether they had been met long before."""
    met_before = Contact.objects.filter(citizen=citizen, at__lt=OuterRef("history_date") - timedelta(days=1))
    made = Citizen.history.filter(id=citizen, history_type="+").annotate(met_before=Exists(met_before))
    return made.order_by("history_id").values_list("history_date", "met_before")[:1]


def _agreement(row: SpeaksFor) -> list[Entry]:
    text = f"{row.name} ({row.relation})"
    entries = [Entry(Key(_noon(row.agreed_on), row.pk), "citizen", _("Må tale med"), body=text, icon="people")]
    if row.ended_on:
        title = _("Må ikke længere tale med")
        entries.append(
            Entry(Key(_noon(row.ended_on) + timedelta(hours=1), row.pk), "citizen", title, body=text, icon="people")
        )
    return entries


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def speaking_for(citizen: Citizen) -> list[SpeaksFor]:
    """Whom we may, or might, speak with; loaded once for the page and its timeline."""
    rows = citizen.__dict__.get("_speaking_for")
    if rows is None:
        rows = citizen.__dict__["_speaking_for"] = _spoken_for(citizen=citizen.pk)
    return rows


@prepared
def _spoken_for(_asker: None, citizen: UUID) -> QuerySet:
    return SpeaksFor.objects.filter(citizen=citizen).order_by("name", "pk")


register_source(Source("contact", gettext_lazy("Kontakter"), contact_entries, order=10))
register_source(Source("citizen", gettext_lazy("Borgeren"), fact_entries, order=60))
