"""A municipality and a centre agree; what was agreed is changed in place, and ended with a date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User, shared_like
from audit.writing import action
from crisis_center.models import AgreementSpotter, Centre, CentreAgreement

_GIVEN_BY_CODE = ["organisation", "shared_with", "centre", "mentor", "deputy"]


@action
def agree(*, centre: Centre, by: User, **agreed: Any) -> CentreAgreement:
    """The agreement of the organisation that `by` acts in. Raises ValidationError by field."""
    row = CentreAgreement(centre=centre, **agreed)
    if CentreAgreement.objects.filter(organisation=row.organisation_id, centre=centre, to_on=None).exists():
        raise ValidationError(_("Der gælder allerede en aftale med det center. Ret den, eller afslut den."))
    operator_id = centre.unit.organisation_id
    row.shared_with_id = operator_id if operator_id != row.organisation_id else None
    return _kept(row)


@action
def change_agreement(*, agreement: CentreAgreement, by: User, **agreed: Any) -> CentreAgreement:
    """Raises ValidationError by field."""
    for name, value in agreed.items():
        setattr(agreement, name, value)
    return _kept(agreement)


@action
def end_agreement(*, agreement: CentreAgreement, on: date, by: User) -> CentreAgreement:
    if on < agreement.from_on:
        raise ValidationError({"to_on": _("Aftalen slutter, før den begynder.")})
    agreement.to_on = on
    agreement.save()
    return agreement


@action
def name_spotter(
    *, agreement: CentreAgreement, name: str, by: User, where: str = "", phone: str = "", user: User | None = None
) -> AgreementSpotter:
    row = AgreementSpotter(
        agreement=agreement, name=name, where=where, phone=phone, user=user, **shared_like(agreement)
    )
    row.clean_fields(exclude=["organisation", "shared_with", "agreement", "user"])
    row.save()
    return row


@action
def end_spotter(*, spotter: AgreementSpotter, on: date, by: User) -> AgreementSpotter:
    spotter.ended_on = on
    spotter.save()
    return spotter


def _kept(row: CentreAgreement) -> CentreAgreement:
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    if row.deputy_id and row.deputy_id == row.mentor_id:
        raise ValidationError({"deputy": _("Stedfortræderen er en anden end mentoren.")})
    if row.to_on and row.to_on < row.from_on:
        raise ValidationError({"to_on": _("Aftalen slutter, før den begynder.")})
    row.save()
    return row
