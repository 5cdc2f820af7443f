"""A point of the quality standard in the municipality's own words, a version at a time."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from audit.writing import action
from measurements.models import StandardPoint

_UNTOUCHED = ["organisation", "shared_with", "written_by"]


@action
def write_point(
    *, organisation: Organisation, number: int, seen: int, title: str, text: str, beside: str, from_on: date, by: User
) -> StandardPoint:
    """The next version of the point. `seen`: the version that the writer had before them, 0 where there was none.

    The same words sent twice are one version. Raises ValidationError by field, also when somebody else has written the
    point meanwhile: nobody's words are overwritten unseen.
    """
    newest = StandardPoint.objects.filter(organisation=organisation, number=number).order_by("-version").first()
    row = StandardPoint(number=number, version=seen + 1, written_by=by)
    row.title, row.text = " ".join(title.split()), text.strip()
    row.beside, row.from_on = beside, from_on
    row.clean_fields(exclude=_UNTOUCHED)
    if newest is not None and _says_the_same(newest, row):
        return newest
    if (newest.version if newest else 0) != seen:
        raise _written_meanwhile()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _written_meanwhile() from error
    return row


def _says_the_same(one: StandardPoint, other: StandardPoint) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("title", "text", "beside", "from_on"))


def _written_meanwhile() -> ValidationError:
    text = _("En anden har skrevet punktet imens. Kopiér din tekst, åbn punktet igen, og skriv den ind i det nye.")
    return ValidationError(text)
