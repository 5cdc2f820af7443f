"""*Screening* (S4 5.3.1, domain 3.1): the mentor sees the citizen's whole situation and concludes what happens now.

Home's alone: what the centre is told stands in the enquiry. Open until concluded; seen anew, it is a new one.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models import Case
from cases.models.case import CaseChildQuerySet


class ScreeningQuerySet(CaseChildQuerySet):
    never_shared = True

    def open(self) -> Self:
        return self.filter(concluded_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-begun_at", "-pk")


class Screening(CaseRecord):
    """Everything may be left open but the conclusion."""

    class Answer(models.TextChoices):
        YES = "yes", _("Ja")
        NO = "no", _("Nej")
        UNKNOWN = "unknown", _("Ved ikke endnu")

    class TreatmentContact(models.TextChoices):
        NONE = "none", _("Ingen")
        LITTLE = "little", _("Lidt")
        REGULAR = "regular", _("Regelmæssig")

    class Conclusion(models.TextChoices):
        """There is no "too difficult to help" among them, and must never be (S4 5.3.1)."""

        REFER = "refer", _("Henvend til akutkrisecenter")
        INSTEAD = "instead", _("Andet i stedet")
        WAIT = "wait", _("Vi venter")

    #: Where the citizen is in acute danger.
    DANGERS = ("danger_body", "danger_mind", "danger_social")

    case = models.ForeignKey(Case, models.PROTECT, related_name="crisis_screenings", verbose_name=_("forløb"))
    begun_at = models.DateTimeField(_("begyndt"), default=timezone.now)
    chaotic_use = models.CharField(
        _("er stofbruget kaotisk"), max_length=10, choices=Answer.choices, default=Answer.UNKNOWN
    )
    treatment_contact = models.CharField(
        _("kontakt til behandling"), max_length=10, choices=TreatmentContact.choices, blank=True
    )
    danger_body = models.BooleanField(_("akut fysisk fare"), default=False)
    danger_mind = models.BooleanField(_("akut psykisk fare"), default=False)
    danger_social = models.BooleanField(_("akut social fare"), default=False)
    life_threatening = models.CharField(
        _("er det livstruende"), max_length=10, choices=Answer.choices, default=Answer.UNKNOWN
    )
    danger_words = models.TextField(_("hvad er faren"), max_length=1000, blank=True)
    decline_accelerating = models.CharField(
        _("går det hurtigt ned ad bakke"), max_length=10, choices=Answer.choices, default=Answer.UNKNOWN
    )
    travels_alone = models.CharField(
        _("kan borgeren rejse alene"), max_length=10, choices=Answer.choices, default=Answer.UNKNOWN
    )
    citizens_wish = models.TextField(_("ønsket, med borgerens ord"), max_length=1000, blank=True)
    first_needs = models.TextField(_("brug for det første døgn"), max_length=1000, blank=True)
    known_illness = models.TextField(_("kendte sygdomme og medicin"), max_length=1000, blank=True)
    home_wishes = models.TextField(_("ønsker om hjemkommunen"), max_length=1000, blank=True)

    conclusion = models.CharField(_("konklusion"), max_length=10, choices=Conclusion.choices, blank=True)
    reason = models.CharField(_("mentorens begrundelse"), max_length=500, blank=True)
    instead = models.CharField(_("hvad i stedet"), max_length=500, blank=True)
    wait_until = models.DateField(_("til hvornår"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("konkluderet"), null=True, blank=True)
    concluded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("konkluderet af")
    )

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(ScreeningQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("screening")
        verbose_name_plural = _("screeninger")
        constraints = [
            models.CheckConstraint(name="screening_never_shared", condition=Q(shared_with=None)),
            models.UniqueConstraint(fields=["case"], condition=Q(concluded_at=None), name="screening_open_once"),
            models.CheckConstraint(
                name="screening_concluded_is_whole",
                condition=Q(concluded_at=None, concluded_by=None, conclusion="")
                | Q(concluded_at__gte=F("begun_at"), concluded_by__isnull=False) & ~Q(conclusion=""),
            ),
            models.CheckConstraint(
                name="screening_says_what_instead",
                condition=Q(conclusion="instead") & ~Q(instead="") | ~Q(conclusion="instead") & Q(instead=""),
                violation_error_message=_("Skriv, hvad der gøres i stedet."),
            ),
            models.CheckConstraint(
                name="screening_waits_until",
                condition=Q(conclusion="wait", wait_until__isnull=False) | ~Q(conclusion="wait") & Q(wait_until=None),
                violation_error_message=_("Vælg, hvornår I ser på det igen."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "wait_until"], name="screenings_waiting")]

    class Privacy:
        technical = ("case", "concluded_by")
        ordinary = ("begun_at", "concluded_at")
        special = (
            "chaotic_use", "treatment_contact", "danger_body", "danger_mind", "danger_social", "life_threatening",
            "danger_words", "decline_accelerating", "travels_alone", "citizens_wish", "first_needs", "known_illness",
            "home_wishes", "conclusion", "reason", "instead", "wait_until",
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.get_conclusion_display() or _("Screening i gang"))
