"""The way into treatment: every day may stand empty, and be written when it is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.clocks import Clock
from cases.forms.entry import EntryForm
from directory.models import PartnerOffer
from outreach.models import Enrolment
from outreach.models.enrolment import DAYS

_FIELDS = (
    "motivation_on", "motivation_time", "decided_on", "decided_time", "visitation", "decided_by", "enrolled_on",
    "enrolled_time", "offer", "offer_words", "therapist", "medical_asked_on", "doctor_contacted_on", "doctor_talk_on",
    "home_visit_on", "substitution_on", "dose_note",
)  # fmt: skip
_LABELS = {
    "motivation_on": _("Motivation vist den"),
    "decided_on": _("Visitation afgjort den"),
    "enrolled_on": _("Indskrevet den"),
    "medical_asked_on": _("Bad om lægelig behandling den"),
    "doctor_contacted_on": _("Lægen kontaktet den"),
    "doctor_talk_on": _("Lægesamtale den"),
    "home_visit_on": _("Lægen på hjemmebesøg den"),
    "substitution_on": _("Substitution begyndt den"),
}


def offers_to_choose(user: User, row: Enrolment | None) -> QuerySet[PartnerOffer]:
    """What the unit's partners offer, by partner; an offer that was chosen stays a choice."""
    seen: QuerySet[PartnerOffer] = PartnerOffer.objects.visible_to(user).select_related("partner")
    in_use = Q(closed_on=None, partner__closed_on=None) | Q(pk=row.offer_id if row else None)
    return seen.filter(in_use).order_by("partner__search_key", "name")


class _Asked(forms.BaseForm):
    sections = (
        Section(_("Motivation"), ("motivation_on", "motivation_time"), columns=2),
        Section(_("Visitation"), ("decided_on", "decided_time", "visitation", "decided_by"), columns=2),
        Section(
            _("Indskrivning"), ("enrolled_on", "enrolled_time", "offer", "offer_words", "therapist"), columns=2
        ),
        Section(
            _("Lægen"),
            (
                "medical_asked_on", "doctor_contacted_on", "doctor_talk_on", "home_visit_on", "substitution_on",
                "dose_note",
            ),
            text=_(
                "Fra borgeren beder om lægelig behandling, er der 14 dage, til den begynder (SUL § 142). Kun "
                "sundhedsfaglige tager stilling til ordination."
            ),
            columns=2,
            fold=True,
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        for name in DAYS:
            fields[name].label, fields[name].initial = _LABELS[name], None
        for name in ("motivation_time", "decided_time", "enrolled_time"):
            fields[name].label = _("Klokken (hvis timerne betyder noget)")
        fields["visitation"].label = _("Havde I selv visitationskompetencen?")
        fields["visitation"].choices = [("", _("Ikke oplyst")), *Enrolment.Visitation.choices]
        fields["decided_by"].label = _("Hvem afgjorde det?")
        fields["decided_by"].help_text = _("Står feltet tomt ved direkte visitation, er det dig.")
        fields["offer"].label = _("Hvor")
        fields["offer"].queryset = offers_to_choose(user, getattr(self, "instance", None))
        fields["offer"].empty_label = _("Vælg et tilbud")
        fields["offer_words"].label = _("Eller med egne ord")
        fields["therapist"].label = _("Borgerens behandler")
        fields["therapist"].help_text = _("Har hovedansvaret fra nu af. Skriv navn og gerne telefon.")
        fields["dose_note"].label = _("Lægens aftale om dosis")
        fields["dose_note"].help_text = _("Hvor fleksibel den er, fx begyndt på en fredag eller på en højere dosis.")
        if not fields["offer"].queryset.exists():
            del fields["offer"]


_WIDGETS: Mapping[str, forms.Widget] = {
    "visitation": ChoiceTiles({"class": "words"}, compact=True),
    "dose_note": forms.Textarea({"rows": 2}),
}
_CLASSES = dict.fromkeys(DAYS, PastDay)


class EnrolmentForm(_Asked, EntryForm, HouseModelForm):
    form_tag = False

    class Meta:
        model = Enrolment
        fields = _FIELDS
        widgets = _WIDGETS
        field_classes = _CLASSES


class EnrolmentGoOnForm(_Asked, VersionedForm):
    form_tag = False

    class Meta:
        model = Enrolment
        fields = _FIELDS
        widgets = _WIDGETS
        field_classes = _CLASSES


class ClockForm(HouseForm):
    """Where the 14 days run: the enrolment ends them, unless somebody says otherwise."""

    form_tag = False

    ends_clock = forms.BooleanField(label="", required=False, initial=True)
    clock_note = forms.CharField(
        label=_("Hvorfor efter fristen"),
        max_length=300,
        required=False,
        help_text=_("Kun når borgeren er indskrevet senere end 14 dage efter anmodningen."),
    )

    def __init__(self, *args: Any, clock: Clock, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"clock": clock.words, "deadline": clock.deadline_words}
        self.fields["ends_clock"].label = _("Afgør anmodningen om behandling som begyndt den dag")
        self.fields["ends_clock"].help_text = _("Anmodningen løber: %(clock)s, %(deadline)s.") % words
        if not clock.is_late:
            del self.fields["clock_note"]
