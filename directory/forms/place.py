"""A place, new or corrected; its review; what one looks for in the list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.widgets import CheckTiles, ChoiceTiles
from accounts.models import User
from directory.actions.place import Mapping
from directory.forms.choices import Degrees, PartnersField, PersonField, refuse_known, stays_choices
from directory.models import STAYS, Place, Priority

#: A review falls due again after so long, unless another day is chosen.
REVIEW_EVERY = timedelta(days=91)


def next_review() -> date:
    return timezone.localdate() + REVIEW_EVERY


class PlaceForm(HouseModelForm):
    """The fields as `add_place` takes them; the action keeps name and area once in the unit."""

    sections = (
        Section("", ("name", "kind", "area", "description")),
        Section(_("Afdækning"), ("stays", "zone", "priority", "partners")),
        Section(
            _("Gennemgang"),
            ("next_review_on", "reviewer"),
            text=_("Borgerne flytter sig. Gå stedet igennem med jævne mellemrum, og ret ruten bagefter."),
            columns=2,
        ),
        Section(
            _("På kortet"),
            ("latitude", "longitude"),
            text=_("Tryk på kortet, eller skriv tallene. Lad felterne stå tomme, hvis stedet ikke skal på kortet."),
            columns=2,
        ),
    )
    submit_label = _("Gem stedet")

    stays = forms.MultipleChoiceField(
        label=_("Hvem opholder sig her?"), choices=stays_choices, widget=CheckTiles(compact=True), required=False
    )
    zone = forms.ChoiceField(
        label=_("Oplagt område eller yderområde?"),
        choices=[("", _("Ikke vurderet")), *Place.Zone.choices],
        widget=ChoiceTiles(compact=True),
        required=False,
    )
    priority = forms.TypedChoiceField(
        label=_("Prioritet"),
        choices=[("", _("Ikke vurderet")), *Priority.choices],
        coerce=int,
        empty_value=None,
        widget=ChoiceTiles(compact=True),
        required=False,
    )
    partners = PartnersField(label=_("Samarbejdspartnere på stedet"), required=False)
    reviewer = PersonField(label=_("Gennemgås af"))
    latitude = Degrees(label=_("Breddegrad"), at_most=90)
    longitude = Degrees(label=_("Længdegrad"), at_most=180)

    class Meta:
        model = Place
        fields = (
            "name", "kind", "area", "description", "zone", "priority", "next_review_on", "reviewer", "latitude",
            "longitude",
        )  # fmt: skip
        help_texts = {
            "name": _("Som I kalder det. Skriv ikke en borgers navn."),
            "area": _("Fx en bydel. Stederne samles efter område."),
            "description": _("Hvad der kendetegner stedet, og hvem der plejer at være der."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["kind"].choices = [("", _("Vælg art")), *Place.Kind.choices]
        known = self._known_partners()
        self.fields["partners"].offer(user, known)
        self.fields["reviewer"].offer(user, self.instance.reviewer_id)
        self.initial |= {"partners": known, "stays": [name for name in STAYS if getattr(self.instance, name)]}
        self.initial["zone"] = self.initial.get("zone") or ""
        if self.instance._state.adding:
            self.initial["next_review_on"] = next_review()
        if not self.fields["partners"].queryset:
            del self.fields["partners"]

    def _known_partners(self) -> list[Any]:
        if self.instance._state.adding:
            return []
        return list(self.instance.place_partners.values_list("partner_id", flat=True))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "latitude" in data and "longitude" in data and (data["latitude"] is None) != (data["longitude"] is None):
            missing = "latitude" if data["latitude"] is None else "longitude"
            self.add_error(missing, _("Skriv begge tal, eller lad begge felter stå tomme."))
        if self.instance._state.adding:
            refuse_known(self, Place.objects.visible_to(self.user), _("Stedet findes allerede."))
        return data

    def place(self) -> dict[str, Any]:
        """What `add_place` takes."""
        data = dict(self.cleaned_data)
        names = ("stays", "zone", "priority", "next_review_on", "reviewer", "latitude", "longitude")
        mapping = Mapping(partners=data.pop("partners", ()), **{name: data.pop(name) for name in names})
        return {**data, "mapping": mapping}


class EditPlaceForm(PlaceForm):
    sections = (*PlaceForm.sections[:-1], Section("", ("closed",)), PlaceForm.sections[-1])

    closed = forms.BooleanField(
        label=_("Stedet bruges ikke mere"),
        help_text=_("Det kan ikke vælges i nye kontakter. De gamle kontakter bliver stående."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["closed"] = self.instance.closed_on is not None

    def place(self) -> dict[str, Any]:
        """What `edit_place` takes."""
        data = super().place()
        closed = data.pop("closed")
        return {**data, "closed_on": (self.instance.closed_on or timezone.localdate()) if closed else None}


class ReviewForm(HouseForm):
    """One review of a place, and when the next one is."""

    sections = (
        Section("", ("reviewed_on", "changes")),
        Section(_("Næste gang"), ("next_review_on", "reviewer"), columns=2),
    )
    submit_label = _("Gem gennemgangen")

    reviewed_on = PastDay(label=_("Gennemgået den"))
    changes = forms.CharField(
        label=_("Hvad er ændret siden sidst?"),
        help_text=_(
            "Fx hvem der er kommet til eller væk, og hvornår på dagen. Står feltet tomt, er intet ændret. "
            "Skriv ikke navne på borgere."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    next_review_on = forms.DateField(label=_("Gennemgås igen"), initial=next_review, required=False)
    reviewer = PersonField(label=_("Af"))

    def __init__(self, *args: Any, user: User, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].offer(user, place.reviewer_id)
        self.initial["reviewer"] = place.reviewer_id


class PlaceSearch(HouseForm):
    q = forms.CharField(label=_("Find et sted"), required=False)
    who = forms.ChoiceField(label=_("Hvem"), required=False)
    zone = forms.ChoiceField(label=_("Område"), choices=[("", _("Alle")), *Place.Zone.choices], required=False)
    due = forms.BooleanField(label=_("Kun dem, der skal gennemgås"), required=False)
    closed = forms.BooleanField(label=_("Vis også steder, der ikke bruges mere"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", _("Alle")), *stays_choices()]
