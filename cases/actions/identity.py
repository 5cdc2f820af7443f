"""Who somebody turned out to be: a name found later, two records of one person, what stood on the wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.citizen import edit_citizen
from cases.actions.moving import Undone, move_rows, undo_move
from cases.hanging import rows_of
from cases.models import Citizen, Identification, RowMove
from cases.pairs import (
    BOTH,
    GONE,
    CannotMove,
    both_aliases,
    column,
    differing,
    fingerprint,
    lock_both,
    locked,
    plain,
    proposed,
    why_apart,
)

__all__ = ["CannotMove", "Undone", "identify_citizen", "merge_citizens", "move_rows", "undo_move"]

#: By which an anonymous citizen gives up the anonymity; nobody else can.
OWN_ACT = (Identification.How.SAID_SO, Identification.How.PAPERS)


@action
def identify_citizen(*, citizen: Citizen, name: str, how: str, by: User, **fields: Any) -> Identification:
    """Somebody known by an alias, or anonymous, gets a name; `fields` may be cpr, phone and birth_year.

    The alias stays. Raises ValidationError by field, also when an anonymous citizen was named by somebody else, or when
    somebody else gave the citizen a name first.
    """
    citizen = Citizen.objects.select_for_update(of=("self",)).get(pk=citizen.pk)
    was = citizen.identity
    if was == Citizen.Identity.NAMED or citizen.merged_into_id:
        raise ValidationError(_("En anden har givet borgeren navn imens. Se borgerens side."))
    if was == Citizen.Identity.ANONYMOUS:
        if how not in OWN_ACT:
            raise ValidationError({"how": _("Kun borgeren selv kan ophæve sin anonymitet.")})
        # From here on the citizen is like others; what follows may name them.
        citizen.identity = Citizen.Identity.ALIAS
    named = {"identity": Citizen.Identity.NAMED, "anonymous_basis": "", "name": name}
    edit_citizen(citizen=citizen, by=by, **{**fields, **named})
    row = Identification(citizen=citizen, was=was, how=how, identified_by=by)
    row.save()
    return row


@action
def merge_citizens(
    *,
    keep: Citizen,
    gone: Citizen,
    by: User,
    choices: Mapping[str, str] | None = None,
    reason: str = "",
    seen: str = "",
) -> RowMove:
    """The two are one person: everything that hangs on `gone` hangs on `keep` from now on.

    `choices`: field → KEEP, GONE or (alias) BOTH; what is not chosen is `proposed`. `seen` is the `fingerprint`
    of the two whom the person looked at. The same merge asked for twice is done once. Raises CannotMove.
    """
    gone, keep = locked(gone.pk, keep.pk)
    if gone.merged_into_id == keep.pk:
        return RowMove.objects.get(source=gone, kind=RowMove.Kind.MERGE, undone_at=None)
    gone, keep = lock_both(gone, keep)
    if why := why_apart(keep, gone):
        raise CannotMove(why)
    if seen and seen != fingerprint(keep, gone):
        raise CannotMove(
            _("Oplysningerne er ændret, siden du åbnede siden. Se dem igennem, og saml igen."), code="seen"
        )
    taken = _take(keep, gone, choices or {})
    move = move_rows(
        source=gone, target=keep, rows=rows_of(gone.pk), kind=RowMove.Kind.MERGE, reason=reason, taken=taken, by=by
    )
    gone.merged_into = keep
    # First the one who goes: two who are both there cannot have one CPR number.
    gone.save()
    try:
        with transaction.atomic():
            keep.save()
    except IntegrityError as error:
        raise CannotMove(_("Vælg et navn, et kaldenavn eller en beskrivelse, som borgeren kan kendes på.")) from error
    return move


def _take(keep: Citizen, gone: Citizen, choices: Mapping[str, str]) -> dict[str, list[Any]]:
    """Give `keep` what is chosen of `gone`, unsaved. Returns {field: [before, after]} of what that changed."""
    before = {name: plain(keep, name) for name in (*differing(keep, gone), "identity")}
    for name in before:
        if name == "identity":
            continue
        # A number that only one of them has is the person's: there is nothing to choose.
        whose = (choices.get(name) if name != "cpr" else None) or proposed(keep, gone, name)
        if whose == BOTH:
            setattr(keep, name, both_aliases(keep, gone) or getattr(keep, name))
        elif whose == GONE:
            attribute = column(Citizen, name).attname
            setattr(keep, attribute, getattr(gone, attribute))
    keep.identity = Citizen.Identity.NAMED if keep.name else Citizen.Identity.ALIAS
    after = {name: plain(keep, name) for name in before}
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}
