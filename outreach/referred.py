"""The citizens of open courses whom one partner referred: the rows behind the number on the partner's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.access import log_listed
from cases.access import citizens_for
from cases.dates import short_day
from directory.models import Partner
from directory.panels import PartnerCount, register_partner_count
from outreach.models import ReferralSource
from outreach.quotas import load_words, referred_now


@dataclass(frozen=True)
class Referred:
    """`hidden`: how many more the reader may not know of; together they are the number that led here."""

    rows: list[dict[str, str]]
    hidden: int

    @property
    def number(self) -> int:
        return len(self.rows) + self.hidden


def referred_by(partner: Partner, user: User, today: date) -> Referred:
    """Newest first; those shown are in the access log. Two queries."""
    found = list(_open_of(partner))
    labels = citizens_for(user, [citizen_id for _case, citizen_id, *_rest in found])
    log_listed(labels)
    rows = [
        {
            "title": labels[citizen_id],
            "url": reverse("cases:case", args=[case_id]),
            "meta": _meta(referred_on, reason, today),
        }
        for case_id, citizen_id, referred_on, reason in found
        if citizen_id in labels
    ]
    return Referred(rows, len(found) - len(rows))


def _open_of(partner: Partner) -> QuerySet:
    rows = ReferralSource.objects.open().filter(partner=partner).order_by("-referred_on", "-pk")
    return rows.values_list("case_id", "case__citizen_id", "referred_on", "over_quota_reason")


def _meta(on: date, reason: str, today: date) -> str:
    told = _("henvist %(day)s") % {"day": short_day(on, today)}
    return f"{told} · {_('Ud over aftalen')}: {reason}" if reason else told


def _now(user: User, today: date) -> Combinable:
    return referred_now()


register_partner_count(
    PartnerCount(
        key="referred",
        label=gettext_lazy("Henvist af dem"),
        expression=_now,
        words=load_words,
        url=lambda partner: reverse("outreach:partner_citizens", args=[partner.pk]),
        in_list=True,
    )
)
