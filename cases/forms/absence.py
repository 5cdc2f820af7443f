"""Who is away and who stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section, dress
from accounts.models import User
from cases.forms.limit import LEFT, WorkerField
from cases.handover import as_id, receivers
from cases.limit import Load
from cases.models import Absence
from cases.workers import workers_of


class AbsenceForm(HouseForm):
    """A new absence; nobody asks why. Without `stand_in` the covers are chosen course by course afterwards."""

    sections: ClassVar[tuple[Section, ...]] = (
        Section("", ("user",)),
        Section(_("Hvornår"), ("from_on", "to_on"), columns=2),
        Section("", ("stand_in",)),
    )
    submit_label = _("Gem fravær")

    user = WorkerField(label=_("Hvem er væk"))
    from_on = forms.DateField(label=_("Fra"), initial=timezone.localdate)
    to_on = forms.DateField(label=_("Til og med"))
    stand_in = WorkerField(
        label=_("Vikar for alle forløb"),
        required=False,
        empty_label=_("Vælg for hvert forløb bagefter"),
        help_text=_("Vikaren ser borgerne som sine egne i de dage, og kun da."),
    )

    def __init__(self, *args: Any, user: User, load: Load, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("user", "stand_in"):
            self.fields[name].queryset = workers_of(user.membership.unit_id)
            self.fields[name].load = load


class CoversForm(HouseForm):
    """The dates of an absence, and for each of `courses`, (id, label), who stands in: a field `cover-<course>`."""

    submit_label = _("Gem")

    from_on = forms.DateField(label=_("Fra"))
    to_on = forms.DateField(label=_("Til og med"))

    def __init__(
        self,
        *args: Any,
        absence: Absence,
        courses: Sequence[tuple[UUID, str]],
        stand_ins: dict[UUID, UUID],
        load: Load,
        today: date,
        **kwargs: Any,
    ) -> None:
        covers = {cover_field(pk): str(stand_ins.get(pk, "")) for pk, _label in courses}
        kwargs["initial"] = {"from_on": absence.from_on, "to_on": absence.to_on, **covers}
        super().__init__(*args, **kwargs)
        if absence.from_on <= today:
            del self.fields["from_on"]
        self.courses = courses
        people = [person for person in receivers(load) if person[0] != str(absence.user_id)]
        for pk, label in courses:
            field = forms.ChoiceField(label=label, choices=[("", _("Ingen vikar")), *people], required=False)
            field.error_messages["invalid_choice"] = LEFT
            self.fields[cover_field(pk)] = field
            dress(field)

    def chosen(self) -> dict[UUID, UUID | None]:
        """{course: who stands in, None for nobody}, of the fields that were changed."""
        names = {cover_field(pk): pk for pk, _label in self.courses}
        return {pk: as_id(self.cleaned_data[name]) for name, pk in names.items() if name in self.changed_data}


def cover_field(case_id: UUID) -> str:
    return f"cover-{case_id}"
