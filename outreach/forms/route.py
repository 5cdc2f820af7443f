"""A route: when, the places in order, who goes, and what a colleague who takes it over needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.base import HouseModelForm, Section, dress
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import LongList
from accounts.models import User
from cases.names import danish_sort_key
from directory.forms.choices import PartnersField
from directory.models import Partner, Place
from outreach.forms.visit_crew import CrewForm, crew_field
from outreach.models import Route, RouteStop

#: Empty lines for places beyond those that stand there; saved once, one gets more.
SPARE, AT_LEAST = 2, 5
#: More places than anybody walks to in a day.
MOST = 40

_FIELDS = ("name", "weekday", "from_at", "to_at", "told", "told_on", "note", "from_on", "to_on")


class _RouteForm(CrewForm):
    """What a new route and one that is changed share. `stop-1`, `stop-1-at` … are the places."""

    submit_label = gettext_lazy("Gem ruten")

    def prepare(self, user: User, stops: Sequence[RouteStop], partners: Sequence[Partner] = ()) -> None:
        self.prepare_links("partners", "partners_seen", partners)
        self.fields["partners"].offer(user, [partner.pk for partner in partners])
        self.stops_now = ",".join(f"{stop.place_id}@{stop.at or ''}" for stop in stops)
        self.fields["stops_seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["stops_seen"] = self.stops_now
        there = {stop.place_id for stop in stops}
        rows = Place.objects.visible_to(user)
        self.places = {str(row.pk): row for row in rows if row.closed_on is None or row.pk in there}
        names = sorted(((pk, str(row)) for pk, row in self.places.items()), key=lambda one: danish_sort_key(one[1]))
        choices = [("", _("Intet sted")), *names]
        # Somebody may have shortened the route meanwhile: what was typed is drawn again all the same.
        typed = [number for number in range(1, MOST + 1) if self.is_bound and f"stop-{number}" in self.data]
        self.rows = range(1, max(AT_LEAST, len(stops) + SPARE, *typed) + 1)
        for number in self.rows:
            stop = stops[number - 1] if number <= len(stops) else None
            self._add_stop(number, stop, choices)
        fields = tuple(name for number in self.rows for name in (f"stop-{number}", f"stop-{number}-at"))
        self.sections = (
            Section("", ("name",)),
            Section(_("Hvornår"), ("weekday", "from_at", "to_at"), columns=2),
            Section(
                _("Steder i rækkefølge"),
                fields,
                _("Klokkeslæt skriver du kun, hvor borgerne skal vide, hvornår I kommer."),
                columns=2,
            ),
            Section("", ("workers",)),
            Section(_("Hvem kender ruten"), ("partners", "told", "told_on")),
            Section(_("Til den, der overtager"), ("note",)),
            Section(_("Hvor længe"), ("from_on", "to_on"), columns=2),
        )

    def _add_stop(self, number: int, stop: RouteStop | None, choices: list[tuple[str, str]]) -> None:
        place, at = f"stop-{number}", f"stop-{number}-at"
        label = {"number": number}
        self.fields[place] = forms.ChoiceField(
            label=_("Sted %(number)s") % label, choices=choices, required=False, widget=LongList
        )
        self.fields[at] = forms.TimeField(label=_("Kl. på sted %(number)s") % label, required=False)
        for name in (place, at):
            dress(self.fields[name])
        if stop:
            self.initial |= {place: str(stop.place_id), at: stop.at}

    def _get_validation_exclusions(self) -> set[str]:
        # The action says at which field what does not fit together; the constraints would say it at none.
        return {*super()._get_validation_exclusions(), *self.fields}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = [data.get(f"stop-{number}") for number in self.rows]
        for number in self.rows:
            pk = chosen[number - 1]
            if pk and pk in chosen[: number - 1]:
                self.add_error(f"stop-{number}", _("Stedet står allerede på ruten."))
            if data.get(f"stop-{number}-at") and not pk and f"stop-{number}" not in self.errors:
                self.add_error(f"stop-{number}", _("Vælg det sted, klokkeslættet gælder."))
        if self.is_bound and data.get("stops_seen", "") != self.stops_now:
            self._ask_again()
        return data

    def _ask_again(self) -> None:
        """Somebody changed the places meanwhile: said once, then what is chosen here holds."""
        seen = [part.partition("@")[0] for part in self.stops_now.split(",") if part]
        there = [str(self.places[pk]) for pk in seen if pk in self.places]
        self.data = self.data.copy()
        self.data["stops_seen"] = self.stops_now
        raise ValidationError(
            _("En anden har rettet stederne imens. Nu står der: %(places)s. Gem igen, hvis dine skal gælde.")
            % {"places": ", ".join(there) or _("ingen steder")}
        )

    def plan(self) -> dict[str, Any]:
        """The answers as `plan_route` takes them."""
        answers: dict[str, Any] = dict(self.cleaned_data)
        answers.pop("stops_seen")
        stops: list[tuple[Place, time | None]] = []
        for number in self.rows:
            pk, at = answers.pop(f"stop-{number}"), answers.pop(f"stop-{number}-at")
            if pk:
                stops.append((self.places[pk], at))
        links = {"workers": self.crew(answers), "partners": self.links("partners", answers)}
        return {**links, "stops": stops, **answers}


def _partners() -> PartnersField:
    return PartnersField(label=_("Samarbejdspartnere, der har fået det at vide"), required=False)


class _Row:
    """What both forms are over."""

    model = Route
    fields = _FIELDS
    widgets: ClassVar = {"note": forms.Textarea({"rows": 4})}
    labels: ClassVar = {
        "told": gettext_lazy("Andre, og hvad der er sagt"),
        "told_on": gettext_lazy("Hvornår fik de det at vide"),
    }
    help_texts: ClassVar = {
        "told": gettext_lazy("Fx Hanne i caféen og kiosken. Vi er der til kl. 12."),
        "note": gettext_lazy("Hvem hilser man på, hvor parkerer man, hvad skal man passe på."),
        "to_on": gettext_lazy("Skriv en dag, når ruten stopper. Besøgene bliver stående."),
    }


class RouteForm(_RouteForm, HouseModelForm):
    workers = crew_field()
    partners = _partners()

    class Meta(_Row):
        pass

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare_crew(user, [], proposed=[user])
        self.prepare(user, [])


class RouteEditForm(_RouteForm, VersionedForm):
    workers = crew_field()
    partners = _partners()

    class Meta(_Row):
        pass

    def __init__(
        self,
        *args: Any,
        user: User,
        stops: Sequence[RouteStop],
        workers: Sequence[User],
        partners: Sequence[Partner],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.prepare_crew(user, workers)
        self.prepare(user, stops, partners)

    def _row_fields(self) -> list[str]:
        return list(_FIELDS)
