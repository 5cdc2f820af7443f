"""*Spotning* (S4 5.3.1, domain 3.5 row 1.1): somebody who knows a citizen says that they are in danger.

Home's alone. The spotter looks nobody up; whoever takes it over finds out who it is, or closes it with a reason.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Role
from audit.models import TrackedManager
from cases.models import Case
from cases.models.citizen import sees_citizen
from cases.models.forgetting import met_before
from crisis_center.models.agreement import CentreAgreement
from directory.models import Place

#: Where a spotting was, when its words are gone.
FORGOTTEN = _("Ordene er slettet")
#: What is blanked by the deadline, in the row and in its history.
WORDS = ("where", "concern", "reaction", "described_as", "caller", "ended_words")


def named_in_agreements(user: User, on: date | None = None) -> Q:
    """Rows of an organisation whose agreements in force name the user as mentor or deputy."""
    own = CentreAgreement.objects.in_force(on).filter(organisation_id=OuterRef("organisation_id"))
    return Q(Exists(own.filter(Q(mentor=user) | Q(deputy=user))))


class SpottingQuerySet(CaseRecordQuerySet):
    never_shared = True

    def unit_q(self, user: User) -> Q:
        """Until it is known who it is: the unit it landed in and whoever is its mentor, wherever they work. After
        that: those who see the citizen."""
        if user.membership is None:
            return Q(pk__in=[])
        landed = Q(unit_id=user.membership.unit_id) | Q(author=user) | named_in_agreements(user)
        if user.membership.role == Role.SOCIAL_MENTOR:
            landed = Q()
        return Q(case=None) & landed | sees_citizen(user, "case__citizen")

    def own_q(self, user: User) -> Q:
        """A spotter's own: what they said themselves."""
        return Q(author=user)

    def waiting(self) -> Self:
        """Nobody has taken it over."""
        return self.filter(taken_at=None)

    def unsettled(self) -> Self:
        """Neither put together with a citizen nor closed."""
        return self.filter(settled_at=None)

    def described(self) -> Self:
        """On nobody's course, and something is still told of whoever it was."""
        blank = Q(**dict.fromkeys(WORDS, ""))
        return self.filter(~blank, case=None)

    def due_to_forget(self, *, days: int, on: date | None = None) -> Self:
        """Those of them whose words go on the day `on` (today), `days` after they were told.

        One that stood on a course and was opened again has as long from the last that was written of it.
        """
        before = met_before(on or timezone.localdate(), days)
        past = Spotting.history.filter(id=OuterRef("pk"))
        was_on_a_course, lately = past.filter(case_id__isnull=False), past.filter(history_date__gte=before)
        rows = self.described().filter(told_at__lt=before, noted_at__lt=before)
        return rows.filter(~Exists(was_on_a_course) | ~Exists(lately))


class Spotting(CaseRecord):
    """What one told, when, and who took it over."""

    class Urgency(models.TextChoices):
        TODAY = "today", _("I dag")
        DAYS = "days", _("De nærmeste dage")
        WATCH = "watch", _("Hold øje")

    class Knows(models.TextChoices):
        YES = "yes", _("Ja")
        NO = "no", _("Nej")
        UNKNOWN = "unknown", _("Ved ikke")

    class Ended(models.TextChoices):
        """Why no course follows. Never that somebody is too difficult to help."""

        NOT_FOUND = "not_found", _("Borgeren er ikke fundet")
        OTHER_MUNICIPALITY = "other_municipality", _("Borgeren hører til en anden kommune, som har fået besked")
        ALREADY_HELPED = "already_helped", _("Borgeren får allerede hjælp")
        OTHER = "other", _("Andet")

    #: Where it landed: the unit of the mentor on the day it was told. Its leader is the last to whom it waits.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhed"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("sted")
    )
    where = models.CharField(_("hvor"), max_length=200, blank=True)
    seen_at = models.DateTimeField(_("set"))
    concern = models.TextField(_("hvad giver bekymring"), max_length=2000)
    urgency = models.CharField(_("hvor meget haster det"), max_length=10, choices=Urgency.choices)
    reaction = models.CharField(_("hvordan reagerede borgeren"), max_length=300, blank=True)
    citizen_knows = models.CharField(
        _("ved borgeren, at der er sagt til"), max_length=10, choices=Knows.choices, default=Knows.UNKNOWN
    )
    described_as = models.CharField(_("hvordan kan borgeren kendes"), max_length=200, blank=True)

    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("skrevet af"))
    #: Who rang, where the author wrote it down for another.
    caller = models.CharField(_("hvem ringede"), max_length=120, blank=True)
    told_at = models.DateTimeField(_("sagt til"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)

    taken_at = models.DateTimeField(_("overtaget"), null=True, blank=True)
    taken_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("overtaget af")
    )
    #: The crisis course on which it came to stand; empty where it was closed without.
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="spottings", verbose_name=_("forløb")
    )
    #: Its words went by the deadline: whoever it was can be found no more.
    forgotten_on = models.DateField(_("ordene slettet"), null=True, blank=True, editable=False)
    ended_because = models.CharField(_("hvorfor uden forløb"), max_length=20, choices=Ended.choices, blank=True)
    ended_words = models.CharField(_("med egne ord"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("afklaret"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afklaret af")
    )

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(SpottingQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("spotning")
        verbose_name_plural = _("spotninger")
        constraints = [
            models.CheckConstraint(name="spotting_never_shared", condition=Q(shared_with=None)),
            models.CheckConstraint(
                name="spotting_says_where",
                condition=Q(place__isnull=False) | ~Q(where="") | Q(forgotten_on__isnull=False),
                violation_error_message=_("Vælg et sted, eller skriv, hvor det var."),
            ),
            models.CheckConstraint(
                name="spotting_forgotten_on_no_course", condition=Q(forgotten_on=None) | Q(case=None)
            ),
            models.CheckConstraint(
                name="spotting_told_after_seen",
                condition=Q(told_at__gte=F("seen_at")),
                violation_error_message=_("Der er sagt til, før det blev set."),
            ),
            models.CheckConstraint(
                name="spotting_taken_is_whole",
                condition=Q(taken_at=None, taken_by=None) | Q(taken_at__gte=F("told_at"), taken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="spotting_settled_is_whole",
                condition=Q(settled_at=None, settled_by=None, case=None, ended_because="", ended_words="")
                | Q(settled_at__gte=F("taken_at"), settled_by__isnull=False, case__isnull=False, ended_because="")
                | Q(settled_at__gte=F("taken_at"), settled_by__isnull=False, case=None) & ~Q(ended_because=""),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation"], condition=Q(settled_at=None), name="spottings_unsettled"),
            models.Index(fields=["author", "-told_at"], name="spottings_of_author"),
        ]

    class Privacy:
        technical = ("unit", "author", "noted_at", "taken_by", "settled_by", "case", "forgotten_on")
        ordinary = ("place", "where", "seen_at", "caller", "told_at", "taken_at", "settled_at")
        special = (
            "concern", "urgency", "reaction", "citizen_knows", "described_as", "ended_because", "ended_words",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.where or str(self.place or FORGOTTEN)

    def get_absolute_url(self) -> str:
        return reverse("crisis_center:spotting", args=[self.pk])
