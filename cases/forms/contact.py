"""*Ny kontakt*: one screen. Sensible defaults mean: whom, what happened, save."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.actions.appointment import Talk
from cases.actions.contact import REST_DAYS, Agreement
from cases.actions.meeting import NewPlace
from cases.forms.appointment import minutes_field, way_field
from cases.forms.contact_choices import Colleagues, PlaceChoice, offered_to
from cases.forms.contact_facts import FactsForm
from cases.forms.contact_when import WhenForm
from cases.forms.contact_who import WhoForm, uuids
from cases.habits import Habits, way_at
from cases.models import Contact
from directory.models import Place


class ContactForm(WhoForm, FactsForm, WhenForm):
    """`meeting()` is what `write_meeting` takes."""

    form_tag = False
    submit_label = _("Gem")
    field_of = {
        "alias": "aliases", "citizen": "citizens", "place": "new_place", "kind": "new_place_kind",
        "title": "agreement_title", "due_on": "agreement_on", "due_at": "agreement_at",
    }  # fmt: skip

    #: As on the screen, so that what is wrong is told from the top.
    field_order = (
        "q", "citizens", "aliases", "nobody", "described_as", "result", "place", "other_place", "new_place",
        "new_place_kind", "way", "note", "visibility", "citizens_words", "read_along", "wish", "rest_until",
        "asks_for_treatment", "minutes", "colleagues", "when", "at",
    )  # fmt: skip

    next = forms.CharField(widget=forms.HiddenInput, required=False)
    nobody = forms.BooleanField(label=_("Ingen bestemt"), required=False)
    described_as = forms.CharField(
        label=_("Beskriv personen neutralt"),
        help_text=_("Kun det, der kan kende personen igen: alder, tøj, hund, cykel. Ingen vurderinger."),
        max_length=200,
        required=False,
    )
    other_place = PlaceChoice(label=_("Alle steder"))
    new_place = forms.CharField(label=_("Stedets navn"), max_length=120, required=False)
    new_place_kind = forms.ChoiceField(label=_("Art"), choices=Place.Kind.choices, required=False)
    asks_for_treatment = forms.BooleanField(
        label=_("Borgeren beder om behandling"),
        help_text=_("Det starter de 14 dage efter SEL § 101."),
        required=False,
    )
    colleagues = Colleagues(label=_("Hvem var med"))
    read_along = forms.BooleanField(label=_("Vi har læst notatet sammen"), required=False)
    agreement_on = forms.DateField(label=_("Dag"), required=False)
    agreement_at = forms.TimeField(label=_("Klokken"), required=False)
    agreement_title = forms.CharField(label=_("Hvad er aftalt"), max_length=200, required=False)
    agreement_place = PlaceChoice(label=_("Hvor"))
    agreement_way = way_field(_("Samtale: måde"), required=False)
    agreement_minutes = minutes_field(_("Samtale: minutter"))
    #: The agreement that led to this contact.
    agreed = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, habits: Habits, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        offered = offered_to(user)
        self.places = offered.places
        self.fields["initiative_partner"].offer(offered.partners)
        self.fields["place"].offer(self.places)
        self.fields["other_place"].offer(self.places, _("Vælg et andet sted"))
        self.fields["agreement_place"].offer(self.places, _("Samme sted"))
        self.fields["colleagues"].offer(offered.colleagues)
        today = timezone.localdate()
        self.fields["wish"].widget.hints = {
            wish.value: _("i fred til %(day)s") % {"day": date_format(today + timedelta(days=days), "j. F")}
            for wish, days in REST_DAYS.items()
        }
        self._suggest(habits)

    def _suggest(self, habits: Habits) -> None:
        """Where one still is, and the way that goes with it."""
        recent = [self.places[pk] for pk in habits.places if pk in self.places]
        here = habits.here if habits.here in self.places else None
        self.initial.setdefault("place", here)
        place = next((self.places.get(pk) for pk in uuids([self.initial["place"]])), None)
        if place and place not in recent:
            recent.insert(0, place)
        self.initial.setdefault("way", habits.way if here and place and here == place.pk else way_at(place))
        #: The places shown as tiles, each with the way that usually goes with it.
        self.recent_places = [(place, way_at(place)) for place in recent]

    # --- what the template asks ---------------------------------------------------------------------------------------
    @property
    def place_value(self) -> str:
        return str(self["place"].value() or "")

    @property
    def agreement_is_open(self) -> bool:
        names = (
            "agreement_on", "agreement_at", "agreement_title", "agreement_place", "agreement_way", "agreement_minutes",
        )  # fmt: skip
        return any(self[name].value() or self[name].errors for name in names)

    @property
    def initiative_is_open(self) -> bool:
        bound = self["initiative"]
        return bound.value() not in (Contact.Initiative.WORKER, None) or bool(bound.errors)

    # --- rules --------------------------------------------------------------------------------------------------------
    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data.get("other_place")
        if chosen:
            self.cleaned_data["place"] = chosen
        data = super().clean()
        self._clean_who(data)
        self._clean_days(data)
        return data

    def _clean_who(self, data: dict[str, Any]) -> None:
        if "citizens" in self.errors or "aliases" in self.errors:
            return
        people = len(data["citizens"]) + len(data["aliases"])
        described, nobody, searched = data.get("described_as"), data.get("nobody"), data.get("q", "").strip()
        if not people and not described and not nobody:
            forgotten = _("Du søgte på »%(text)s«. Vælg borgeren på listen, eller opret en ny.") % {"text": searched}
            self.add_error("citizens", forgotten if searched else _("Vælg, hvem det var, eller »Ingen bestemt«."))
        if people and nobody:
            self.add_error("nobody", _("Du har både valgt en borger og »Ingen bestemt«. Vælg det ene."))
        if described and (people or nobody):
            self.add_error("described_as", _("Skriv den ukendte som en kontakt for sig."))
        if people > 1 and data.get("asks_for_treatment"):
            text = _("Skriv anmodningen på en kontakt med den ene borger, der bad om det.")
            self.add_error("asks_for_treatment", text)
        if people > 1 and data.get("citizens_words"):
            self.add_error("citizens_words", _("Skriv borgerens egne ord på en kontakt med den ene borger."))

    def _clean_days(self, data: dict[str, Any]) -> None:
        happened = timezone.localdate(data["at"]) if data.get("at") else timezone.localdate()
        if data.get("rest_until") and data["rest_until"] < happened:
            self.add_error("rest_until", _("Dagen ligger før kontakten."))
        on: date | None = data.get("agreement_on")
        if on is None:
            names = ("agreement_at", "agreement_title", "agreement_place", "agreement_way", "agreement_minutes")
            told = any(data.get(name) for name in names)
            if told and "agreement_on" not in self.errors:
                self.add_error("agreement_on", _("Skriv, hvilken dag I har aftalt."))
        elif on < happened:
            self.add_error("agreement_on", _("Dagen ligger før kontakten."))
        elif not data.get("citizens") and not data.get("aliases") and not data.get("agreement_title"):
            self.add_error("agreement_title", _("Skriv, hvad der er aftalt."))
        if data.get("agreement_minutes") and not data.get("agreement_way") and "agreement_way" not in self.errors:
            self.add_error("agreement_way", _("Vælg, hvordan I skal tale sammen."))

    # --- the answer ---------------------------------------------------------------------------------------------------
    def meeting(self) -> dict[str, Any]:
        data = self.cleaned_data
        straight = (
            "entry_id", "at", "aliases", "described_as", "place", "way", "result", "wish", "rest_until", "initiative",
            "initiative_partner", "asks_for_treatment", "minutes", "note", "visibility", "citizens_words", "read_along",
            "colleagues",
        )  # fmt: skip
        name = " ".join(data["new_place"].split())
        return {
            **{name: data[name] for name in straight},
            "citizens": list(data["citizens"]),
            "new_place": NewPlace(name, data["new_place_kind"] or Place.Kind.OTHER) if name else None,
            "agreement": self._agreement(),
        }

    def _agreement(self) -> Agreement | None:
        data = self.cleaned_data
        if data["agreement_on"] is None:
            return None
        return Agreement(
            on=data["agreement_on"],
            at=data["agreement_at"],
            title=data["agreement_title"],
            place=data["agreement_place"] or data["place"],
            talk=Talk(data["agreement_way"], data["agreement_minutes"]) if data["agreement_way"] else None,
        )
