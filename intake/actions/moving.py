"""An enquiry that was put on the wrong citizen goes to the right one, with what it led to."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.moving import move_rows
from cases.hanging import with_what_hangs
from cases.models import Citizen, RowMove
from intake.actions.outcome import new_citizen
from intake.models import Enquiry


@action
def move_enquiry(
    *, enquiry: Enquiry, reason: str, by: User, citizen: Citizen | None = None, name: str = "", alias: str = ""
) -> RowMove:
    """The request for treatment, the agreement and the handover go along: they are of whoever stood there. Undone as
    every move (`undo_move`).

    Raises ValidationError by field, also where it was said in a contact (which goes, and takes it along).
    """
    row = Enquiry.objects.locked(enquiry.pk)
    if why := row.why_not_moved():
        raise ValidationError(why)
    source = row.citizen
    # `why_not_moved` says that there is one.
    assert source is not None
    target = citizen or new_citizen(enquiry=row, name=name, alias=alias, by=by)
    if target.pk == source.pk:
        raise ValidationError({"citizens": _("Det står allerede på denne borger. Vælg en anden.")})
    if row.is_anonymous and target.identity != Citizen.Identity.ANONYMOUS:
        raise ValidationError(_("Henvendelsen er anonym, og borgeren er ikke. Kun borgeren selv kan ophæve det."))
    chosen = {
        link._meta.label: {link.pk}
        for link in (row, row.request, row.agreement, row.handover)
        if link and link.citizen_id == source.pk
    }
    rows = with_what_hangs(source.pk, chosen)
    return move_rows(source=source, target=target, rows=rows, kind=RowMove.Kind.SPLIT, reason=reason, by=by)
