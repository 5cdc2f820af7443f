"""Citizens who are in hospital or in prison, in words: since when, where, and when they are expected out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import near_day, short_day
from cases.models import Admission, Assignment, Citizen, Contact

#: How one visits somebody there.
_WAYS = {Admission.Kind.HOSPITAL: Contact.Way.HOSPITAL, Admission.Kind.PSYCHIATRY: Contact.Way.PSYCHIATRY}


@dataclass(frozen=True)
class Admitted:
    """A citizen who is admitted now, as lists show it. `where` is empty when the reader may not know the citizen."""

    citizen_id: UUID
    label: str
    kind: str
    where: str
    plan: str
    since: date
    expected_on: date | None
    contact_person: str

    def row(self, today: date) -> dict[str, object]:
        """As templates/cases/admissions.html shows it."""
        late = self.expected_on is not None and self.expected_on < today
        since, person = since_words(self.kind, self.since, today), self.contact_person or _("Ingen kontaktperson")
        return {
            "label": self.label,
            "url": reverse("cases:citizen", args=[self.citizen_id]),
            "meta": f"{since} · {self.where} · {person}",
            "plan": self.plan,
            "expected": expected_words(self.kind, self.expected_on, today),
            "tone": "wait" if late or self.expected_on is None else "water",
        }


def admitted_of_unit(user: User, today: date) -> list[Admitted]:
    """Everybody of the unit who is admitted, who comes out first on top, unknown days last. One query.

    The caller logs whom it shows.
    """
    carried = Assignment.objects.current(today).filter(
        case__citizen=OuterRef("pk"), kind=Assignment.Kind.CONTACT_PERSON
    )
    rows = (
        Citizen.objects.visible_to(user)
        .labelled(user)
        .with_admission()
        .filter(unit_id=user.membership.unit_id, admission__isnull=False)
        .annotate(contact_person=Subquery(carried.order_by("from_on", "pk").values("user__name")[:1]))
        .order_by(F("admission__expected_on").asc(nulls_last=True), "admission__since", "pk")
        .values_list(
            "pk", "shown", "name_hidden", "admitted_kind", "admission__ward", "admission__plan", "admitted_since",
            "admission__expected_on", "contact_person",
        )
    )  # fmt: skip
    return [
        Admitted(pk, label, kind, place_words(kind, "" if hidden else ward), "" if hidden else plan, since, out, who)
        for pk, label, hidden, kind, ward, plan, since, out, who in rows
    ]


def way_to_visit(kind: str | None) -> str:
    """The way of a contact that a visit there most likely is; empty where none is likely."""
    return _WAYS.get(Admission.Kind(kind), "") if kind else ""


def place_words(kind: str, ward: str = "") -> str:
    return ", ".join(part for part in (str(Admission.Kind(kind).label), ward) if part)


def since_words(kind: str, since: date, today: date | None = None) -> str:
    """ "Indlagt siden 3. november": the calm mark of lists."""
    day = short_day(since, today)
    if kind == Admission.Kind.PRISON:
        return _("Fængslet siden %(day)s") % {"day": day}
    if kind == Admission.Kind.TREATMENT:
        return _("I døgnbehandling siden %(day)s") % {"day": day}
    if kind == Admission.Kind.OTHER:
        return _("Et andet sted siden %(day)s") % {"day": day}
    return _("Indlagt siden %(day)s") % {"day": day}


def expected_words(kind: str, expected_on: date | None, today: date) -> str:
    """When they come out, or that nobody knows, or that the day has passed."""
    if expected_on is None:
        return _("Udskrivning ukendt") if kind != Admission.Kind.PRISON else _("Løsladelse ukendt")
    day = near_day(expected_on, today)
    if expected_on < today:
        return _("Skulle være ude %(day)s") % {"day": day}
    if kind == Admission.Kind.PRISON:
        return _("Ventes løsladt %(day)s") % {"day": day}
    return _("Ventes udskrevet %(day)s") % {"day": day}


def began_words(kind: str) -> str:
    """The title of an entry of the timeline."""
    if kind == Admission.Kind.PRISON:
        return _("Fængslet")
    return _("Indlagt") if kind in _WAYS else _("Ophold et andet sted")


def ended_words(kind: str) -> str:
    if kind == Admission.Kind.HOSPITAL:
        return _("Udskrevet fra sygehuset")
    if kind == Admission.Kind.PSYCHIATRY:
        return _("Udskrevet fra psykiatrien")
    return _("Løsladt") if kind == Admission.Kind.PRISON else _("Hjemme igen")
