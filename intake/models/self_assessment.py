"""*Selvvurdering*: the six themes of the visitation, answered by oneself before anybody asks (S3 M2; L-02).

Until it is sent it is theirs alone: nobody here reads it, and it goes when its code runs out. The scales are those of
the instruments (EuropASI, `measurements/declared`).
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.encryption import EncryptedTextField
from audit.models import TrackedManager
from cases.models.citizen import sees_citizen
from intake.models.enquiry import Enquiry
from outreach.models.assessment import THEMES

#: Days in which one may come back to it.
KEPT_DAYS = 30
#: The longest text of one theme.
LONGEST_WORDS = 2000
#: How many of the last days the instruments ask about.
MOST_DAYS = 30


def _seen(user: User, through: str, own: bool = False) -> Q:
    if user.membership is None:
        return Q(pk__in=[])
    unknown = Q(**{f"{through}enquiry__citizen": None, f"{through}unit_id": user.membership.unit_id})
    known = sees_citizen(user, f"{through}enquiry__citizen", own=own)
    sent = Q(**{f"{through}sent_at__isnull": False, f"{through}enquiry__isnull": False})
    return sent & (known if own else unknown | known)


class SelfAssessmentQuerySet(CaseRecordQuerySet):
    seen_with = Can.RECEIVE_ENQUIRIES
    never_shared = True

    def unit_q(self, user: User) -> Q:
        return _seen(user, "")

    def own_q(self, user: User) -> Q:
        return _seen(user, "", own=True)

    def going_on(self, on: date | None = None) -> Self:
        """Not sent yet, and the code still leads to it."""
        return self.filter(sent_at=None, forgotten_on=None, expires_on__gte=on or timezone.localdate())

    def with_answers(self) -> Self:
        return self.filter(Exists(SelfAnswer.objects.filter(self_assessment=OuterRef("pk"))))

    def due_to_forget(self, on: date | None = None) -> Self:
        """Never sent, and the code has run out."""
        return self.filter(sent_at=None, forgotten_on=None, expires_on__lt=on or timezone.localdate())


class SelfAssessment(CaseRecord):
    """`digest`: of the code with which one comes back; the code itself is nowhere."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    enquiry = models.OneToOneField(
        Enquiry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="self_assessment",
        verbose_name=_("henvendelse"),
    )
    digest = models.CharField(_("kodens aftryk"), max_length=64, blank=True, editable=False)
    begun_at = models.DateTimeField(_("begyndt"), default=timezone.now, editable=False)
    expires_on = models.DateField(_("kan genoptages til og med"))
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    forgotten_on = models.DateField(_("svarene slettet"), null=True, blank=True, editable=False)

    objects = TrackedManager.from_queryset(SelfAssessmentQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("selvvurdering")
        verbose_name_plural = _("selvvurderinger")
        constraints = [
            models.CheckConstraint(name="self_assessment_never_shared", condition=Q(shared_with=None)),
            models.UniqueConstraint(
                fields=["organisation", "digest"], condition=~Q(digest=""), name="self_assessment_code_once"
            ),
            models.CheckConstraint(
                name="self_assessment_sent_with_an_enquiry",
                condition=Q(sent_at=None) | Q(enquiry__isnull=False, digest=""),
            ),
            models.CheckConstraint(
                name="self_assessment_forgotten_has_no_code", condition=Q(forgotten_on=None) | Q(digest="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "expires_on"], condition=Q(sent_at=None), name="self_assessment_unsent"
            )
        ]

    class Privacy:
        technical = ("unit", "enquiry", "digest", "begun_at", "expires_on", "forgotten_on")
        ordinary = ("sent_at",)

    def __str__(self) -> str:
        return f"{timezone.localdate(self.begun_at):%d.%m.%Y}"


class SelfAnswerQuerySet(CaseRecordQuerySet):
    seen_with = Can.RECEIVE_ENQUIRIES
    never_shared = True

    def unit_q(self, user: User) -> Q:
        return _seen(user, "self_assessment__")

    def own_q(self, user: User) -> Q:
        return _seen(user, "self_assessment__", own=True)


class SelfAnswer(CaseRecord):
    """What was answered of one theme, none of it asked for twice. The words are encrypted."""

    class Degree(models.IntegerChoices):
        """How much one is bothered; 3 and 4 count as one group in the evaluation (S2 p. 57)."""

        NOT = 0, _("Ikke bekymret")
        LITTLE = 1, _("Lidt")
        SOME = 2, _("Noget")
        CONSIDERABLY = 3, _("Betydeligt")
        VERY = 4, _("Meget bekymret")

    class Importance(models.IntegerChoices):
        NOT = 0, _("Slet ikke vigtigt")
        LITTLE = 1, _("Lidt")
        SOME = 2, _("Noget")
        CONSIDERABLY = 3, _("Betydeligt")
        VERY = 4, _("Meget vigtigt")

    self_assessment = models.ForeignKey(
        SelfAssessment, models.PROTECT, related_name="answers", verbose_name=_("selvvurdering")
    )
    theme = models.CharField(_("tema"), max_length=10, choices=list(THEMES.items()))
    days = models.PositiveSmallIntegerField(
        _("dage med problemer"), null=True, blank=True, validators=[MaxValueValidator(MOST_DAYS)]
    )
    bothered = models.PositiveSmallIntegerField(_("bekymret"), null=True, blank=True, choices=Degree.choices)
    importance = models.PositiveSmallIntegerField(_("vigtighed"), null=True, blank=True, choices=Importance.choices)
    words = EncryptedTextField(_("egne ord"), null=True, blank=True, validators=[MaxLengthValidator(LONGEST_WORDS)])

    history_indexes = (("self_assessment", "history_date"),)

    objects = TrackedManager.from_queryset(SelfAnswerQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        constraints = [
            models.CheckConstraint(name="self_answer_never_shared", condition=Q(shared_with=None)),
            models.UniqueConstraint(fields=["self_assessment", "theme"], name="self_answer_once_a_theme"),
            models.CheckConstraint(
                name="self_answer_on_the_scales",
                condition=(Q(days=None) | Q(days__lte=MOST_DAYS))
                & (Q(bothered=None) | Q(bothered__lte=4))
                & (Q(importance=None) | Q(importance__lte=4)),
            ),
        ]

    class Privacy:
        technical = ("self_assessment", "theme")
        special = ("days", "bothered", "importance", "words")

    def __str__(self) -> str:
        return str(self.get_theme_display())
