"""Tasks and agreements, and what became of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import uuid6
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm, Section
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.forms.appointment import TALK_FIELDS, TalkFields
from cases.models import Appointment, Citizen, Task
from cases.workers import workers_of
from directory.models import Place

_WHEN = Section(_("Hvornår, hvor og hvem"), ("due_on", "due_at", "place", "owner"), columns=2)


def _choices(form: forms.ModelForm, user: User) -> None:
    """Places and colleagues of the user's unit; what the task has already stays choosable."""
    task = form.instance
    places = Place.objects.visible_to(user)
    form.fields["place"].queryset = places.filter(Q(closed_on=None) | Q(pk=task.place_id))
    form.fields["place"].empty_label = str(_("Intet bestemt sted"))
    workers = workers_of(user.membership.unit_id)
    if task.owner_id and task.owner_id != user.pk:
        workers = workers | User.objects.filter(pk=task.owner_id)
    form.fields["owner"].queryset = workers
    form.fields["owner"].empty_label = None


class TaskNewForm(TalkFields, HouseModelForm):
    """`entry` is made when the form is drawn, so that sending it twice makes one task.

    An agreement with a citizen may say how one is going to talk; without that it is a plain one.
    """

    sections = (
        _WHEN,
        Section(
            _("Samtale: måde og varighed"),
            TALK_FIELDS,
            text=_("Kun til en planlagt samtale. En aftale som »vi ses ved bænkene« behøver det ikke."),
            fold=True,
        ),
    )
    submit_label = _("Gem opgaven")

    entry = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Task
        fields = ("kind", "title", "due_on", "due_at", "place", "owner")
        widgets = {"kind": ChoiceTiles(icons={"task": "task", "agreement": "calendar"})}

    def __init__(
        self, *args: Any, user: User, citizen: Citizen | None = None, last: Appointment | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if citizen:
            self.offer(citizen, last)
        else:
            for name in TALK_FIELDS:
                del self.fields[name]
        self.initial.update({"owner": user.pk, "entry": uuid6.uuid7(), **kwargs.get("initial", {})})
        self.initial.setdefault("due_on", timezone.localdate())
        _choices(self, user)

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise ValidationError(_("Dagen er gået. Vælg i dag eller en senere dag."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("way"):
            # Nobody plans a talk as a task.
            data["kind"] = Task.Kind.AGREEMENT
        return data

    def clean_entry(self) -> UUID:
        return self.cleaned_data["entry"] or uuid6.uuid7()


class TaskForm(VersionedForm):
    """Edit a task or hand it to a colleague."""

    sections = (_WHEN,)
    submit_label = _("Gem")

    class Meta:
        model = Task
        fields = ("title", "due_on", "due_at", "place", "owner")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, user)
