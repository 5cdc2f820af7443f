"""Giving a course to somebody, with the team's load in sight."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, dress
from accounts.models import User
from cases.limit import Load, Move

LEFT = _("Personen arbejder ikke i enheden mere. Vælg en anden.")


class WorkerField(forms.ModelChoiceField):
    """Somebody who works in the unit, with what they carry where the `load` is known."""

    load: Load | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.none(), **{"empty_label": _("Vælg en medarbejder"), **kwargs})
        self.error_messages["invalid_choice"] = LEFT

    def label_from_instance(self, user: User) -> str:
        if self.load is None or user.pk not in self.load.carriers:
            return user.name
        courses = self.load.carriers[user.pk].courses
        return _("%(name)s (%(courses)s forløb)") % {"name": user.name, "courses": courses}


def over_limit_field() -> forms.CharField:
    """Why a course is given although the team carries as much as it should."""
    return forms.CharField(
        label=_("Hvorfor over grænsen"),
        max_length=200,
        required=False,
        help_text=_("Fx »Jonas er tilbage om to uger«. Grunden står ved tildelingen på forløbet."),
    )


class LimitedForm(HouseForm):
    """A form that gives one course to the worker in `receiver`. It tells which teams carry much, and asks why only
    where one course more is too much."""

    receiver: ClassVar[str]

    def __init__(self, *args: Any, load: Load, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.receiver]
        field.load = load
        one_more = {one.team_id: load.moved([Move(None, one.id)]) for one in load.carriers.values()}
        told = [team for team, after in one_more.items() if after.is_near(team)]
        field.help_text = " ".join(f"{load.words(team)}." for team in sorted(told, key=load.team_name))
        if any(load.pushed_over(after) for after in one_more.values()):
            self.fields["over_limit_reason"] = over_limit_field()
            dress(self.fields["over_limit_reason"])
