"""Treatment followed: what the outreach does and hears while somebody else has the responsibility (S2 p. 45-46)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models import Case, CasePeriod, Contact
from cases.models.case import CaseChildQuerySet


class TreatmentNoteQuerySet(CaseChildQuerySet):
    def unanswered(self) -> Self:
        """Absences that the therapist told of, in open courses, until somebody has talked with the citizen since."""
        after = Q(at__date__gt=OuterRef("happened_on")) | Q(
            at__date=OuterRef("happened_on"), at__gte=OuterRef("written_at")
        )
        talked = Contact.objects.talked().filter(after, citizen=OuterRef("case__citizen"))
        still_open = CasePeriod.objects.filter(case=OuterRef("case"), closed_at=None)
        told = self.filter(kind=TreatmentNote.Kind.ABSENCE, told_by=TreatmentNote.ToldBy.THERAPIST)
        return told.filter(Exists(still_open), ~Exists(talked))


class TreatmentNote(CaseRecord):
    """One thing on one day; a pause in the treatment has a last day too."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Med til behandlingsmøde")
        TRANSPORT = "transport", _("Hjælp til transport")
        THERAPIST = "therapist", _("Talt med behandleren")
        ABSENCE = "absence", _("Udeblivelse")
        LAPSE = "lapse", _("Midlertidig afbrydelse")
        ACTION = "action", _("Noget, vi gjorde")

    class ToldBy(models.TextChoices):
        THERAPIST = "therapist", _("Behandleren")
        CITIZEN = "citizen", _("Borgeren selv")
        PARTNER = "partner", _("En samarbejdspartner")
        OURSELVES = "ourselves", _("Vi så det selv")

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="treatment_notes", db_index=False, verbose_name=_("forløb")
    )
    kind = models.CharField(_("hvad"), max_length=10, choices=Kind.choices)
    happened_on = models.DateField(_("hvornår"), default=timezone.localdate)
    until = models.DateField(_("til og med"), null=True, blank=True)
    told_by = models.CharField(_("hvem fortalte det"), max_length=10, choices=ToldBy.choices, blank=True)
    note = models.CharField(_("kort bemærkning"), max_length=300, blank=True)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(TreatmentNoteQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("behandling fulgt")
        verbose_name_plural = _("behandling fulgt")
        constraints = [
            models.CheckConstraint(
                name="treatment_only_a_lapse_lasts",
                condition=Q(until=None) | Q(kind="lapse", until__gte=F("happened_on")),
                violation_error_message=_("Den sidste dag ligger før den første."),
            ),
            models.CheckConstraint(
                name="treatment_only_an_absence_is_told",
                condition=Q(kind="absence") & ~Q(told_by="") | ~Q(kind="absence") & Q(told_by=""),
                violation_error_message=_("Vælg, hvem der fortalte om udeblivelsen."),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "happened_on"], name="treatment_of_case"),
            # What waits is looked for among the absences alone.
            models.Index(
                fields=["organisation", "happened_on"],
                condition=Q(kind="absence", told_by="therapist"),
                name="treatment_absence_told",
            ),
        ]

    class Privacy:
        technical = ("case", "written_at", "author")
        special = ("kind", "happened_on", "until", "told_by", "note")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on:%d.%m.%Y}"

    def is_going_on(self, today: date) -> bool:
        return self.kind == self.Kind.LAPSE and (self.until is None or self.until >= today)
