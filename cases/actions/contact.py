"""Contacts: written in seconds, corrected by appending, read along with the citizen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from audit.writing import action
from cases.actions.appointment import Talk, add_appointment
from cases.actions.entry import is_taken_elsewhere
from cases.actions.task import add_task, end_request, register_request
from cases.models import Appointment, Citizen, Contact, ContactColleague, JournalMark, Task, TreatmentRequest
from cases.models.contact import NOTE_LIMIT
from directory.models import Partner, Place

#: How long one leaves a citizen in peace after "ikke nu" and "nej", when nothing else is said (days).
REST_DAYS = {Contact.Wish.NOT_NOW: 14, Contact.Wish.NO: 90}
#: A tablet's clock may run this much ahead.
CLOCK_SLACK = timedelta(minutes=5)
ENTRY_USED = _("Denne indtastning er allerede brugt af en anden. Åbn Ny kontakt igen.")


class AlreadyCorrected(ValidationError):
    """Somebody else corrected the contact first."""


@dataclass(frozen=True)
class Agreement:
    """The next agreement made in a contact; becomes a task of the writer, with `talk` a planned talk."""

    on: date
    title: str
    at: time | None = None
    place: Place | None = None
    talk: Talk | None = None


@action
def log_contact(
    *,
    unit: Unit,
    at: datetime,
    way: str,
    result: str,
    by: User,
    citizens: Sequence[Citizen] = (),
    described_as: str = "",
    place: Place | None = None,
    initiative: str = Contact.Initiative.WORKER,
    initiative_partner: Partner | None = None,
    wish: str = "",
    rest_until: date | None = None,
    asks_for_treatment: bool = False,
    minutes: int | None = None,
    note: str = "",
    visibility: str = Contact.Visibility.TEAM,
    citizens_words: str = "",
    read_along: bool = False,
    colleagues: Sequence[User] = (),
    agreement: Agreement | None = None,
    entry_id: UUID | None = None,
    written_at: datetime | None = None,
) -> list[Contact]:
    """One contact for each citizen met in one go (or one with nobody known). Minutes count once for the occasion.

    `written_at` is when a tablet without a connection wrote it (default: now).

    `entry_id` is made by the form or the tablet: the same entry sent twice is written once, and the rows of the first
    time are returned. Raises ValidationError by field.
    """
    entry = entry_id or uuid6.uuid7()
    written_at = written_at or timezone.now()
    if wish in REST_DAYS and rest_until is None:
        rest_until = timezone.localdate(at) + timedelta(days=REST_DAYS[Contact.Wish(wish)])
    fields = {
        "unit": unit,
        "at": at,
        "place": place,
        "way": way,
        "initiative": initiative,
        "initiative_partner": initiative_partner,
        "result": result,
        "wish": wish,
        "rest_until": rest_until,
        "asks_for_treatment": asks_for_treatment,
        "minutes": minutes,
        "note": note.strip(),
        "visibility": visibility,
        "citizens_words": citizens_words.strip(),
        "read_along_at": written_at if read_along or citizens_words.strip() else None,
        "written_at": written_at,
        "author": by,
        "occasion": entry,
    }
    everyone: list[Citizen | None] = list(citizens) or [None]
    rows = [
        Contact(id=entry if number == 0 else uuid6.uuid7(), citizen=citizen, **fields)
        for number, citizen in enumerate(everyone)
    ]
    if not citizens:
        rows[0].described_as = " ".join(described_as.split())
    for row in rows:
        check_contact(row)
    try:
        with transaction.atomic():
            for row in rows:
                row.save()
    except IntegrityError as error:
        # The same entry arrived before: its first row bears its id. Asked only now, for it is seldom so.
        known = list(Contact.objects.filter(occasion=entry, corrects=None).order_by("pk"))
        if known:
            return _same_entry(known, by)
        if is_taken_elsewhere(error):
            raise ValidationError(ENTRY_USED) from error
        raise
    for row in rows:
        _follow(row, colleagues, agreement, by)
    return rows


def _same_entry(known: list[Contact], by: User) -> list[Contact]:
    if known[0].author_id != by.pk:
        raise ValidationError(ENTRY_USED)
    return known


def _follow(row: Contact, colleagues: Sequence[User], agreement: Agreement | None, by: User) -> None:
    """What a contact brings with it: colleagues, the next agreement, the 14-day clock."""
    for colleague in colleagues:
        if colleague.pk != by.pk:
            ContactColleague(contact=row, user=colleague).save()
    if agreement and (row.citizen_id or agreement.title):
        _agree(row, agreement, by)
    if row.asks_for_treatment and row.citizen:
        register_request(citizen=row.citizen, on=timezone.localdate(row.at), contact=row, by=by)


def _agree(row: Contact, agreement: Agreement, by: User) -> None:
    fields: dict[str, Any] = {
        "unit": row.unit,
        "title": agreement.title,
        "due_on": agreement.on,
        "due_at": agreement.at,
        "place": agreement.place,
        "owner": by,
        "agreed_in": row,
        "by": by,
    }
    if agreement.talk and row.citizen:
        add_appointment(citizen=row.citizen, talk=agreement.talk, **fields)
    else:
        add_task(citizen=row.citizen, kind=Task.Kind.AGREEMENT, **fields)


def check_contact(contact: Contact) -> None:
    """The rules of one contact in words. Raises ValidationError by field; the database holds the same ones."""
    errors: dict[str, Any] = {}
    if contact.at > timezone.now() + CLOCK_SLACK:
        errors["at"] = _("Kontakten ligger i fremtiden. Ret tidspunktet, eller lav en aftale i stedet.")
    born = contact.citizen.birth_year if contact.citizen else None
    if born and timezone.localtime(contact.at).year < born:
        errors["at"] = _("Kontakten ligger før borgerens fødselsår (%(year)s).") % {"year": born}
    if len(contact.note) > NOTE_LIMIT:
        errors["note"] = _(
            "Notatet er på %(length)s tegn. Der er plads til %(limit)s: forkort det eller del det i to."
        ) % {
            "length": len(contact.note),
            "limit": NOTE_LIMIT,
        }
    if contact.rest_until and contact.wish not in REST_DAYS:
        errors["rest_until"] = _("En hvileperiode hører til et »ikke nu« eller »nej«.")
    if contact.wish and contact.result == Contact.Result.NOT_MET:
        errors["wish"] = _("Borgeren blev ikke truffet og kan ikke have sagt noget om kontakt.")
    if contact.asks_for_treatment and contact.result != Contact.Result.TALKED:
        errors["asks_for_treatment"] = _("En anmodning om behandling kræver, at I har talt sammen.")
    if contact.asks_for_treatment and not contact.citizen_id:
        errors["asks_for_treatment"] = _("Vælg eller opret borgeren, så de 14 dage kan tælles.")
    if contact.initiative_partner_id and contact.initiative != Contact.Initiative.PARTNER:
        errors["initiative_partner"] = _("Samarbejdspartneren hører til, når det var dem, der tog initiativet.")
    if contact.minutes is not None and not 0 <= contact.minutes <= 1440:
        errors["minutes"] = _("Skriv minutter mellem 0 og 1440.")
    if errors:
        raise ValidationError(errors)
    contact.clean_fields(
        exclude=[
            "organisation",
            "shared_with",
            "unit",
            "citizen",
            "place",
            "initiative_partner",
            "author",
            "corrects",
            "corrected_by",
            "note",
        ]
    )


#: What a correction may say differently.
CORRECTABLE = (
    "citizen",
    "described_as",
    "at",
    "place",
    "way",
    "initiative",
    "initiative_partner",
    "result",
    "wish",
    "rest_until",
    "asks_for_treatment",
    "minutes",
    "note",
    "visibility",
    "citizens_words",
)


@action
def correct_contact(*, contact: Contact, reason: str, by: User, entry_id: UUID | None = None, **fields: Any) -> Contact:
    """Append a row that says it right, with the id that a tablet gave it; the first stays, struck through. Raises
    AlreadyCorrected, ValidationError."""
    unknown = set(fields) - set(CORRECTABLE)
    if unknown:
        raise TypeError(f"A correction cannot change {', '.join(sorted(unknown))}.")
    if not reason.strip():
        raise ValidationError({"correction_reason": _("Skriv kort, hvorfor kontakten rettes.")})
    kept = {
        field.name: getattr(contact, field.name)
        for field in Contact._meta.concrete_fields
        if field.name not in ("id", "written_at", "corrects", "corrected_by", "correction_reason", "import_key")
    }
    row = Contact(
        id=entry_id or uuid6.uuid7(),
        **{**kept, **fields},
        corrects=contact,
        correction_reason=reason.strip(),
        corrected_by=by,
    )
    if row.citizen_id is None:
        row.asks_for_treatment = False
    if row.wish not in REST_DAYS:
        row.rest_until = None
    if row.initiative != Contact.Initiative.PARTNER:
        row.initiative_partner = None
    check_contact(row)
    if Contact.objects.filter(corrects=contact).exists():
        raise AlreadyCorrected(_("Kontakten er allerede rettet af en anden. Se den nyeste udgave på tidslinjen."))
    row.save()
    for colleague in contact.colleagues.all():
        ContactColleague(contact=row, user_id=colleague.user_id).save()
    for talk in Appointment.objects.filter(contact=contact):
        talk.contact = row
        talk.save()
    _correct_request(contact, row, by)
    return row


def _correct_request(before: Contact, after: Contact, by: User) -> None:
    """The 14-day clock follows what is right: it stops where nobody asked, and runs where somebody did."""
    same_citizen = after.citizen_id == before.citizen_id
    running = TreatmentRequest.objects.filter(citizen=before.citizen_id, ended_on=None)
    asked_before = before.asks_for_treatment and same_citizen
    # A clock that has been stopped is not started again by mending the note of the contact that began it.
    if after.asks_for_treatment and after.citizen and (not asked_before or running.exists()):
        register_request(citizen=after.citizen, on=timezone.localdate(after.at), contact=after, by=by)
    if not before.asks_for_treatment or (after.asks_for_treatment and same_citizen):
        return
    for request in running.filter(contact=before):
        note = str(_("Kontakten er rettet: %(reason)s")) % {"reason": after.correction_reason}
        end_request(
            request=request, outcome=TreatmentRequest.Outcome.WITHDRAWN, on=timezone.localdate(), note=note, by=by
        )


@action
def read_along(*, contact: Contact, citizens_words: str, by: User) -> Contact:
    """*Læs med*: the citizen has read the note and may have added own words."""
    contact.citizens_words = citizens_words.strip()
    contact.read_along_at = timezone.now()
    check_contact(contact)
    contact.save()
    return contact


@action
def mark_journaled(*, contacts: Sequence[Contact], by: User, at: datetime | None = None) -> int:
    """*Til journalen*: these notes have been copied into the journal system. Returns how many were new."""
    marked = set(JournalMark.objects.filter(contact__in=contacts).values_list("contact_id", flat=True))
    fresh = [contact for contact in contacts if contact.pk not in marked]
    for contact in fresh:
        JournalMark(contact=contact, copied_by=by, copied_at=at or timezone.now()).save()
    return len(fresh)


@action
def unmark_journaled(*, contact: Contact, by: User) -> None:
    for mark in JournalMark.objects.filter(contact=contact):
        mark.delete()
