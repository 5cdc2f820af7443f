"""Agreements as lists, and one of them whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.models import Agreement

#: The parts of an agreement's page, in the order in which they are read.
PARTS = ("roles", "responsibilities", "interfaces", "visits", "not_passed_on", "disagreement")


@dataclass(frozen=True)
class AgreementLine:
    """One agreement as the list shows it. `badges`: (text, tone, icon)."""

    title: str
    url: str
    meta: str
    review: str
    badges: list[tuple[str, str, str]] = field(default_factory=list)


def agreement_lines(rows: QuerySet, today: date) -> list[AgreementLine]:
    """Two queries."""
    found = rows.prefetch_related("agreement_parties__partner").order_by(F("review_on").asc(nulls_last=True), "title")
    return [_line(row, today) for row in found]


def agreement_parts(agreement: Agreement) -> list[tuple[str, str]]:
    """[(heading, text)…], also of what is not written yet."""
    labels = {field.name: str(field.verbose_name) for field in Agreement._meta.concrete_fields}
    return [(labels[name][:1].upper() + labels[name][1:], getattr(agreement, name)) for name in PARTS]


def _line(row: Agreement, today: date) -> AgreementLine:
    badges = []
    in_force = row.ended_on is None or row.ended_on > today
    if not in_force:
        badges.append((_("Ophørt"), "", ""))
    elif row.review_on and row.review_on <= today:
        badges.append((_("Skal gennemgås"), "wait", "clock"))
    if row.signed_on is None:
        badges.append((_("Ikke underskrevet"), "", "edit"))
    names = sorted((link.partner.name for link in row.agreement_parties.all()), key=str.casefold)
    return AgreementLine(
        row.title,
        row.get_absolute_url(),
        " · ".join((", ".join(names), str(row.get_level_display()))),
        _("Gennemgås %(day)s") % {"day": date_format(row.review_on)} if in_force and row.review_on else "",
        badges,
    )
