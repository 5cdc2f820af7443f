"""A user's place in an organisation, with a role and dates."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation, Team, Unit
from accounts.models.user import User
from accounts.policy import ROLES_WITHOUT_UNIT, Role
from audit.models import Tracked, TrackedManager, TrackedQuerySet


class MembershipQuerySet(TrackedQuerySet):
    def active(self, on: date | None = None) -> MembershipQuerySet:
        """Memberships that hold on `on` (today), of users who may sign in."""
        day = on or timezone.localdate()
        return self.filter(models.Q(to_on=None) | models.Q(to_on__gte=day), from_on__lte=day, user__is_active=True)

    def with_names(self) -> MembershipQuerySet:
        return self.select_related("organisation", "unit", "team", "user")


class Membership(Tracked):
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("enhed")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("team")
    )
    role = models.CharField(_("rolle"), max_length=30, choices=Role.choices)
    from_on = models.DateField(_("fra"), default=timezone.localdate)
    to_on = models.DateField(_("til og med"), null=True, blank=True)

    objects = TrackedManager.from_queryset(MembershipQuerySet)()

    class Meta(Tracked.Meta):
        verbose_name = _("tilknytning")
        verbose_name_plural = _("tilknytninger")
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
            models.CheckConstraint(
                name="membership_has_unit",
                condition=models.Q(unit__isnull=False) | models.Q(role__in=sorted(ROLES_WITHOUT_UNIT)),
                violation_error_message=_("Vælg den enhed, rollen gælder i."),
            ),
            models.CheckConstraint(
                name="membership_team_in_unit",
                condition=models.Q(team=None) | models.Q(unit__isnull=False),
                violation_error_message=_("Et team hører til i en enhed: vælg enheden."),
            ),
        ]

    class Privacy:
        technical = ("user", "organisation", "unit", "team", "role", "from_on", "to_on")

    def __str__(self) -> str:
        return f"{self.role_label}, {self.unit or self.organisation}"

    @property
    def role_label(self) -> str:
        """The role in the organisation's own word, where it has one."""
        if self.role == Role.OUTREACH_WORKER and self.organisation.words.get("worker"):
            word = self.organisation.word("worker")
            return word[:1].upper() + word[1:]
        return str(self.get_role_display())

    def is_active(self, on: date | None = None) -> bool:
        day = on or timezone.localdate()
        return self.from_on <= day and (self.to_on is None or self.to_on >= day)
