"""What stands now in the fields of a citizen that a tablet would have changed, and who wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Citizen
from field.kinds.citizen import CHANGEABLE
from field.typed import moment_words

#: So many earlier versions are looked through for who wrote the one that stands.
_LOOKED_BACK = 50


@dataclass(frozen=True)
class Standing:
    """`raw`: as a form would post it. `by`: "Oda Lind, i dag kl. 14.10"."""

    raw: str
    words: str
    by: str


def standing_of(citizen: Citizen, names: Iterable[str]) -> dict[str, Standing]:
    """By field. Two queries, three when somebody has changed one of them."""
    wanted = [name for name in names if name in CHANGEABLE]
    written = _written(citizen, wanted)
    found = {}
    for name in wanted:
        value = getattr(citizen, name)
        found[name] = Standing(str(getattr(value, "pk", value) or ""), str(value or "-"), written.get(name, ""))
    return found


def _written(citizen: Citizen, names: list[str]) -> dict[str, str]:
    """{field: who wrote what stands, and when}"""
    columns = [getattr(Citizen._meta.get_field(name), "attname", name) for name in names]
    rows = Citizen.history.filter(id=citizen.pk).order_by("-history_id")
    versions: list[Any] = list(rows.values_list("history_date", "history_user_id", *columns)[:_LOOKED_BACK])
    first = {}
    for place, name in enumerate(names, start=2):
        same = versions[0][place] if versions else None
        for version in versions:
            if version[place] != same:
                break
            first[name] = version[:2]
    people = dict(User.objects.filter(pk__in={who for _at, who in first.values()}).values_list("pk", "name"))
    return {name: _by(people.get(who, ""), at) for name, (at, who) in first.items()}


def _by(name: str, at: Any) -> str:
    words = {"name": name, "when": moment_words(at)}
    return _("%(name)s, %(when)s") % words if name else words["when"]
