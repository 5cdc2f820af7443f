"""What was changed in *Grænser og rytme*, by whom and when, in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from cases.limit import figure
from cases.unit_choice import phase_choices

#: Fields of the organisation that the page sets, in its order.
_NUMBERS = ("caseload_limit", "caseload_warn_from", "stay_weight", "rhythm_days", "forget_after_days")
#: History rows that are looked through: the organisation has few.
_ROWS = 50


@dataclass(frozen=True)
class LimitChange:
    when: str
    who: str
    #: "Grænse for …: 15, før 13"
    what: list[str]


def limit_changes(organisation: Organisation) -> list[LimitChange]:
    """The latest changes of these numbers, the newest first. Two queries."""
    rows = list(organisation.history.order_by("-history_id")[: _ROWS + 1])
    told = [(row, _differences(row, before)) for row, before in pairwise(rows)]
    changed = [(row, what) for row, what in told if what]
    names = dict(User.objects.filter(pk__in={row.history_user_id for row, _what in changed}).values_list("pk", "name"))
    return [
        LimitChange(
            date_format(timezone.localtime(row.history_date), "DATETIME_FORMAT"),
            names.get(row.history_user_id, ""),
            what,
        )
        for row, what in changed
    ]


def _differences(row: Any, before: Any) -> list[str]:
    fields = {field.name: field for field in Organisation._meta.fields}
    titles = {name: str(fields[name].verbose_name).capitalize() for name in _NUMBERS}
    found = [
        _told(titles[name], getattr(row, name), getattr(before, name))
        for name in _NUMBERS
        if getattr(row, name) != getattr(before, name)
    ]
    own, earlier = row.phase_rhythms, before.phase_rhythms
    return found + [
        _told(title, own.get(key), earlier.get(key))
        for key, title in phase_choices()
        if own.get(key) != earlier.get(key)
    ]


def _told(title: str, new: Any, old: Any) -> str:
    return _("%(what)s: %(new)s, før %(old)s") % {"what": title, "new": _number(new), "old": _number(old)}


def _number(value: Any) -> str:
    return _("som de andre") if value is None else figure(Decimal(value))
