"""*Udredning*: six themes, written once, wherever one meets; whoever comes next goes on with the same.

SEL § 101 stk. 2 and BEK 1477/2019 § 1 say which themes. S2 p. 45: done on the street, it eases the way into treatment.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from accounts.policy import Can
from audit.models import TrackedManager
from cases.models import Case, Contact
from cases.models.case import CaseChildQuerySet
from directory.models import Place

#: In the order's own words and order (BEK 1477/2019 § 1).
THEMES = {
    "drugs": _("Rusmidler (stoffer og alkohol)"),
    "social": _("Sociale forhold, netværk og familie"),
    "health": _("Fysisk og psykisk helbred"),
    "work": _("Arbejde og uddannelse"),
    "housing": _("Bolig"),
    "other": _("Andet, herunder anden hjælp"),
}
#: Every text: what is known of a theme, and what the citizen wants there.
TEXTS = tuple(f"{theme}_{part}" for theme in THEMES for part in ("known", "wants"))


class AssessmentQuerySet(CaseChildQuerySet):
    #: Drugs, health and family of a person: for those who read the unit's notes.
    seen_with = Can.READ_UNIT_NOTES


def _text(words: Any) -> models.TextField:
    return models.TextField(words, max_length=4000, blank=True)


class Assessment(CaseRecord):
    """One for a course. Ended without `unfinished_reason` it is finished; who wrote what is told by its history."""

    class FreeChoice(models.TextChoices):
        """SEL § 101 stk. 5-7."""

        EXPLAINED = "explained", _("Ja")
        NOT_YET = "not_yet", _("Nej, ikke endnu")
        LIMITED = "limited", _("Forklaret, men valget er begrænset")

    case = models.ForeignKey(Case, models.PROTECT, related_name="assessments", db_index=False, verbose_name=_("forløb"))
    begun_on = models.DateField(_("begyndt"), default=timezone.localdate)
    begun_way = models.CharField(_("hvor"), max_length=20, choices=Contact.Way.choices, blank=True)
    begun_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("sted")
    )

    drugs_known = _text(_("rusmidler: hvad vides"))
    drugs_wants = _text(_("rusmidler: hvad borgeren ønsker"))
    social_known = _text(_("sociale forhold, netværk og familie: hvad vides"))
    social_wants = _text(_("sociale forhold, netværk og familie: hvad borgeren ønsker"))
    health_known = _text(_("fysisk og psykisk helbred: hvad vides"))
    health_wants = _text(_("fysisk og psykisk helbred: hvad borgeren ønsker"))
    work_known = _text(_("arbejde og uddannelse: hvad vides"))
    work_wants = _text(_("arbejde og uddannelse: hvad borgeren ønsker"))
    housing_known = _text(_("bolig: hvad vides"))
    housing_wants = _text(_("bolig: hvad borgeren ønsker"))
    other_known = _text(_("andet, herunder anden hjælp: hvad vides"))
    other_wants = _text(_("andet, herunder anden hjælp: hvad borgeren ønsker"))

    #: SEL §§ 10 and 12, where other needs appeared.
    advised_on = models.DateField(_("rådgivning givet"), null=True, blank=True)
    advice = models.TextField(_("rådgivning om"), max_length=2000, blank=True)
    free_choice = models.CharField(_("frit valg forklaret"), max_length=10, choices=FreeChoice.choices, blank=True)
    free_choice_reason = models.CharField(_("hvorfor valget er begrænset"), max_length=500, blank=True)

    ended_on = models.DateField(_("afsluttet"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afsluttet af")
    )
    unfinished_reason = models.CharField(_("hvorfor den ikke kunne gøres færdig"), max_length=500, blank=True)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(AssessmentQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("udredning")
        verbose_name_plural = _("udredninger")
        constraints = [
            models.UniqueConstraint(fields=["case"], name="assessment_once_in_course"),
            models.CheckConstraint(
                name="assessment_ended_is_whole",
                condition=Q(ended_on=None, ended_by=None, unfinished_reason="")
                | Q(ended_on__isnull=False, ended_on__gte=models.F("begun_on"), ended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_advice_has_a_day",
                condition=Q(advice="") | Q(advised_on__isnull=False),
                violation_error_message=_("Skriv, hvilken dag I rådgav."),
            ),
            models.CheckConstraint(
                name="assessment_limited_choice_has_reason",
                condition=Q(free_choice="limited") & ~Q(free_choice_reason="")
                | ~Q(free_choice="limited") & Q(free_choice_reason=""),
                violation_error_message=_("Skriv, hvorfor valget er begrænset."),
            ),
        ]

    class Privacy:
        technical = ("case", "ended_by")
        ordinary = ("begun_on", "begun_way", "begun_place", "ended_on")
        special = (*TEXTS, "advised_on", "advice", "free_choice", "free_choice_reason", "unfinished_reason")

    def __str__(self) -> str:
        return f"{self.begun_on:%d.%m.%Y}"

    @property
    def touched(self) -> list[str]:
        """Themes of which something is written."""
        return [theme for theme in THEMES if getattr(self, f"{theme}_known") or getattr(self, f"{theme}_wants")]
