"""A citizen first met on the street, and small changes to one who is known."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from accounts.access import require
from accounts.models import User
from accounts.policy import Can
from audit.access import log_access
from audit.models import AccessLog
from cases.access import get_citizen
from cases.actions.citizen import add_citizen, edit_citizen
from cases.forms.citizen import EditCitizenForm, NewCitizenForm
from cases.models import Citizen
from field.incoming import Incoming
from field.kinds import Kind, register_kind
from field.settled import ALL, Applied, Both, InConflict, Refused, as_refusal, must_be_valid

#: What a tablet may change of a citizen, each field for itself.
CHANGEABLE = ("phone", "usual_place")
_NAMES = ("searched", "entry_id")


def add(entry: Incoming) -> Applied:
    """Two tablets that make the same person are no conflict: the worklist of likely doubles finds them afterwards."""
    require(entry.by, Can.ADD_CITIZEN)
    data = entry.data.copy()
    data["entry_id"] = str(entry.id)
    data.setdefault("searched", data.get("alias") or data.get("name") or "-")
    form = NewCitizenForm(data, user=entry.by)
    must_be_valid(form)
    fields = {name: value for name, value in form.cleaned_data.items() if name not in _NAMES}
    try:
        with transaction.atomic():
            citizen = add_citizen(unit=entry.unit, id=entry.id, by=entry.by, **fields)
    except ValidationError as error:
        raise as_refusal(error) from error
    except IntegrityError as error:
        raise Refused("invalid", {ALL: [_("En anden borger har fået dette CPR-nummer imens.")]}) from error
    log_access(action=AccessLog.Action.VIEW, citizen_id=citizen.pk, purpose=str(_("Skrevet på tablet")))
    return Applied(citizen.pk, {"said": [str(form.cpr_hint)]} if form.cpr_hint else {})


def add_forms(user: User) -> list[BaseForm]:
    return [NewCitizenForm(initial={"identity": Citizen.Identity.ALIAS}, user=user)]


def change(entry: Incoming) -> Applied:
    """`base` says what stood in each field when the tablet heard of it last: a field somebody else changed meanwhile is
    a conflict, and then nothing of the entry is written."""
    citizen_id = entry.about_id("citizen")
    citizen = get_citizen(entry.request_for(citizen_id), citizen_id, may=Can.EDIT_CITIZEN)
    # Locked until it is written: between this look and the save nobody comes in.
    row = Citizen.objects.select_for_update(of=("self",)).get(pk=citizen.pk)
    if citizen.name_hidden:
        words = _("Borgeren er beskyttet. Kun de, der er på forløbet, kan rette oplysningerne.")
        raise Refused("no_permission", {ALL: [words]}, citizen_id=row.pk)
    form = ChangeForm(_whole(entry, row), instance=row, user=entry.by)
    must_be_valid(form)
    wanted = {name: form.cleaned_data[name] for name in CHANGEABLE if name in entry.data}
    both = {
        name: both
        for name, value in wanted.items()
        if (both := _against(form, name, entry.base.get(name, ""), form.before[name], value))
    }
    if both:
        raise InConflict(both, citizen_id=row.pk)
    try:
        edit_citizen(citizen=Citizen.objects.get(pk=row.pk), by=entry.by, **wanted)
    except ValidationError as error:
        raise as_refusal(error) from error
    return Applied(row.pk)


class ChangeForm(EditCitizenForm):
    """The fields a tablet changes, judged as on the page; what both wrote is decided field by field elsewhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, part="hvor", **kwargs)
        for name in set(self.fields) - {*CHANGEABLE, "version"}:
            del self.fields[name]
        self.before = {name: getattr(self.instance, name) for name in CHANGEABLE}


def _whole(entry: Incoming, row: Citizen) -> Any:
    """What was typed, and what stands for the rest."""
    data = entry.data.copy()
    data.setdefault("phone", row.phone or "")
    data.setdefault("usual_place", str(row.usual_place_id or ""))
    data["version"] = str(type(row).history.filter(id=row.pk).order_by("-history_id").values_list("history_id")[0][0])
    return data


def _against(form: ChangeForm, name: str, base: str, standing: Any, wanted: Any) -> Both | None:
    """None where the tablet may write: nobody changed the field since, or to the same."""
    if str(getattr(standing, "pk", standing) or "") in (base, str(getattr(wanted, "pk", wanted) or "")):
        return None
    return Both(str(form.fields[name].label), str(standing or "-"), str(wanted or "-"))


def change_forms(user: User) -> list[BaseForm]:
    """Two fields of *Ny borger*: the form above is of a citizen there is."""
    form = NewCitizenForm(user=user)
    for name in set(form.fields) - set(CHANGEABLE):
        del form.fields[name]
    return [form]


register_kind(Kind("citizen", _("Ny borger"), add, forms=add_forms))
register_kind(Kind("citizen_change", _("Ret telefon og sted"), change, about="citizen", forms=change_forms))
