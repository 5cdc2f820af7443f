"""The catalogue of offers: its entries, and how one finds one among them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.models import Block
from cases.models.theme import Theme
from directory.models import PartnerOffer

_FIELDS = ("offer", "name", "provider", "kind", "where", "theme", "times", "suits", "places")
_HELP = {
    "offer": _("Står tilbuddet hos en samarbejdspartner, så vælg det her. Navn og sted skrives så ikke igen."),
    "name": _("Kun når tilbuddet ikke står hos en samarbejdspartner, eller skal hedde noget andet her."),
    "provider": _("Fx »Aftenholdet« eller »Jobcentret«. Lad feltet stå tomt, når en samarbejdspartner er valgt."),
    "times": _("Fx »tirsdag og torsdag kl. 10-12«. Det står på borgerens plan."),
    "suits": _("Fx »nye i behandling«, »kvinder«, »alle, der vil have ro på«."),
    "places": _("Lad feltet stå tomt, når ingen ved det. Ledige pladser tælles ud fra, hvem der har valgt tilbuddet."),
    "theme": _("Så kan det findes ud fra borgerens mål. Står feltet tomt, passer det til dem alle."),
}
KIND_HINTS = {
    Block.Kind.MUST: _("Hører med for alle, fx udredning."),
    Block.Kind.MAY: _("Borgeren vælger selv."),
    Block.Kind.MAYBE: _("Kræver visitation: en afgørelse med begrundelse."),
}


class _BlockFields(forms.BaseForm):
    sections = (
        Section(_("Hvad er det?"), ("offer", "name", "provider")),
        Section("", ("kind",)),
        Section("", ("where",)),
        Section(_("For hvem og hvornår"), ("times", "suits")),
        Section("", ("theme", "places"), columns=2),
        Section(_("Tilbuddet findes ikke mere"), ("retired_on",), fold=True),
    )

    def set_up(self, user: User) -> None:
        offers, chosen = PartnerOffer.objects.visible_to(user), self.instance.offer_id
        field = self.fields["offer"]
        field.queryset = offers.filter(Q(closed_on=None) | Q(pk=chosen)).select_related("partner")
        field.empty_label = str(_("Ikke en samarbejdspartners"))
        self.fields["theme"].choices = [("", _("Alle temaer")), *Theme.choices]


def _kind() -> forms.ChoiceField:
    choices, widget = Block.Kind.choices, ChoiceTiles(hints=KIND_HINTS)
    return forms.ChoiceField(
        label=_("Skal, kan eller kan-måske?"), choices=choices, initial=Block.Kind.MAY, widget=widget
    )


def _where() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Hvor er det?"), choices=Block.Where.choices, initial=Block.Where.INSIDE,
        widget=ChoiceTiles(compact=True),
    )  # fmt: skip


class BlockForm(_BlockFields, HouseModelForm):
    submit_label = _("Gem tilbuddet")

    kind = _kind()
    where = _where()

    class Meta:
        model = Block
        fields = _FIELDS
        help_texts = _HELP

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up(user)

    def _post_clean(self) -> None:
        """The action makes and checks the row; the form only reads what was typed."""


class BlockEditForm(_BlockFields, VersionedForm):
    submit_label = _("Gem tilbuddet")

    kind = _kind()
    where = _where()
    retired_on = forms.DateField(
        label=_("Findes ikke mere fra"),
        required=False,
        help_text=_("Så kan det ikke vælges mere. De, der har valgt det, beholder det, til det slutter i deres plan."),
    )

    class Meta:
        model = Block
        fields = (*_FIELDS, "retired_on")
        help_texts = _HELP

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up(user)


class BlockSearch(HouseForm):
    theme = forms.ChoiceField(label=_("Tema"), choices=[("", _("Alle")), *Theme.choices], required=False)
    where = forms.ChoiceField(label=_("Hvor"), choices=[("", _("Alle steder")), *Block.Where.choices], required=False)


class CatalogueSearch(BlockSearch):
    retired = forms.BooleanField(label=_("Vis også dem, der ikke findes mere"), required=False)
