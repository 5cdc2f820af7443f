"""One rang back: reached or not. Whoever asked for a call waits until one was reached."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from accounts.policy import Can
from audit.models import TrackedManager
from cases.models.citizen import sees_citizen
from intake.models.enquiry import Enquiry


class CallAttemptQuerySet(CaseRecordQuerySet):
    seen_with = Can.RECEIVE_ENQUIRIES
    never_shared = True

    def unit_q(self, user: User) -> Q:
        if user.membership is None:
            return Q(pk__in=[])
        unknown = Q(enquiry__citizen=None, enquiry__unit_id=user.membership.unit_id)
        return unknown | sees_citizen(user, "enquiry__citizen")

    def own_q(self, user: User) -> Q:
        return Q(author=user)


class CallAttempt(CaseRecord):
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="calls", verbose_name=_("henvendelse"))
    called_at = models.DateTimeField(_("ringet"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("ringet af"))
    reached = models.BooleanField(_("fik fat i"))

    history_indexes = (("enquiry", "history_date"),)

    objects = TrackedManager.from_queryset(CallAttemptQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("opringning")
        verbose_name_plural = _("opringninger")
        constraints = [models.CheckConstraint(name="call_never_shared", condition=Q(shared_with=None))]

    class Privacy:
        technical = ("enquiry", "author")
        ordinary = ("called_at", "reached")

    def __str__(self) -> str:
        return str(self.enquiry)
