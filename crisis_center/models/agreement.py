"""*Individuel samarbejdsaftale* between a centre and a home municipality (S4 5.2)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from accounts.policy import Can
from audit.models import TrackedManager
from crisis_center.models.centre import Centre


class CentreAgreementQuerySet(CaseRecordQuerySet):
    """Home's, shared with the operator, who reads it."""

    seen_with = Can.SEE_CASELOAD
    shared_to_read = True

    def unit_q(self, user: User) -> Q:
        membership = user.membership
        if membership is None:
            return Q(pk__in=[])
        # The agreement is the whole municipality's: mentors of any unit go by it.
        return Q(organisation_id=membership.organisation_id) | Q(centre__unit_id=membership.unit_id)

    def in_force(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)


class CentreAgreement(CaseRecord):
    """What centre and municipality have promised one another, with a mentor and who stands in for them."""

    #: The parameters of S4 5.2, in their order.
    PARAMETERS = ("fast_delegation", "plan_work", "midway_part", "drop_in_recognised")

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="agreements", verbose_name=_("center"))
    fast_delegation = models.BooleanField(_("Kommunen giver hurtigt medicinsk delegation"), default=False)
    plan_work = models.BooleanField(
        _("Kommunen arbejder med handleplan efter SEL § 141, med særlig støtte til at tage del"), default=False
    )
    midway_part = models.BooleanField(
        _("Kommunen er med til at justere planen midtvejs, samordnet med fremtidsplanen"), default=False
    )
    drop_in_recognised = models.BooleanField(_("Værestederne er anerkendt som partnere"), default=False)
    mentor = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("social mentor")
    )
    deputy = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("stedfortræder")
    )
    from_on = models.DateField(_("gælder fra"), default=timezone.localdate)
    to_on = models.DateField(_("gælder til og med"), null=True, blank=True)
    signed_on = models.DateField(_("underskrevet"), null=True, blank=True)
    review_on = models.DateField(_("gennemgås"), null=True, blank=True)
    note = models.TextField(_("andet, der er aftalt"), max_length=1000, blank=True)

    objects = TrackedManager.from_queryset(CentreAgreementQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("samarbejdsaftale med akutkrisecenter")
        verbose_name_plural = _("samarbejdsaftaler med akutkrisecentre")
        constraints = [
            models.CheckConstraint(
                name="centre_agreement_ends_after_start",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("Aftalen slutter, før den begynder."),
            ),
            models.CheckConstraint(
                name="centre_agreement_deputy_is_another",
                condition=Q(deputy=None) | Q(mentor=None) | ~Q(deputy=F("mentor")),
                violation_error_message=_("Stedfortræderen er en anden end mentoren."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "centre"],
                condition=Q(to_on=None),
                name="centre_agreement_once",
                violation_error_message=_("Der gælder allerede en aftale med det center. Ret den, eller afslut den."),
            ),
        ]

    class Privacy:
        technical = (
            "centre", "fast_delegation", "plan_work", "midway_part", "drop_in_recognised", "mentor", "deputy",
            "from_on", "to_on", "signed_on", "review_on", "note",
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.centre)

    def get_absolute_url(self) -> str:
        return reverse("crisis_center:centre_agreement", args=[self.pk])

    @property
    def missing(self) -> list[str]:
        """What a mentor is told is not in place, in words. Never a reason to stop."""
        words = {field.name: field.verbose_name for field in self._meta.fields}
        lacks = [str(words[name]) for name in self.PARAMETERS if not getattr(self, name)]
        return lacks + ([] if self.mentor_id else [str(_("En navngiven social mentor"))])


class AgreementSpotterQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_CASELOAD
    shared_to_read = True

    def unit_q(self, user: User) -> Q:
        return Q(agreement__in=CentreAgreement.objects.visible_to(user))


class AgreementSpotter(CaseRecord):
    """Somebody who knows the citizens and says so when one is in danger."""

    agreement = models.ForeignKey(
        CentreAgreement, models.PROTECT, related_name="spotters", verbose_name=_("samarbejdsaftale")
    )
    name = models.CharField(_("navn"), max_length=120)
    where = models.CharField(_("hvor"), max_length=120, blank=True)
    phone = models.CharField(_("telefon"), max_length=20, blank=True)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("bruger")
    )
    ended_on = models.DateField(_("ikke længere spotter fra"), null=True, blank=True)

    objects = TrackedManager.from_queryset(AgreementSpotterQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("spotter")
        verbose_name_plural = _("spottere")

    class Privacy:
        technical = ("agreement", "user", "ended_on")
        ordinary = ("name", "where", "phone")

    def __str__(self) -> str:
        return self.name
