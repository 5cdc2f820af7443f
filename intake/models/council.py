"""*Brugerråd*: the citizens who have a say in how the house is run, and what became of what they proposed (S3 P2, P3).

Whoever sits in it is here a code name and nothing else: no row leads from it to a citizen.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from accounts.policy import Can
from audit.models import TrackedManager

_LONG = 1000


class CouncilQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_COUNCIL
    never_shared = True

    def unit_q(self, user: User) -> Q:
        """One council for the whole organisation, whichever of its leaders keeps it."""
        return Q()


class CouncilMemberQuerySet(CouncilQuerySet):
    def sitting(self, on: date) -> Self:
        return self.filter(Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on)


class CouncilMember(CaseRecord):
    """From and, not including, to which day."""

    code_name = models.CharField(_("kodenavn"), max_length=40)
    from_on = models.DateField(_("med fra"))
    to_on = models.DateField(_("med indtil"), null=True, blank=True)

    objects = TrackedManager.from_queryset(CouncilMemberQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("medlem af brugerrådet")
        verbose_name_plural = _("medlemmer af brugerrådet")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code_name"], name="council_code_name_once"),
            models.CheckConstraint(
                name="council_member_ends_after_start",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("Dagen ligger før den første."),
            ),
            models.CheckConstraint(name="council_member_stays_at_home", condition=Q(shared_with=None)),
        ]

    class Privacy:
        ordinary = ("code_name", "from_on", "to_on")

    def __str__(self) -> str:
        return self.code_name

    def get_absolute_url(self) -> str:
        return reverse("intake:council_member", args=[self.pk])


class CouncilMeeting(CaseRecord):
    held_on = models.DateField(_("dag"))
    place = models.CharField(_("sted"), max_length=120)

    objects = TrackedManager.from_queryset(CouncilQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("møde i brugerrådet")
        verbose_name_plural = _("møder i brugerrådet")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "held_on"], name="council_meeting_once_a_day"),
            models.CheckConstraint(name="council_meeting_stays_at_home", condition=Q(shared_with=None)),
        ]

    class Privacy:
        technical = ("held_on", "place")

    def __str__(self) -> str:
        return f"{self.held_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("intake:council_meeting", args=[self.pk])


class CouncilPresence(CaseRecord):
    """Who came to a meeting."""

    meeting = models.ForeignKey(
        CouncilMeeting, models.PROTECT, related_name="present", db_index=False, verbose_name=_("møde")
    )
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name=_("medlem"))

    history_indexes = (("meeting", "history_date"),)

    objects = TrackedManager.from_queryset(CouncilQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("fremmødt i brugerrådet")
        verbose_name_plural = _("fremmødte i brugerrådet")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="council_presence_once"),
            models.CheckConstraint(name="council_presence_stays_at_home", condition=Q(shared_with=None)),
        ]

    class Privacy:
        technical = ("meeting",)
        ordinary = ("member",)

    def __str__(self) -> str:
        return str(_("fremmødt i brugerrådet"))


class ProposalQuerySet(CouncilQuerySet):
    def open(self) -> Self:
        return self.filter(decided_on=None)

    def decided(self) -> Self:
        """And not done yet."""
        return self.filter(decided_on__isnull=False, done_on=None)

    def done(self) -> Self:
        return self.filter(done_on__isnull=False)


class Proposal(CaseRecord):
    """What was proposed, what was decided, what was done. A "no" is a decision, and is told like every other."""

    what = models.TextField(_("forslaget"), max_length=_LONG)
    raised_on = models.DateField(_("rejst"))
    #: In between the meetings, where there is none.
    meeting = models.ForeignKey(
        CouncilMeeting, models.PROTECT, null=True, blank=True, related_name="proposals", db_index=False,
        verbose_name=_("rejst på mødet"),
    )  # fmt: skip
    #: Anonymous, where there is none.
    raised_by = models.ForeignKey(
        CouncilMember, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("rejst af"),
    )  # fmt: skip
    decision = models.TextField(_("hvad der blev besluttet"), max_length=_LONG, blank=True)
    decided_on = models.DateField(_("besluttet"), null=True, blank=True)
    decided_by = models.CharField(_("besluttet af"), max_length=120, blank=True)
    done_what = models.TextField(_("hvad der blev gjort"), max_length=_LONG, blank=True)
    done_on = models.DateField(_("gjort"), null=True, blank=True)

    objects = TrackedManager.from_queryset(ProposalQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("forslag fra brugerrådet")
        verbose_name_plural = _("forslag fra brugerrådet")
        constraints = [
            models.CheckConstraint(name="proposal_says_something", condition=~Q(what="")),
            models.CheckConstraint(
                name="proposal_decision_is_whole",
                condition=Q(decided_on=None, decision="", decided_by="")
                | Q(decided_on__gte=F("raised_on")) & ~Q(decision="") & ~Q(decided_by=""),
                violation_error_message=_("Dagen ligger før den dag, forslaget blev rejst."),
            ),
            models.CheckConstraint(
                name="proposal_done_after_decided",
                condition=Q(done_on=None, done_what="") | Q(done_on__gte=F("decided_on")) & ~Q(done_what=""),
                violation_error_message=_("Dagen ligger før beslutningen."),
            ),
            models.CheckConstraint(name="proposal_stays_at_home", condition=Q(shared_with=None)),
        ]

    class Privacy:
        technical = ("raised_on", "meeting", "decision", "decided_on", "decided_by", "done_what", "done_on")
        ordinary = ("what", "raised_by")

    def __str__(self) -> str:
        return self.what[:60]

    def get_absolute_url(self) -> str:
        return reverse("intake:proposal", args=[self.pk])
