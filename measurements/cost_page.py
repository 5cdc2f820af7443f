"""What the pages of costs show, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.models import User
from measurements.costs import CostRow
from measurements.quarters import Quarter
from measurements.rates import Rate

#: Quarters that can be chosen: three years, and what is asked for.
_CHOICES = 12


def units_of(user: User) -> set[UUID]:
    """The units whose costs the reader sees: their own."""
    assert user.membership is not None
    return {user.membership.unit_id} if user.membership.unit_id else set()


def quarter_choices(first: Quarter, now: Quarter) -> list[Quarter]:
    """The newest first."""
    found = [now]
    while len(found) < _CHOICES or found[-1] > first:
        found.append(found[-1].before)
    return found


def cost_table(rows: Mapping[str, CostRow]) -> list[list[str]]:
    return [row.cells for row in rows.values()]


def rate_lines(rates: Iterable[Rate], today: date) -> list[dict[str, Any]]:
    """The newest first; which holds today is marked."""
    known = list(rates)
    newest: dict[str, Rate] = {}
    for one in known:
        if one.from_on is None or one.from_on <= today:
            newest[one.grade] = one
    return [
        {
            "title": _("%(amount)s kr. pr. %(grade)stime") % {"amount": amount_words(one), "grade": one.grade.label},
            "meta": " · ".join((_since(one), str(one.source))),
            "holds": newest.get(one.grade) is one,
        }
        for one in reversed(known)
    ]


def amount_words(rate: Rate) -> str:
    """ "287,20"."""
    return str(number_format(rate.amount, 2))


def _since(rate: Rate) -> str:
    if rate.from_on is None:
        return _("Gælder fra begyndelsen")
    return _("Gælder fra %(day)s") % {"day": date_format(rate.from_on, "DATE_FORMAT")}
