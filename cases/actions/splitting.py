"""What was written on the wrong person goes to the right one, and the 14 days run for whoever asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.citizen import add_citizen
from cases.actions.moving import move_rows
from cases.actions.task import register_request
from cases.hanging import with_what_hangs
from cases.models import Citizen, Contact, RowMove, Task, TreatmentRequest
from cases.splitting import plan_rows


@action
def split_off(
    *,
    source: Citizen,
    reason: str,
    by: User,
    contacts: Sequence[Contact] = (),
    tasks: Sequence[Task] = (),
    plan: bool = False,
    target: Citizen | None = None,
    alias: str = "",
) -> RowMove:
    """Move these rows of `source`, with what hangs on them, to `target` or to a new citizen known by `alias`.

    `plan`: the whole own plan goes, for its parts hold together. A request that a moved contact began goes along.
    Whoever else asked while it ran has a clock of their own from that day. Undone by `undo_move`. Raises CannotMove,
    ValidationError by field.
    """
    if not contacts and not tasks and not plan:
        raise ValidationError({"contacts": _("Vælg mindst én kontakt eller opgave.")})
    if target is None:
        target = _new(source, alias, by)
    if target.pk == source.pk:
        raise ValidationError({"citizens": _("Det står allerede på denne borger. Vælg en anden.")})
    _require_fit(target, contacts)
    chosen = {Contact._meta.label: _keys(contacts), Task._meta.label: _keys(tasks)}
    chosen |= plan_rows(source) if plan else {}
    rows = with_what_hangs(source.pk, chosen)
    running = TreatmentRequest.objects.filter(citizen=source, ended_on=None).first()
    move = move_rows(source=source, target=target, rows=rows, kind=RowMove.Kind.SPLIT, reason=reason, by=by)
    if running:
        goes_along = running.pk in rows.get(TreatmentRequest._meta.label, ())
        _let_run(running, source if goes_along else target, rows.get(Contact._meta.label, set()), goes_along, by)
    return move


def _keys(rows: Sequence[Contact] | Sequence[Task]) -> set[UUID]:
    return {row.pk for row in rows}


def _new(source: Citizen, alias: str, by: User) -> Citizen:
    try:
        return add_citizen(unit=source.unit, identity=Citizen.Identity.ALIAS, alias=alias, by=by)
    except ValidationError as error:
        raise ValidationError({"aliases": error.messages}) from error


def _require_fit(target: Citizen, contacts: Sequence[Contact]) -> None:
    """Raises ValidationError where a contact cannot be about the target."""
    there = Contact.objects.current().filter(citizen=target, occasion__in={row.occasion for row in contacts})
    if known := there.order_by("at").values_list("at", flat=True).first():
        day = date_format(timezone.localtime(known), "DATETIME_FORMAT")
        text = _("Borgeren var selv med den %(day)s, så den kontakt kan ikke flyttes dertil. Fravælg den.")
        raise ValidationError({"contacts": text % {"day": day}})
    first = min((timezone.localtime(row.at).year for row in contacts), default=None)
    if first and target.birth_year and first < target.birth_year:
        text = _("En af kontakterne ligger før borgerens fødselsår (%(year)s). Er det den rigtige borger?")
        raise ValidationError({"citizens": text % {"year": target.birth_year}})


def _let_run(running: TreatmentRequest, whose: Citizen, moved: Collection[UUID], goes_along: bool, by: User) -> None:
    """Both asked, but only the first request was written, as if they were one: the other's runs from their own day."""
    asked = Contact.objects.current().filter(citizen=whose, asks_for_treatment=True, request=None)
    if not goes_along:
        asked = asked.filter(pk__in=moved)
    for contact in asked.order_by("at"):
        day = timezone.localdate(contact.at)
        if day >= running.requested_on:
            register_request(citizen=whose, on=day, contact=contact, by=by)
            return
