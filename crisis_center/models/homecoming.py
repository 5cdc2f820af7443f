"""*Hjemkomst* (S4 5.3.3): four dates on which the mentor looks for the citizen, and what was agreed at home.

The four follow from the day on which the stay ended, whoever ended it: a row is written only where something was found
or a day was moved. So nobody can forget to plan them.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models import Case
from cases.models.case import CaseChildQuerySet
from crisis_center.models.stay import Stay
from directory.models import Partner


class HomeOnlyQuerySet(CaseChildQuerySet):
    """Home's alone: the centre's part ended with the stay."""

    never_shared = True


class HomecomingFollowUp(CaseRecord):
    """What was found on one of the four occasions, or to which day it was moved. A row without `again_on` ends it."""

    class Occasion(models.TextChoices):
        DAY_1 = "day_1", _("Dag 1")
        WEEK_1 = "week_1", _("Uge 1")
        MONTH_1 = "month_1", _("Måned 1")
        MONTH_3 = "month_3", _("Måned 3")

    class Found(models.TextChoices):
        IN_CONTACT = "in_contact", _("I kontakt")
        CAME_SELF = "came_self", _("Kom selv")
        SEEN = "seen", _("Set af andre, som vi taler med")
        NOT_FOUND = "not_found", _("Ikke fundet")
        AWAY = "away", _("Indlagt, fængslet eller rejst")
        NOT_DONE = "not_done", _("Blev ikke gjort")

    #: Contact with the citizen, not only news of them.
    CONTACT = (Found.IN_CONTACT, Found.CAME_SELF)
    #: From the day the citizen left.
    AFTER = {
        Occasion.DAY_1: timedelta(days=1),
        Occasion.WEEK_1: timedelta(days=7),
        Occasion.MONTH_1: timedelta(days=30),
        Occasion.MONTH_3: timedelta(days=91),
    }

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("forløb"))
    stay = models.ForeignKey(Stay, models.PROTECT, related_name="follow_ups", verbose_name=_("ophold"))
    occasion = models.CharField(_("hvilken opfølgning"), max_length=7, choices=Occasion.choices)
    found = models.CharField(_("hvordan gik det"), max_length=10, choices=Found.choices, blank=True)
    words = models.TextField(_("kort"), max_length=1000, blank=True)
    found_on = models.DateField(_("hvilken dag"), null=True, blank=True)
    #: Moved, or tried in vain and tried again on that day. Empty: this occasion is over.
    again_on = models.DateField(_("prøv igen"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("af hvem"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(HomeOnlyQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("opfølgning ved hjemkomst")
        verbose_name_plural = _("opfølgninger ved hjemkomst")
        constraints = [
            models.CheckConstraint(name="homecoming_never_shared", condition=Q(shared_with__isnull=True)),
            models.CheckConstraint(
                name="homecoming_found_or_moved",
                condition=Q(found="", found_on=None, again_on__isnull=False) | ~Q(found="") & Q(found_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["stay", "occasion", "-noted_at"], name="homecoming_of_stay")]

    class Privacy:
        technical = ("case", "stay", "occasion", "by", "noted_at")
        ordinary = ("found_on", "again_on")
        special = ("found", "words")

    def __str__(self) -> str:
        return str(self.get_occasion_display())

    def get_absolute_url(self) -> str:
        return reverse("crisis_center:homecoming", args=[self.stay_id])


class HomecomingDeclined(CaseRecord):
    """*Ønsker ikke opfølgning*: closes what is left of the four, in the citizen's words."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("forløb"))
    stay = models.OneToOneField(Stay, models.PROTECT, related_name="declined", verbose_name=_("ophold"))
    words = models.TextField(_("borgerens ord"), max_length=500)
    said_on = models.DateField(_("sagt"), default=timezone.localdate)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(HomeOnlyQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("ønsker ikke opfølgning")
        verbose_name_plural = _("ønsker ikke opfølgning")
        constraints = [
            models.CheckConstraint(name="homecoming_declined_never_shared", condition=Q(shared_with__isnull=True)),
            models.CheckConstraint(name="homecoming_declined_has_words", condition=~Q(words="")),
        ]

    class Privacy:
        technical = ("case", "stay", "by", "noted_at")
        ordinary = ("said_on",)
        special = ("words",)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class HomecomingAgreement(CaseRecord):
    """What one of the parties does after the homecoming, made with the citizen, and the mentor's part in it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="homecoming_agreements", verbose_name=_("forløb"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("partner")
    )
    actor_words = models.CharField(_("eller hvem, med egne ord"), max_length=120, blank=True)
    what = models.CharField(_("hvad gør de"), max_length=300)
    from_on = models.DateField(_("fra"), null=True, blank=True)
    mentors_role = models.CharField(_("den sociale mentors rolle"), max_length=300, blank=True)
    with_citizen = models.BooleanField(_("lavet sammen med borgeren"), default=True)
    kept = models.BooleanField(_("holdt"), null=True, blank=True)
    kept_on = models.DateField(_("set den"), null=True, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(HomeOnlyQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("aftale ved hjemkomst")
        verbose_name_plural = _("aftaler ved hjemkomst")
        constraints = [
            models.CheckConstraint(name="homecoming_agreement_never_shared", condition=Q(shared_with__isnull=True)),
            models.CheckConstraint(
                name="homecoming_agreement_names_one",
                condition=Q(partner__isnull=False, actor_words="") | Q(partner=None) & ~Q(actor_words=""),
                violation_error_message=_("Vælg en partner, eller skriv, hvem det er."),
            ),
            models.CheckConstraint(
                name="homecoming_agreement_kept_is_whole",
                condition=Q(kept=None, kept_on=None) | Q(kept__isnull=False, kept_on__isnull=False),
            ),
        ]

    class Privacy:
        technical = ("case", "written_by", "written_at")
        ordinary = ("from_on", "kept_on", "with_citizen")
        special = ("partner", "actor_words", "what", "mentors_role", "kept")

    def __str__(self) -> str:
        return self.what

    @property
    def actor(self) -> str:
        return str(self.partner) if self.partner_id else self.actor_words
