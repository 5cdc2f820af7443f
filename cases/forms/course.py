"""Opening, assigning, pausing, closing and reopening a course."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.days import PastDay
from accounts.forms.widgets import CheckTiles, ChoiceTiles
from accounts.models import User
from cases.forms.limit import LimitedForm, WorkerField
from cases.models import CasePeriod
from cases.pathway import pathways
from cases.workers import workers_of


class CaseOpenForm(LimitedForm):
    """`user` opens it, and is the contact person unless another one is chosen."""

    receiver = "contact_person"
    sections = (Section(_("Flere på forløbet"), ("others",), fold=True),)
    submit_label = _("Åbn forløbet")

    pathway = forms.ChoiceField(label=_("Forløb"), widget=ChoiceTiles())
    contact_person = WorkerField(label=_("Kontaktperson"))
    on = PastDay(label=_("Åbnet den"))
    others = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Også med på forløbet"), required=False, widget=CheckTiles(compact=True)
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(declared.key, declared.title) for declared in pathways()]
        self.fields["pathway"].choices = choices
        self.initial.setdefault("pathway", choices[0][0])
        if len(choices) == 1:
            self.fields["pathway"].widget = forms.HiddenInput()
        workers = workers_of(user.membership.unit_id)
        self.fields["contact_person"].queryset = workers
        self.fields["others"].queryset = workers
        self.initial.setdefault("contact_person", user.pk)


class CaseAssignForm(HouseForm):
    """Somebody comes along beside the contact person; who follows all the way is `FollowersForm`'s."""

    submit_label = _("Tilføj")

    user = WorkerField(label=_("Hvem"), help_text=_("Er med ved siden af kontaktpersonen."))
    on = forms.DateField(label=_("Fra og med"), initial=timezone.localdate)

    def __init__(self, *args: Any, unit_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = workers_of(unit_id)


class CasePauseForm(HouseForm):
    submit_label = _("Sæt på pause")

    reason = forms.CharField(
        label=_("Hvorfor"), max_length=200, help_text=_("Fx indlagt, afsoner eller rejst for en tid.")
    )
    on = PastDay(label=_("Fra"))


class CaseCloseForm(HouseForm):
    submit_label = _("Afslut forløbet")

    reason = forms.ChoiceField(
        label=_("Hvorfor"), choices=CasePeriod.CloseReason.choices, widget=ChoiceTiles({"class": "words"}, compact=True)
    )
    note = forms.CharField(label=_("Bemærkning"), max_length=300, required=False, widget=forms.Textarea({"rows": 3}))
    on = PastDay(label=_("Afsluttet den"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == CasePeriod.CloseReason.OTHER and not cleaned.get("note"):
            self.add_error("note", ValidationError(_("Skriv kort, hvad grunden er.")))
        return cleaned


class CaseReopenForm(LimitedForm):
    receiver = "contact_person"
    submit_label = _("Åbn forløbet igen")

    contact_person = WorkerField(label=_("Kontaktperson"))
    on = PastDay(label=_("Åbnet igen den"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact_person"].queryset = workers_of(user.membership.unit_id)
        self.initial.setdefault("contact_person", user.pk)
