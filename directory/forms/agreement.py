"""An agreement with partners: written, corrected, gone through again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from directory.actions.agreement import Terms
from directory.forms.choices import PartnersField, PersonField
from directory.forms.versioned import PlanningForm
from directory.models import Agreement

#: An agreement is gone through again after a year, unless another day is chosen.
REVIEW_EVERY = timedelta(days=365)

_FIELDS = (
    "title", "level", "parties", "roles", "responsibilities", "interfaces", "visits", "not_passed_on", "disagreement",
    "signed_on", "review_on", "responsible",
)  # fmt: skip
_LONG = ("roles", "responsibilities", "interfaces", "not_passed_on", "disagreement")


def next_review() -> date:
    return timezone.localdate() + REVIEW_EVERY


class _Agreement(forms.BaseForm):
    sections = (
        Section("", ("title", "partners", "level", "parties")),
        Section(_("Hvem gør hvad"), ("roles", "responsibilities", "interfaces", "visits")),
        Section(_("Tillid"), ("not_passed_on", "disagreement")),
        Section(_("Aftalen"), ("signed_on", "review_on", "responsible"), columns=2),
        Section(_("Aftalen gælder ikke mere"), ("ended_on",), fold=True),
    )

    def dress(self, user: User, chosen: Iterable[UUID], responsible: UUID | None) -> None:
        self.fields["partners"].offer(user, chosen)
        self.initial["partners"] = list(chosen)
        self.fields["responsible"].offer(user, responsible)
        said = self.fields["not_passed_on"]
        said.help_text = user.membership.organisation.say(said.help_text)

    def terms(self) -> dict[str, Any]:
        """What `make_agreement` and `edit_agreement` take."""
        data = dict(self.cleaned_data)
        ended = {"ended_on": data.pop("ended_on")} if "ended_on" in data else {}
        return {"terms": Terms(**data), **ended}


def _level() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Mellem"), choices=Agreement.Level.choices, widget=ChoiceTiles(compact=True), initial="practice"
    )


def _partners() -> PartnersField:
    return PartnersField(label=_("Samarbejdspartnere"), error_messages={"required": _("Vælg mindst én.")})


class _Texts:
    model = Agreement
    fields = _FIELDS
    widgets = {name: forms.Textarea({"rows": 3}) for name in _LONG}
    help_texts = {
        "parties": _("Afdelinger og navne, som skal stå på aftalen."),
        "roles": _(
            "Hvem kommer med hvad? I kommer med viden om rusmidler og behandling: I supplerer, I erstatter ingen."
        ),
        "interfaces": _("Hvor slutter den enes opgave, og hvor begynder den andens?"),
        "visits": _("Fx »tirsdag og torsdag kl. 10-12«. Faste besøgsdage skal holdes."),
        "not_passed_on": _("Fx hvad I ser af {side_use}, mens I er på besøg."),
        "disagreement": _("Hvem taler med hvem, når I ser forskelligt på en sag?"),
    }


class AgreementForm(_Agreement, HouseModelForm):
    submit_label = _("Gem aftalen")

    level = _level()
    partners = _partners()
    review_on = forms.DateField(label=_("Gennemgås næste gang"), initial=next_review, required=False)
    responsible = PersonField(label=_("Ansvarlig"))

    class Meta(_Texts):
        pass

    def __init__(self, *args: Any, user: User, partners: Iterable[UUID] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress(user, partners, None)
        self.initial["responsible"] = user.pk


class AgreementEditForm(_Agreement, PlanningForm):
    submit_label = _("Gem aftalen")

    level = _level()
    partners = _partners()
    responsible = PersonField(label=_("Ansvarlig"))

    class Meta(_Texts):
        fields = (*_FIELDS, "ended_on")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.instance.agreement_parties.values_list("partner_id", flat=True)
        self.dress(user, chosen, self.instance.responsible_id)


class AgreementReviewForm(HouseForm):
    submit_label = _("Gem gennemgangen")

    reviewed_on = PastDay(label=_("Gennemgået den"))
    review_on = forms.DateField(label=_("Gennemgås igen"), initial=next_review, required=False)
