"""Agreements with partners: written, corrected, gone through again, ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from directory.models import Agreement, AgreementParty, Partner


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an agreement says."""

    title: str
    level: str = Agreement.Level.PRACTICE
    partners: Iterable[Partner] = ()
    parties: str = ""
    roles: str = ""
    responsibilities: str = ""
    interfaces: str = ""
    visits: str = ""
    not_passed_on: str = ""
    disagreement: str = ""
    signed_on: date | None = None
    review_on: date | None = None
    responsible: User | None = None


@action
def make_agreement(*, unit: Unit, terms: Terms, by: User) -> Agreement:
    return _save(Agreement(unit=unit), terms)


@action
def edit_agreement(
    *, agreement: Agreement, terms: Terms, ended_on: date | None, by: User, reason: str = ""
) -> Agreement:
    agreement.ended_on = ended_on
    return _save(agreement, terms)


@action
def review_agreement(
    *, agreement: Agreement, reviewed_on: date, review_on: date | None, by: User, reason: str = ""
) -> Agreement:
    """The parties have gone through it, and do so again on `review_on`. Raises ValidationError by field."""
    if reviewed_on > timezone.localdate():
        raise ValidationError({"reviewed_on": _("Dagen ligger i fremtiden.")})
    if review_on and review_on <= reviewed_on:
        raise ValidationError({"review_on": _("Vælg en dag efter denne gennemgang.")})
    agreement.reviewed_on, agreement.review_on = reviewed_on, review_on
    agreement.save()
    return agreement


def _save(agreement: Agreement, terms: Terms) -> Agreement:
    agreement.title, agreement.level = " ".join(terms.title.split()), terms.level
    agreement.parties, agreement.visits = " ".join(terms.parties.split()), " ".join(terms.visits.split())
    for name in ("roles", "responsibilities", "interfaces", "not_passed_on", "disagreement"):
        setattr(agreement, name, getattr(terms, name).strip())
    agreement.signed_on, agreement.review_on, agreement.responsible = (
        terms.signed_on,
        terms.review_on,
        terms.responsible,
    )
    agreement.full_clean(exclude=["organisation"])
    agreement.save()
    AgreementParty.objects.set_partners(terms.partners, agreement=agreement)
    return agreement
