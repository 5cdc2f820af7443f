"""A centre is asked, and what each side answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.widgets import ChoiceTiles
from cases.dates import short_day
from cases.models import Consent
from crisis_center.asking import CentreChoice
from crisis_center.models import Centre, CentreReferral
from crisis_center.models.referral import CENTRE, MUNICIPALITY

_YES_NO_UNKNOWN = [("True", _("Ja")), ("False", _("Nej")), ("", _("Ved ikke"))]


class AskForm(HouseModelForm):
    """`choices` as the page loaded them: the form itself asks for nothing."""

    submit_label = _("Spørg centret")
    sections = (
        Section(_("Hvem spørger du?"), ("centre",)),
        Section(_("Samtykke"), ("consent",)),
        Section(_("Borgeren"), ("called", "born_year", "hidden")),
        Section(
            _("Situationen"),
            ("why", "life_threatening", "citizens_wish", "first_needs", "known_illness", "home_wishes",
             "travels_alone"),
            text=_("Skriv kun det, samtykket dækker. Centret ser det, der står her, og intet andet om borgeren."),
        ),
        Section(_("Svaret"), ("home_contact",)),
        Section(_("Det skete tidligere"), ("asked_at",), fold=True),
    )  # fmt: skip

    centre = forms.ModelChoiceField(label=_("Center"), queryset=Centre.objects.none(), empty_label=None)
    consent = forms.ModelChoiceField(
        label=_("Samtykke til at fortælle centret det"), queryset=Consent.objects.none(), required=False
    )
    travels_alone = forms.TypedChoiceField(
        label=_("Kan borgeren rejse alene?"), choices=_YES_NO_UNKNOWN, required=False,
        coerce=lambda value: value == "True", empty_value=None, widget=ChoiceTiles(compact=True),
    )  # fmt: skip
    asked_at = forms.DateTimeField(
        label=_("Hvornår blev centret spurgt?"), required=False, help_text=_("Tomt felt er nu.")
    )

    class Meta:
        model = CentreReferral
        fields = (
            "centre", "consent", "called", "born_year", "hidden", "why", "life_threatening", "citizens_wish",
            "first_needs", "known_illness", "home_wishes", "travels_alone", "home_contact", "asked_at",
        )  # fmt: skip
        labels = {
            "called": _("Hvad skal borgeren kaldes på centret?"),
            "hidden": _("Skjult opholdssted: ingen må få at vide, at borgeren er der"),
            "why": _("Hvad er situationen?"),
            "life_threatening": _("Situationen er livstruende"),
            "first_needs": _("Hvad har borgeren brug for det første døgn?"),
            "home_contact": _("Hvem skal centret ringe til?"),
        }
        help_texts = {
            "why": _("Centret afviser ingen, fordi de er svære at hjælpe: skriv, hvordan det er."),
            "life_threatening": _("Er der fare for liv nu, så ring 112 først."),
            "home_contact": _("Navn og telefon."),
        }
        widgets = {
            "why": forms.Textarea({"rows": 4}),
            **{
                name: forms.Textarea({"rows": 2})
                for name in ("citizens_wish", "first_needs", "known_illness", "home_wishes")
            },
        }

    def __init__(self, *args: Any, choices: list[CentreChoice], consents: list[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["centre"], Centre, [one.centre for one in choices])
        self.fields["centre"].widget = ChoiceTiles(hints={one.centre.pk: one.hint for one in choices})
        self.fields["centre"].choices = [(one.centre.pk, str(one.centre)) for one in choices]
        if len(choices) == 1:
            self.initial.setdefault("centre", choices[0].centre.pk)
        consent = self.fields["consent"]
        _offer(consent, Consent, consents)
        consent.widget = ChoiceTiles(hints={one.pk: _consent_hint(one) for one in consents})
        consent.choices = [("", _("Intet samtykke")), *((one.pk, one.receiver) for one in consents)]
        consent.help_text = _(
            "Skal der være, når centret hører til en anden organisation. Her står kun samtykker, der nævner et center "
            "eller dets organisation."
        )
        consent.error_messages["invalid_choice"] = _(
            "Samtykket gælder ikke mere, eller det nævner ikke centret. Vælg et andet, eller tryk »Skriv et samtykke "
            "først«: det, du har skrevet, står her bagefter."
        )
        self.fields["centre"].error_messages["required"] = _("Vælg et center. Et samtykke skal nævne det.")

    def _post_clean(self) -> None:
        """The action makes and checks the row; the form only reads what was typed."""


def _offer(field: forms.ModelChoiceField, model: Any, rows: list[Any]) -> None:
    field.queryset = model.objects.filter(pk__in=[row.pk for row in rows])
    if model is Centre:
        field.queryset = field.queryset.select_related("unit__organisation")
    else:
        field.queryset = field.queryset.select_related("partner")


def _consent_hint(one: Consent) -> str:
    words = {"covers": one.covers, "day": short_day(one.to_on)}
    return str(_("%(covers)s. Gælder til og med %(day)s")) % words


class AssessmentForm(HouseModelForm):
    submit_label = _("Gem vurderingen")

    class Meta:
        model = CentreReferral
        fields = ("assessment",)
        labels = {"assessment": _("Hvad er centrets vurdering?")}
        help_texts = {"assessment": _("Begge sider læser den.")}
        widgets = {"assessment": forms.Textarea({"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessment"].required = True

    def _post_clean(self) -> None:
        """The action checks the row."""


class AnswerForm(HouseForm):
    """A yes or a no. Whoever answers second is told what the first said, and may then change it."""

    submit_label = _("Gem svaret")
    sections = (
        Section("", ("answer",)),
        Section(
            _("Ved et nej"),
            ("refusal", "refusal_words", "instead", "appeal_told"),
            text=_("Udfyldes kun, når svaret er nej."),
        ),
        Section(_("Det skete tidligere"), ("at",), fold=True),
    )
    side = CENTRE
    yes, no = _("Ja, borgeren kan komme"), _("Nej")

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    answer = forms.ChoiceField(label=_("Svar"), widget=ChoiceTiles(compact=True))
    refusal = forms.ChoiceField(
        label=_("Hvorfor?"), choices=CentreReferral.Refusal.choices, required=False, widget=ChoiceTiles()
    )
    refusal_words = forms.CharField(
        label=_("Begrundelse"), max_length=1000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("Skriv, så borgeren kan forstå den."),
    )  # fmt: skip
    instead = forms.CharField(
        label=_("Hvad gøres i stedet?"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    appeal_told = forms.BooleanField(label=_("Borgeren har fået eller får klagevejledning"), required=False)
    at = forms.DateTimeField(label=_("Hvornår blev der svaret?"), required=False, help_text=_("Tomt felt er nu."))

    def __init__(self, *args: Any, referral: CentreReferral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [("yes", self.yes), ("no", self.no)]
        if self.is_bound:
            # Locked until the action has saved: between this look and the save nobody comes in.
            rows = CentreReferral.objects.select_for_update(of=("self",)).select_related("centre", self.side.by)
            referral = rows.get(pk=referral.pk)
        self.referral = referral
        answer = {True: "yes", False: "no", None: ""}[self.side.has_said(referral)]
        self.initial = {"seen": self._seen(), "answer": answer, **self.side.why(referral)}

    def _seen(self) -> str:
        moment = self.side.moment(self.referral)
        return moment.isoformat() if moment else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("seen") != self._seen():
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self._seen()
            words = {
                "who": getattr(self.referral, self.side.by),
                "answer": self.yes if self.side.has_said(self.referral) else self.no,
            }
            raise ValidationError(
                _("%(who)s har svaret imens: »%(answer)s«. Gem igen, hvis dit svar skal gælde i stedet."),
                code="seen", params=words,
            )  # fmt: skip
        return data

    @property
    def answered(self) -> dict[str, Any]:
        """What `decide` and `grant` take."""
        data = self.cleaned_data
        why = {name: data[name] for name in ("refusal", "refusal_words", "instead", "appeal_told")}
        return {self.side.said: data["answer"] == "yes", "at": data["at"] or timezone.now(), **why}


class GrantForm(AnswerForm):
    """SEL § 107: the municipality's *afgørelse*."""

    submit_label = _("Gem afgørelsen")
    side = MUNICIPALITY
    yes, no = _("Ja, opholdet bevilges"), _("Nej, afslag")


class RoomForm(HouseForm):
    submit_label = _("Gem")
    sections = (Section("", ("is_free", "room_from_on")),)

    is_free = forms.TypedChoiceField(
        label=_("Er der et ledigt værelse?"),
        choices=[("True", _("Ja, borgeren kan komme nu")), ("False", _("Ikke endnu"))],
        coerce=lambda value: value == "True", widget=ChoiceTiles(compact=True),
    )  # fmt: skip
    room_from_on = forms.DateField(
        label=_("Plads fra"), required=False, help_text=_("Hvis I ved det. Hjemkommunen ser dagen.")
    )


class WithdrawReferralForm(HouseForm):
    submit_label = _("Træk henvendelsen tilbage")

    withdrawn_because = forms.CharField(
        label=_("Hvorfor?"), max_length=200, widget=forms.Textarea({"rows": 2}),
        help_text=_("Fx at borgeren ombestemte sig, eller fik anden hjælp."),
    )  # fmt: skip
