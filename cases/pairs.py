"""Two citizens looked at together, because they may be, or have been, one person."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import CaseRecord
from cases.models import Citizen

#: What may differ between two records of one person, in the order in which it is asked.
FIELDS = (
    "name", "alias", "description", "birth_year", "gender", "cpr", "phone", "address", "home_municipality", "protected",
    "usual_place", "contact_wishes", "language", "needs_interpreter", "children", "rhythm_days",
    "gp_name", "gp_phone",
)  # fmt: skip

KEEP, GONE, BOTH = "keep", "gone", "both"


class CannotMove(ValidationError):
    """What was written must stay where it is; the message says why."""


def why_apart(keep: Citizen, gone: Citizen) -> str:
    """Why these two cannot become one; empty when they can."""
    if keep.pk == gone.pk:
        return _("Det er den samme borger.")
    if keep.merged_into_id or gone.merged_into_id:
        return _("En af de to er imens samlet med en anden borger. Se borgerens side.")
    if Citizen.Identity.ANONYMOUS in (keep.identity, gone.identity):
        return _(
            "En borger, der er anonym efter loven, kan først samles med en anden, når borgeren selv giver sit navn."
        )
    if keep.cpr and gone.cpr and keep.cpr != gone.cpr:
        return _(
            "De har hvert sit CPR-nummer, så det er to forskellige personer. Er det ene forkert, så ret det først."
        )
    return ""


def differing(keep: Citizen, gone: Citizen) -> list[str]:
    """The fields in which the two differ; nothing said is the same as nothing said."""
    return [name for name in FIELDS if (plain(keep, name) or None) != (plain(gone, name) or None)]


def proposed(keep: Citizen, gone: Citizen, name: str) -> str:
    """Whose value to take: the one that says something, else that of the one who stays; people are found by BOTH
    of two aliases."""
    if name == "alias" and both_aliases(keep, gone):
        return BOTH
    if name == "birth_year" and gone.cpr and gone.birth_year:
        # The number says so.
        return GONE
    return GONE if plain(gone, name) and not plain(keep, name) else KEEP


def both_aliases(keep: Citizen, gone: Citizen) -> str:
    """The two aliases as one; empty when one of them says it all, or when they are too long together."""
    one, other = keep.alias, gone.alias
    if not one or not other or other.casefold() in one.casefold() or one.casefold() in other.casefold():
        return ""
    together = f"{one}, {other}"
    return together if len(together) <= (column(Citizen, "alias").max_length or 0) else ""


def fingerprint(keep: Citizen, gone: Citizen) -> str:
    """Changes when either is edited. Keyed, because a CPR number is part of it."""
    values = [[plain(one, name) for name in ("identity", *FIELDS)] for one in (keep, gone)]
    return salted_hmac("cases.pairs", json.dumps(values)).hexdigest()


def lock_both(source: Citizen, target: Citizen) -> tuple[Citizen, Citizen]:
    """Both as they are now, with nobody else at them. Raises CannotMove when one of them was merged meanwhile.

    Whoever writes a row on one of them holds or waits for the same lock (`cases.database`).
    """
    source, target = locked(source.pk, target.pk)
    if source.merged_into_id or target.merged_into_id:
        raise CannotMove(_("En af de to er imens samlet med en anden borger. Se borgerens side."))
    return source, target


def locked(*keys: UUID) -> list[Citizen]:
    """The citizens in the order of `keys`, locked in one order by all, so that no two wait for each other."""
    rows = Citizen.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys]


def plain(row: CaseRecord, name: str) -> Any:
    """The field's value in JSON's own types."""
    value = getattr(row, column(type(row), name).attname)
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def column(model: type[CaseRecord], name: str) -> models.Field:
    """The model's field of that name."""
    return next(field for field in model._meta.concrete_fields if field.name == name)
