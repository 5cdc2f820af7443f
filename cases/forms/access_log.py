from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.models import Membership, User
from accounts.policy import Can, Scope, scope_of
from audit.models import AccessLog

#: Instead of one action: lists are most of the log and say least.
ALL = "alt"


class LooksFilter(HouseForm):
    """The filters of *Opslag*, read from the address: staff, day and action, nothing about a citizen."""

    person = forms.ChoiceField(label=_("Medarbejder"), required=False)
    dag = forms.DateField(label=_("Dag"), required=False)
    handling = forms.ChoiceField(label=_("Handling"), required=False)
    formaal = forms.BooleanField(label=_("Kun uden for egne forløb"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Membership.objects.filter(organisation_id=user.membership.organisation_id)
        if scope_of(user, Can.SEE_ACCESS_LOG) < Scope.ORGANISATION:
            people = people.filter(unit_id=user.membership.unit_id)
        named = dict(people.order_by("user__name").values_list("user_id", "user__name"))
        self.fields["person"].choices = [("", _("Alle")), *((str(key), name) for key, name in named.items())]
        self.fields["handling"].choices = [
            ("", _("Alt undtagen lister")),
            (ALL, _("Alt, også lister")),
            *AccessLog.Action.choices,
        ]
