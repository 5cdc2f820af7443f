"""When a worker has time for first talks."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm, Section
from accounts.holders import holders_of
from accounts.models import User
from accounts.policy import Can, Scope, scope_of
from cases.forms.entry import EntryForm
from directory.models import Place
from intake.models import Availability


class AvailabilityForm(EntryForm, HouseModelForm):
    """`who`: only for whoever may say it for others."""

    sections: ClassVar[tuple[Section, ...]] = (
        Section("", ("who",)),
        Section(_("Hvornår"), ("weekday", "minutes", "from_at", "to_at"), columns=2),
        Section(_("Hvor"), ("place",)),
        Section(_("Gælder"), ("from_on", "to_on"), columns=2),
    )
    submit_label = _("Gem")

    who = forms.ModelChoiceField(label=_("Medarbejder"), queryset=User.objects.none(), empty_label=None)

    class Meta:
        model = Availability
        fields = ("weekday", "minutes", "from_at", "to_at", "place", "from_on", "to_on")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekday"].label = _("Ugedag")
        self.fields["weekday"].choices = Availability.Weekday.choices
        self.fields["minutes"].label = _("Minutter til hver samtale")
        self.fields["from_at"].label, self.fields["to_at"].label = _("Fra kl."), _("Til kl.")
        self.fields["from_on"].label, self.fields["to_on"].label = _("Fra og med"), _("Til og med")
        self.fields["to_on"].help_text = _("Lad feltet stå tomt, når det gælder indtil videre.")
        places = Place.objects.visible_to(user).in_use().exclude(kind=Place.Kind.HOME)
        self.fields["place"].queryset = places.order_by("name", "area")
        self.fields["place"].help_text = _("Stedet står på den side, alle kan se.")
        is_new = self.instance._state.adding
        if is_new and scope_of(user, Can.OFFER_TIMES) > Scope.OWN:
            self.fields["who"].queryset = holders_of(Can.OFFER_TIMES, user.membership.unit_id)
            self.initial.setdefault("who", user.pk)
        else:
            del self.fields["who"]

    def _post_clean(self) -> None:
        """The action judges the row; here it would be judged without its unit and its worker."""

    @property
    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
