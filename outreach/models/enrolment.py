"""From motivation to treatment that has begun: who decided, where the citizen is enrolled, the doctor (S2 p. 44-45).

Every day may be written later and in any order; the days between are computed, never typed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from audit.models import TrackedManager
from cases.models import Case, CasePeriod
from cases.models.case import CaseChildQuerySet
from directory.models import PartnerOffer

#: SUL § 142: substitution begins at latest 14 days after the citizen asked for medical treatment.
MEDICAL_DAYS = 14


def _day(words: Any) -> models.DateField:
    return models.DateField(words, null=True, blank=True)


def _time(words: Any) -> models.TimeField:
    return models.TimeField(words, null=True, blank=True)


class Enrolment(CaseRecord):
    """One way into treatment; a course has a new one when the citizen begins again."""

    class Visitation(models.TextChoices):
        """*Visitationskompetence*."""

        DIRECT = "direct", _("Ja, vi visiterede selv")
        RECEPTION = "reception", _("Nej, andre afgjorde det")

    case = models.ForeignKey(Case, models.PROTECT, related_name="enrolments", db_index=False, verbose_name=_("forløb"))
    #: Of the course: what was there stays with its period when the course is opened again.
    period = models.ForeignKey(
        CasePeriod, models.PROTECT, related_name="enrolments", db_index=False, verbose_name=_("periode")
    )
    motivation_on = _day(_("motivation vist"))
    motivation_time = _time(_("motivation vist klokken"))
    decided_on = _day(_("visitation afgjort"))
    decided_time = _time(_("visitation afgjort klokken"))
    decided_by = models.CharField(_("hvem afgjorde"), max_length=120, blank=True)
    visitation = models.CharField(_("direkte visitation"), max_length=10, choices=Visitation.choices, blank=True)
    enrolled_on = _day(_("indskrevet"))
    enrolled_time = _time(_("indskrevet klokken"))
    offer = models.ForeignKey(
        PartnerOffer, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("tilbud")
    )
    #: Of an offer that stands on no list.
    offer_words = models.CharField(_("tilbuddet med egne ord"), max_length=120, blank=True)
    #: Has the first responsibility for the treatment once the citizen is enrolled (S2 p. 45).
    therapist = models.CharField(_("behandler"), max_length=120, blank=True)
    medical_asked_on = _day(_("bad om lægelig behandling"))
    doctor_contacted_on = _day(_("lægen kontaktet"))
    doctor_talk_on = _day(_("lægesamtale"))
    home_visit_on = _day(_("lægen på hjemmebesøg"))
    substitution_on = _day(_("substitution begyndt"))
    dose_note = models.CharField(_("lægens aftale om dosis"), max_length=300, blank=True)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(CaseChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("indskrivning")
        verbose_name_plural = _("indskrivninger")
        constraints = [
            models.CheckConstraint(
                name="enrolment_says_something",
                condition=Q(motivation_on__isnull=False)
                | Q(decided_on__isnull=False)
                | Q(enrolled_on__isnull=False)
                | Q(medical_asked_on__isnull=False)
                | Q(doctor_contacted_on__isnull=False)
                | Q(doctor_talk_on__isnull=False)
                | Q(home_visit_on__isnull=False)
                | Q(substitution_on__isnull=False),
                violation_error_message=_("Skriv mindst én dag."),
            ),
            models.CheckConstraint(
                name="enrolment_time_has_its_day",
                condition=(Q(motivation_time=None) | Q(motivation_on__isnull=False))
                & (Q(decided_time=None) | Q(decided_on__isnull=False))
                & (Q(enrolled_time=None) | Q(enrolled_on__isnull=False)),
                violation_error_message=_("Skriv dagen, når du skriver klokkeslættet."),
            ),
            models.CheckConstraint(
                name="enrolment_decision_has_its_day",
                condition=Q(decided_on__isnull=False) | Q(decided_by="", visitation=""),
                violation_error_message=_("Skriv den dag, visitationen blev afgjort."),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "motivation_on"], name="enrolment_of_case"),
            # What waits for the doctor is looked for among these alone.
            models.Index(
                fields=["organisation", "medical_asked_on"],
                condition=Q(medical_asked_on__isnull=False, substitution_on=None),
                name="enrolment_medical_waits",
            ),
        ]

    class Privacy:
        technical = ("case", "period")
        special = (
            "motivation_on", "motivation_time", "decided_on", "decided_time", "decided_by", "visitation", "enrolled_on",
            "enrolled_time", "offer", "offer_words", "therapist", "medical_asked_on", "doctor_contacted_on",
            "doctor_talk_on", "home_visit_on", "substitution_on", "dose_note",
        )  # fmt: skip

    def __str__(self) -> str:
        first = min((day for day in self.days.values() if day), default=None)
        return f"{first:%d.%m.%Y}" if first else ""

    @property
    def days(self) -> dict[str, date | None]:
        """Every day that may be said, by field."""
        return {name: getattr(self, name) for name in DAYS}


#: In the order in which they mostly come.
DAYS = (
    "motivation_on", "decided_on", "enrolled_on", "medical_asked_on", "doctor_contacted_on", "doctor_talk_on",
    "home_visit_on", "substitution_on",
)  # fmt: skip


def medical_deadline(asked_on: date) -> date:
    return asked_on + timedelta(days=MEDICAL_DAYS)
