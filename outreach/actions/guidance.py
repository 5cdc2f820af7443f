"""*Vejledt og rådgivet*: help that was given, a kind and a day at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Case
from outreach.models import Guidance
from outreach.open_course import lock_open


@action
def guide(*, case: Case, kinds: Iterable[str], given_on: date, by: User, note: str = "") -> list[Guidance]:
    """Each kind is a row of its own; one that stands on that day already is left as it is. Raises ValidationError."""
    lock_open(case)
    chosen = list(dict.fromkeys(kinds))
    if not chosen:
        raise ValidationError({"kinds": _("Vælg mindst én slags hjælp.")})
    if given_on > timezone.localdate():
        raise ValidationError({"given_on": _("Dagen ligger i fremtiden.")})
    known = set(Guidance.objects.filter(case=case, given_on=given_on).values_list("kind", flat=True))
    rows = [
        Guidance(case=case, kind=kind, given_on=given_on, note=note.strip()) for kind in chosen if kind not in known
    ]
    for row in rows:
        row.clean_fields(exclude=["organisation", "shared_with", "case"])
        row.save()
    return rows


@action
def take_back_guidance(*, guidance: Guidance, by: User) -> None:
    """It was written by mistake; history keeps it."""
    guidance.delete()
