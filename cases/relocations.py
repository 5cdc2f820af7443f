"""Overleveringer to and from other municipalities in words: where one stands, and its texts as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organisation, Unit, User
from cases.dates import short_day
from cases.models import Citizen, Consent, Information, Relocation
from cases.models.relocation import OTHER, RelocationTexts
from cases.models.warm_handover import ANSWER_DAYS
from cases.numbers import written_cpr, written_phone

#: Lines of one page; what is answered makes room.
LIMIT = 100


def other_municipalities(user: User) -> QuerySet[Organisation]:
    """Those that use Brobyg, and have somebody there who can take over."""
    treats = Unit.objects.filter(organisation=OuterRef("pk"), kind=Unit.Kind.TREATMENT_CENTRE, closed_on=None)
    others = Organisation.objects.filter(Exists(treats), kind=Organisation.Kind.MUNICIPALITY)
    return others.exclude(pk=user.membership.organisation_id).order_by("name")


@dataclass(frozen=True)
class Standing:
    """What became of one that was sent, wherever it was read."""

    sent_on: date
    consent_to_on: date
    answered_on: date | None = None
    refusal: str = ""
    taken_back_on: date | None = None
    withdrawn_on: date | None = None

    @property
    def is_received(self) -> bool:
        return self.answered_on is not None and not self.refusal

    @property
    def is_open(self) -> bool:
        """The sender may still have to do something about it."""
        return not self.is_received and self.taken_back_on is None

    def badge(self, today: date) -> tuple[str, str, str]:
        """(text, tone, icon)"""
        if self.taken_back_on:
            return _("Taget tilbage %(day)s") % {"day": short_day(self.taken_back_on, today)}, "", "close"
        if self.answered_on and self.refusal:
            return _("Ikke modtaget"), "wait", "flag"
        if self.answered_on:
            return _("Modtaget %(day)s") % {"day": short_day(self.answered_on, today)}, "good", "check"
        if self.withdrawn_on:
            return _("Samtykket er trukket tilbage"), "wait", "close"
        if self.consent_to_on < today:
            return _("Samtykket er udløbet"), "wait", "clock"
        return _("Venter på svar"), "wait", "clock"

    def told(self, today: date) -> str:
        """What that means, and what one does now; empty where there is nothing to do."""
        if not self.is_open:
            return ""
        if self.refusal:
            return _("De tager ikke imod: %(why)s. Tag den tilbage, og send en ny, eller ring til dem.") % {
                "why": self.refusal.rstrip(".")
            }
        if self.withdrawn_on or self.consent_to_on < today:
            return _("De kan ikke læse den mere. Tag den tilbage, eller send en ny under et nyt samtykke.")
        if (today - self.sent_on).days >= ANSWER_DAYS:
            return _("Ingen har taget imod endnu. Ring til dem.")
        return _("De kan læse den nu. Uden svar om en uge kommer den tilbage til jer.")


def standing(relocation: Any) -> Standing:
    """Of a row with `receipt` and `consent` loaded."""
    receipt = getattr(relocation, "receipt", None)
    back = relocation.taken_back_at
    return Standing(
        timezone.localdate(relocation.sent_at),
        relocation.consent_to_on,
        timezone.localdate(receipt.answered_at) if receipt else None,
        receipt.refusal if receipt else "",
        timezone.localdate(back) if back else None,
        relocation.consent.withdrawn_on,
    )


def come_rows(user: User, today: date) -> list[dict[str, Any]]:
    """What waits for somebody here, the oldest first; about whom stands on its page, with a log. One query."""
    rows = Relocation.objects.come_to(user).order_by("sent_at", "pk").values_list("pk", "organisation__name", "sent_at")
    return [come_row(key, name, timezone.localdate(sent_at), today) for key, name, sent_at in rows[:LIMIT]]


def come_row(key: UUID, where: str | None, sent_on: date, today: date) -> dict[str, Any]:
    return {
        "title": _("Borger flytter hertil fra %(where)s") % {"where": where},
        "url": reverse("cases:relocation_come", args=[key]),
        "meta": _("overlevering sendt %(day)s") % {"day": short_day(sent_on, today)},
        "icon": "switch",
    }


def texts_shown(row: RelocationTexts) -> list[tuple[str, str]]:
    """(type of information, words) of what was written."""
    labels = [(kind, str(Information(kind).label)) for kind in Information.values]
    labels.append((OTHER, row.kinds_words[:1].upper() + row.kinds_words[1:]))
    return [(label, text) for key, label in labels if (text := getattr(row, key))]


def facts_shown(row: RelocationTexts) -> list[tuple[str, str]]:
    """Who it is about and under which consent it was sent."""
    return [
        (_("Navn"), row.name or _("Ikke oplyst")),
        (_("CPR-nummer"), written_cpr(row.cpr) if row.cpr else ""),
        (_("Telefon"), written_phone(row.phone) if row.phone else ""),
        (_("Flyttet"), date_format(row.moved_on, "DATE_FORMAT")),
        (_("Samtykket omfatter"), row.covers),
        (_("Bruges til"), row.purpose),
        (_("Samtykket gælder til og med"), date_format(row.consent_to_on, "DATE_FORMAT")),
    ]


def consent_facts(consent: Consent) -> list[tuple[str, str]]:
    return [
        (_("Givet til at dele med"), consent.receiver),
        (_("Omfatter"), consent.covers),
        (_("Bruges til"), consent.purpose),
        (_("Gælder til og med"), date_format(consent.to_on, "DATE_FORMAT")),
    ]


def plausible(consent: Consent, municipalities: list[Organisation], citizen: Citizen) -> Organisation | None:
    """The municipality that consent or citizen name already: a proposal, the professional decides."""
    named = consent.receiver.casefold()
    return next(
        (
            one
            for one in municipalities
            if one.name.casefold() in named or one.municipality_code == citizen.home_municipality
        ),
        None,
    )


def relocation_url(key: UUID) -> str:
    return reverse("cases:relocation", args=[key])


def new_url(citizen_id: UUID) -> str:
    return reverse("cases:relocation_new", args=[citizen_id])
