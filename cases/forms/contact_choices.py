"""The fields of a contact's forms whose choices come from the unit: places, partners and colleagues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import CharField, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from accounts.forms.widgets import CheckTiles, LongList
from accounts.models import Membership, User
from accounts.prepared import prepared
from cases.habits import way_at
from directory.models import Partner, Place

#: What a choice shows of a place or a partner, in the order of both models' columns, as `from_db` reads them; the rest
#: is loaded when somebody asks for it.
_SHOWN = ("id", "name", "kind", "area")


def places_and_partners_of(user: User) -> tuple[dict[UUID, Place], dict[UUID, Partner]]:
    """The places and the partners the user may pick, by name. One query for both: the page has no room for two."""
    both = [
        model.objects.visible_to(user).in_use().order_by().annotate(what=Value(what, CharField(max_length=10)))
        for model, what in ((Place, "place"), (Partner, "partner"))
    ]
    places, partners = (rows.values_list(*_SHOWN, "what") for rows in both)
    found: dict[str, dict[UUID, Any]] = {"place": {}, "partner": {}}
    for *values, what in places.union(partners, all=True).order_by("name", "area"):
        model: Any = Place if what == "place" else Partner
        row = model.from_db(both[0].db, _SHOWN, values)
        found[what][row.pk] = row
    return found["place"], found["partner"]


@dataclass(frozen=True)
class Offered:
    """What the forms of a unit's contacts let one choose from."""

    places: Mapping[UUID, Place]
    partners: Mapping[UUID, Partner]
    colleagues: Sequence[Colleague]


def offered_to(user: User) -> Offered:
    """Two queries."""
    places, partners = places_and_partners_of(user)
    return Offered(places, partners, colleagues_of(user))


class PlaceSelect(forms.Select):
    """Each option says which way of meeting usually goes with the place."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if way := getattr(self, "ways", {}).get(str(value)):
            option["attrs"]["data-way"] = way
        return option


class PlaceChoice(forms.TypedChoiceField):
    """One place of those offered, or None. The places are loaded once for all fields of a form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_value=None, **{"required": False, "widget": PlaceSelect, **kwargs})
        self.error_messages["invalid_choice"] = _("Stedet findes ikke mere. Vælg et andet.")

    def offer(self, places: Mapping[UUID, Place], empty_label: Any = None) -> None:
        self.choices = [
            ("", empty_label or _("Intet bestemt sted")),
            *((str(pk), str(place)) for pk, place in places.items()),
        ]
        self.coerce = lambda value: places[UUID(value)]
        self.widget.ways = {str(pk): way_at(place) for pk, place in places.items()}


class PartnerChoice(forms.TypedChoiceField):
    """One of the unit's partners, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_value=None, required=False, widget=LongList, **kwargs)
        self.error_messages["invalid_choice"] = _("Samarbejdspartneren findes ikke mere. Vælg en anden.")

    def offer(self, partners: Mapping[UUID, Partner]) -> None:
        self.choices = [("", _("Ikke oplyst")), *((str(pk), str(partner)) for pk, partner in partners.items())]
        self.coerce = lambda value: partners[UUID(value)]


@dataclass(frozen=True)
class Colleague:
    user: User
    is_mate: bool


def colleagues_of(user: User) -> list[Colleague]:
    """Those who work in the user's unit today, the own team first. One query."""
    team_id = user.membership.team_id
    known: dict[UUID, Colleague] = {}
    for user_id, name, theirs in _at_work(user):
        is_mate = team_id is not None and theirs == team_id
        if user_id not in known or is_mate:
            # The rest is loaded when somebody asks for it.
            known[user_id] = Colleague(User.from_db(None, ("id", "name"), (user_id, name)), is_mate)
    return sorted(known.values(), key=lambda colleague: not colleague.is_mate)


@prepared
def _at_work(user: User) -> QuerySet:
    there = Membership.objects.active().filter(unit_id=user.membership.unit_id).exclude(user_id=user.pk)
    return there.order_by("user__name").values_list("user_id", "user__name", "team_id")


class Colleagues(forms.TypedMultipleChoiceField):
    """Any of the colleagues offered, as users."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=CheckTiles(compact=True), **kwargs)
        self.error_messages["invalid_choice"] = _("En af de valgte arbejder ikke i enheden mere.")

    def offer(self, colleagues: Iterable[Colleague]) -> None:
        users = {str(colleague.user.pk): colleague.user for colleague in colleagues}
        self.choices = [(pk, user.name) for pk, user in users.items()]
        self.widget.hints = {str(c.user.pk): _("dit team") for c in colleagues if c.is_mate}
        self.coerce = lambda value: users[str(value)]


class TextList(forms.Field):
    """Several short texts under one name, tidied, each once."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.longest = longest

    def tidy(self, values: Iterable[str] | None) -> list[str]:
        return list(dict.fromkeys(text for value in values or () if (text := " ".join(str(value).split()))))

    def to_python(self, value: Any) -> list[str]:
        return self.tidy(value)

    def validate(self, value: list[str]) -> None:
        for text in value:
            ProhibitNullCharactersValidator()(text)
        if any(len(text) > self.longest for text in value):
            raise ValidationError(_("Et kaldenavn kan højst være på %(longest)s tegn.") % {"longest": self.longest})


def take_errors(form: forms.BaseForm, error: ValidationError, names: dict[str, str] | None = None) -> None:
    """Put what an action refused at the form's fields; `names` maps the model's field to the form's."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error.messages)
        return
    for name, errors in error.error_dict.items():
        wanted = (names or {}).get(name, name)
        form.add_error(wanted if wanted in form.fields else None, errors)
