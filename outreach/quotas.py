"""How many citizens of each partner there are room for (S2 p. 49: at most three at a time from psychiatry)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from directory.models import Partner
from outreach.models import ReferralSource


@dataclass(frozen=True)
class PartnerLoad:
    """A partner and the number of open courses that it referred."""

    partner: Partner
    referred: int

    @property
    def is_full(self) -> bool:
        return self.partner.quota is not None and self.referred >= self.partner.quota

    @property
    def words(self) -> str:
        """ "3 af højst 3 borgere ad gangen"; empty where nothing is agreed."""
        if self.partner.quota is None:
            return ""
        words = {"number": self.referred, "quota": self.partner.quota}
        return _("%(number)s af højst %(quota)s borgere ad gangen") % words

    @property
    def label(self) -> str:
        return f"{self.partner} ({self.words})" if self.words else str(self.partner)


def referred_now() -> Coalesce:
    """For a queryset of partners: the number of open courses that each referred."""
    rows = ReferralSource.objects.open().filter(partner=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("partner").annotate(number=Count("pk")).values("number")), 0)


def loads_of(partners: QuerySet[Partner]) -> list[PartnerLoad]:
    """In the order of `partners`. One query."""
    return [PartnerLoad(partner, partner.referred) for partner in partners.annotate(referred=referred_now())]


def load_words(partner: Partner, referred: int) -> str:
    """ "3 af højst 3 borgere ad gangen"; "2 borgere nu" where no number is agreed; empty for nobody."""
    if partner.quota is None and referred:
        return ngettext("%(number)s borger nu", "%(number)s borgere nu", referred) % {"number": referred}
    return PartnerLoad(partner, referred).words


def partners_to_choose(user: User) -> QuerySet[Partner]:
    """The partners of the user's unit by name."""
    chosen: QuerySet[Partner] = Partner.objects.visible_to(user).in_use().filter(unit_id=user.membership.unit_id)
    return chosen.order_by("search_key")
