"""The agreement with a centre, in the manual's words (S4 5.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.holders import roles_with
from accounts.models import Membership, User
from accounts.policy import Can
from crisis_center.models import AgreementSpotter, CentreAgreement

#: An agreement is gone through again after a year, unless another day is chosen.
REVIEW_EVERY = timedelta(days=365)


class CentreAgreementForm(HouseModelForm):
    submit_label = _("Gem aftalen")
    sections = (
        Section(
            _("Hvad kommunen siger ja til"),
            CentreAgreement.PARAMETERS,
            text=_("Det, der ikke er krydset af, ser mentoren som »Der mangler«. Det stopper aldrig en henvendelse."),
        ),
        Section(_("Den sociale mentor"), ("mentor", "deputy"), columns=2),
        Section(_("Aftalen"), ("from_on", "signed_on", "review_on"), columns=2),
        Section("", ("note",)),
    )

    class Meta:
        model = CentreAgreement
        fields = (*CentreAgreement.PARAMETERS, "mentor", "deputy", "from_on", "signed_on", "review_on", "note")
        labels = {"mentor": _("Navngiven social mentor"), "note": _("Andet, der er aftalt")}
        widgets = {"note": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation_id = user.membership.organisation_id
        people = Membership.objects.active().filter(organisation=organisation_id, role__in=roles_with(Can.WORK_PATHWAY))
        for name in ("mentor", "deputy"):
            field = self.fields[name]
            # Who was chosen stays a choice, also when they have left since.
            chosen = Q(pk=getattr(self.instance, f"{name}_id"))
            field.queryset = User.objects.filter(Q(pk__in=people.values("user_id")) | chosen).order_by("name", "pk")
            field.empty_label = str(_("Ingen endnu"))
        if self.instance._state.adding:
            self.initial.setdefault("review_on", timezone.localdate() + REVIEW_EVERY)

    def _post_clean(self) -> None:
        """The action makes and checks the row."""


class AgreementEndForm(HouseForm):
    submit_label = _("Afslut aftalen")

    to_on = forms.DateField(label=_("Sidste dag"), initial=timezone.localdate)


class SpotterForm(HouseModelForm):
    submit_label = _("Tilføj")

    class Meta:
        model = AgreementSpotter
        fields = ("name", "where", "phone")
        help_texts = {"where": _("Fx værestedet, gaden eller myndigheden.")}

    def _post_clean(self) -> None:
        """The action makes and checks the row."""
