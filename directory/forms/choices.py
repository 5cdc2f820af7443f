"""Fields that the forms of this room share: partners and people of the unit, who stays at a place, degrees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.forms.widgets import CheckTiles
from accounts.holders import holders_of
from accounts.models import CaseRecordQuerySet, User
from accounts.policy import Can
from directory.models import Partner, place_key, stays_labels


def stays_choices() -> list[tuple[str, str]]:
    return [(name, label[:1].upper() + label[1:]) for name, label in stays_labels()]


class PartnersField(forms.ModelMultipleChoiceField):
    """Any number of the unit's partners."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Partner.objects.none(), widget=CheckTiles(compact=True), **options)

    def offer(self, user: User, known: Iterable[UUID] = ()) -> None:
        """Those in use, and those that are chosen already."""
        rows = Partner.objects.visible_to(user)
        self.queryset = rows.filter(Q(closed_on=None) | Q(pk__in=list(known))).order_by("name", "area")


class PersonField(forms.ModelChoiceField):
    """Somebody of the unit who plans with it, or nobody."""

    def __init__(self, **options: Any) -> None:
        options = {"required": False, "empty_label": _("Ingen bestemt"), **options}
        super().__init__(queryset=User.objects.none(), **options)

    def offer(self, user: User, known: UUID | None = None) -> None:
        """Those of the unit today, and whoever was chosen before."""
        people = holders_of(Can.MANAGE_PLACES, user.membership.unit_id)
        self.queryset = (people | User.objects.filter(pk=known)).order_by("name", "pk") if known else people


class Degrees(forms.FloatField):
    """A latitude or a longitude, with comma or point."""

    def __init__(self, *, at_most: int, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(required=False, widget=widget, **options)
        self.at_most = at_most
        self.error_messages["invalid"] = _("Skriv et tal, fx 55,4038.")

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def validate(self, value: float | None) -> None:
        super().validate(value)
        if value is not None and abs(value) > self.at_most:
            raise ValidationError(_("Tallet er højst %(most)s.") % {"most": self.at_most}, code="degrees")


def refuse_known(form: forms.BaseForm, rows: CaseRecordQuerySet, message: str) -> None:
    """Say that `rows` have one of that name and area: the action would return it, and what was typed would be lost."""
    name, area = (" ".join(form.cleaned_data.get(part, "").split()) for part in ("name", "area"))
    if name and rows.filter(search_key=place_key(name, area)).exists():
        form.add_error("name", message)
