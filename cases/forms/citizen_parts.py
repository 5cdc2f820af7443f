"""What hangs on a citizen, and why one looks."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm
from accounts.forms.widgets import ChoiceTiles, LongList
from accounts.models import User
from accounts.policy import Can, may
from cases.models import BestMet, SpeaksFor
from cases.numbers import read_phone
from directory.models import Place


class BestMetForm(HouseModelForm):
    submit_label = _("Tilføj")

    class Meta:
        model = BestMet
        fields = ("place", "weekday", "day_of_month", "note")
        widgets = {"place": LongList, "weekday": LongList}
        labels = {
            "place": _("Sted"),
            "weekday": _("Ugedag"),
            "day_of_month": _("Dag i måneden"),
            "note": _("Hvornår og hvordan"),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.visible_to(user).in_use()
        self.fields["place"].empty_label = str(_("Intet bestemt"))
        self.fields["weekday"].choices = [("", _("Alle dage")), *BestMet.Weekday.choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Skriv et sted, en ugedag, en dag i måneden eller et par ord."))
        return cleaned


class SpeaksForForm(HouseModelForm):
    submit_label = _("Tilføj")

    class Meta:
        model = SpeaksFor
        fields = ("name", "relation", "phone", "agreed_on")
        labels = {
            "name": _("Navn"),
            "relation": _("Hvem er det"),
            "phone": _("Telefon"),
            "agreed_on": _("Borgeren sagde ja den"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed_on"].initial = timezone.localdate
        self.fields["phone"].widget.attrs["inputmode"] = "tel"

    def clean_phone(self) -> str | None:
        typed = self.cleaned_data.get("phone")
        return read_phone(typed) if typed else None

    def clean_agreed_on(self) -> Any:
        day = self.cleaned_data["agreed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Dagen ligger i fremtiden."))
        return day


REPORTING, OTHER = "reporting", "other"
PURPOSES = {
    "covers": _("Dækker for en kollega"),
    "approached": _("Borgeren henvendte sig"),
    "leading": _("Fordeling og ledelse"),
    "quality": _("Kvalitetssikring"),
    REPORTING: _("Indberetning"),
    OTHER: _("Andet"),
}


class PurposeForm(HouseForm):
    """*Indberetning* is a reason of whoever makes the month's list, and of nobody else."""

    why = forms.ChoiceField(label=_("Hvorfor åbner du siden?"), choices=list(PURPOSES.items()), widget=ChoiceTiles())
    words = forms.CharField(
        label=_("Hvis andet: skriv kort"), max_length=200, required=False, help_text=_("Uden navne og CPR-numre.")
    )
    submit_label = _("Vis borgeren")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = "" if may(user, Can.REPORT) else REPORTING
        self.fields["why"].choices = [choice for choice in PURPOSES.items() if choice[0] != left_out]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("why") == OTHER and not (cleaned.get("words") or "").strip() and "words" not in self.errors:
            self.add_error("words", _("Skriv kort, hvorfor du åbner siden."))
        return cleaned

    def clean_words(self) -> str:
        words = " ".join(self.cleaned_data["words"].split())
        # The access log holds no CPR number, and nobody can take one out again.
        if re.search(r"\d{6}[\s-]?\d{4}", words):
            raise forms.ValidationError(_("Skriv ikke CPR-numre her."))
        return words

    @property
    def purpose(self) -> str:
        """What the access log is told."""
        why, words = self.cleaned_data["why"], self.cleaned_data["words"].strip()
        if why == OTHER:
            return words
        return f"{PURPOSES[why]}: {words}" if words else str(PURPOSES[why])
