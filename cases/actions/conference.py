"""*Tag op*: a point for the team's next conference is raised, decided, and taken up again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Team, Unit, User
from audit.writing import action
from cases.actions.entry import is_taken_elsewhere
from cases.actions.task import add_task
from cases.models import Citizen, ConferencePoint

#: So much of a decision becomes the title of the task that follows from it.
_TITLE = 200


@action
def raise_point(
    *,
    unit: Unit,
    team: Team | None,
    what: str,
    by: User,
    citizen: Citizen | None = None,
    entry_id: UUID | None = None,
) -> ConferencePoint:
    """A point on the team's list, or the unit's without a team. The same form sent twice is one point.

    Raises ValidationError by field.
    """
    if entry_id and (known := ConferencePoint.objects.filter(pk=entry_id).first()):
        return known
    point = ConferencePoint(
        id=entry_id or uuid6.uuid7(), unit=unit, team=team, citizen=citizen, what=" ".join(what.split()), raised_by=by
    )
    point.clean_fields(exclude=["organisation", "unit", "team", "citizen", "raised_by", "task", "decided_by"])
    try:
        with transaction.atomic():
            point.save()
    except IntegrityError as error:
        if not is_taken_elsewhere(error):
            raise
        raise ValidationError(_("Denne indtastning er allerede brugt til noget andet. Begynd forfra.")) from error
    return point


@action
def decide_point(
    *,
    point: ConferencePoint,
    decision: str,
    by: User,
    responsible: User | None = None,
    due_on: date | None = None,
) -> ConferencePoint:
    """What was decided, and as a task what `responsible` does about it by `due_on`; neither when nothing is to be done.

    Raises ValidationError by field, and when somebody else has decided meanwhile.
    """
    point = _locked(point)
    if point.decided_at:
        raise ValidationError(
            _("%(who)s har allerede skrevet en beslutning: »%(decision)s«")
            % {"who": point.decided_by, "decision": point.decision}
        )
    words = decision.strip()
    if not words:
        raise ValidationError({"decision": _("Skriv, hvad I besluttede.")})
    if responsible and not due_on:
        raise ValidationError({"due_on": _("Vælg, hvornår det skal være gjort.")})
    if due_on and not responsible:
        raise ValidationError({"responsible": _("Vælg, hvem der gør det.")})
    if due_on and due_on < timezone.localdate():
        raise ValidationError({"due_on": _("Dagen er gået. Vælg i dag eller en senere dag.")})
    if responsible and due_on:
        title = words.splitlines()[0].strip()
        title = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
        point.task = add_task(
            unit=point.unit, citizen=point.citizen, title=title, due_on=due_on, owner=responsible, by=by
        )
    point.decision, point.decided_at, point.decided_by = words, timezone.now(), by
    point.clean_fields(exclude=["organisation", "unit", "team", "citizen", "raised_by", "task", "decided_by"])
    point.save()
    return point


@action
def reopen_point(*, point: ConferencePoint, by: User) -> ConferencePoint:
    """Back on the list. The decision stays in the history; the task that followed is still somebody's to finish."""
    point = _locked(point)
    if point.decided_at:
        point.decision, point.decided_at, point.decided_by, point.task = "", None, None, None
        point.save()
    return point


def _locked(point: ConferencePoint) -> ConferencePoint:
    """Two who decide at once wait for one another here."""
    locked = ConferencePoint.objects.select_for_update(of=("self",)).select_related("unit", "decided_by", "citizen")
    found: ConferencePoint = locked.get(pk=point.pk)
    return found
