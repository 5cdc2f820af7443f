"""How a talk is planned, and what became of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles, Minutes
from cases.actions.appointment import Talk
from cases.forms.contact_facts import WAY_ICONS
from cases.models import Appointment, Case, Citizen, Task
from cases.models.appointment import LONGEST, WAY_CHOICES
from cases.ways import Way

#: What a plain agreement can be given besides.
TALK_FIELDS = ("way", "minutes", "case", "link", "wished_way", "away_from_town", "hard_to_come")
#: A talk by telephone or on video is often shorter (S0: 20–30 minutes).
USUAL_MINUTES = (15, 20, 30, 45, 60)


def way_field(label: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("Ikke valgt")), *WAY_CHOICES], **options)


def minutes_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=LONGEST, widget=Minutes(usual=USUAL_MINUTES)
    )


class TalkFields(forms.Form):
    """The fields of a planned talk, for a form that knows the citizen."""

    way = way_field(_("Måde"), required=False)
    minutes = minutes_field(_("Minutter"))
    case = forms.ModelChoiceField(label=_("Forløb"), queryset=Case.objects.none(), required=False)
    link = forms.URLField(
        label=_("Link til videomøde"),
        help_text=_("Begynder med https://. Det må ikke kunne ses på linket, hvad mødet drejer sig om."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    wished_way = way_field(_("Borgeren vil helst"), required=False)
    away_from_town = forms.BooleanField(label=_("Borgeren er ikke i byen"), required=False)
    hard_to_come = forms.BooleanField(label=_("Borgeren har svært ved at komme (fx angst)"), required=False)

    fields: dict[str, Any]

    def offer(self, citizen: Citizen, last: Appointment | None = None) -> None:
        """The citizen's open courses, asked for only where there are several; what the citizen wished last."""
        courses = list(Case.objects.open().filter(citizen=citizen.pk).order_by("pk"))
        chosen = getattr(getattr(self, "instance", None), "case_id", None)
        if len(courses) < 2 and chosen in (None, *(course.pk for course in courses)):
            del self.fields["case"]
        else:
            wanted = [chosen, *(course.pk for course in courses)]
            self.fields["case"].queryset = Case.objects.filter(pk__in=[pk for pk in wanted if pk])
            self.fields["case"].empty_label = str(_("Intet bestemt forløb"))
        if last and last.wished_way:
            wish = str(Way(last.wished_way).label)
            self.fields["wished_way"].help_text = _("Sidst var det: %(way)s.") % {"way": wish}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        told = any(data.get(name) for name in TALK_FIELDS if name != "way")
        if told and not data.get("way") and "way" not in self.errors:
            self.add_error("way", _("Vælg, hvordan I skal tale sammen."))
        if data.get("link") and not data["link"].startswith("https://"):
            self.add_error("link", _("Linket skal begynde med https://."))
        return data

    def talk(self) -> Talk | None:
        """How the talk is planned; None for a plain agreement. Takes its fields out of `cleaned_data`."""
        told = {name: self.cleaned_data.pop(name, None) for name in TALK_FIELDS}
        return Talk(**told) if told["way"] else None


class TalkForm(TalkFields, HouseForm):
    """A plain agreement becomes a talk."""

    submit_label = _("Gem samtalen")

    way = forms.ChoiceField(label=_("Måde"), choices=WAY_CHOICES, widget=ChoiceTiles(compact=True, icons=WAY_ICONS))

    def __init__(self, *args: Any, citizen: Citizen, last: Appointment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(citizen, last)


class TalkEditForm(TalkFields, VersionedForm):
    submit_label = _("Gem samtalen")

    way = forms.ChoiceField(label=_("Måde"), choices=WAY_CHOICES, widget=ChoiceTiles(compact=True, icons=WAY_ICONS))

    class Meta:
        model = Appointment
        fields = TALK_FIELDS

    def __init__(self, *args: Any, citizen: Citizen, last: Appointment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(citizen, last)

    def talk(self) -> Talk | None:
        told = super().talk()
        # The course is not asked for where there is but one: what stands stays.
        if told and "case" not in self.fields:
            return Talk(**{**vars(told), "case": self.instance.case})
        return told


class HeldForm(HouseForm):
    """Held: one of the contacts written that day tells how, or way and minutes do."""

    submit_label = _("Gem: afholdt")

    contact = forms.ChoiceField(label=_("Hvad er skrevet om samtalen"), required=False, widget=ChoiceTiles())
    way = way_field(_("Holdt som"), required=False)
    minutes = minutes_field(_("Varede minutter"))

    def __init__(self, *args: Any, appointment: Appointment, written: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"way": appointment.way, "minutes": appointment.minutes} | self.initial
        choices = [(str(pk), words) for pk, words in written]
        if choices:
            self.fields["contact"].choices = [*choices, ("", _("Ingen af dem"))]
            self.initial.setdefault("contact", choices[0][0])
        else:
            del self.fields["contact"]


class MissedForm(HouseModelForm):
    submit_label = _("Gem: udeblev")

    class Meta:
        model = Appointment
        fields = ("reason",)
        labels = {"reason": _("Hvorfor, hvis I ved det")}


class CancelledForm(HouseModelForm):
    submit_label = _("Gem: afbud")

    cancelled_by = forms.ChoiceField(
        label=_("Hvem aflyste"),
        choices=Appointment.CancelledBy.choices,
        initial=Appointment.CancelledBy.CITIZEN,
        widget=ChoiceTiles(compact=True),
    )

    class Meta:
        model = Appointment
        fields = ("cancelled_by", "reason")
        labels = {"reason": _("Hvorfor, hvis I ved det")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["cancelled_by"] = self.initial.get("cancelled_by") or Appointment.CancelledBy.CITIZEN


def last_talk(citizen: Citizen, but: Task | None = None) -> Appointment | None:
    """The talk planned last with the citizen before this one. One query."""
    earlier = Appointment.objects.filter(task__citizen=citizen.pk).exclude(wished_way="")
    return earlier.exclude(task=but).order_by("-task__due_on", "-task_id").first()
