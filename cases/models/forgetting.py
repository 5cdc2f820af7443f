"""Whose description must go: somebody who never agreed to anything, was never named, and was not met again in time.

One definition, asked by the nightly job, by its page and by the citizen's page (L-23; domain §15).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, Expression, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.policy import Can

Rows = TypeVar("Rows", bound=QuerySet[Any])

#: What somebody is called whose description is gone.
FORGOTTEN = _("Ukendt borger, beskrivelsen slettet")
#: What is only done with somebody one would know again: whoever turns up later is a new citizen.
NEEDS_DESCRIPTION = frozenset({Can.EDIT_CITIZEN, Can.JOIN_CITIZENS, Can.LOG_CONTACT, Can.MANAGE_CASE, Can.WRITE_PLAN})


def may_be_forgotten() -> Q:
    """Citizens to whom the deadline applies at all; when it passes is `last_met`.

    To have agreed is: a course, a request for treatment, a goal or an offer chosen, a consent, a handover (also one
    that another municipality sent under a consent), somebody we may speak with, an agreement, a wish for contact (also
    long ago, also ended). Whoever is admitted somewhere is not out of sight. Of two records that became one, the one
    who stays decides for both.
    """
    from cases.models import (
        Admission,
        Case,
        ChosenBlock,
        Citizen,
        Consent,
        Contact,
        Goal,
        Handover,
        Identification,
        ReceivedRelocation,
        SpeaksFor,
        Task,
        TreatmentRequest,
    )

    known = Citizen._base_manager.filter(merged_into=OuterRef("pk")).exclude(name="", cpr=None)
    named = Citizen.history.filter(id=OuterRef("pk")).exclude(name="", cpr=None)
    theirs = [
        *(
            model._base_manager.filter(citizen=OuterRef("pk"))
            for model in (Case, ChosenBlock, Consent, Goal, Handover, Identification, ReceivedRelocation, SpeaksFor)
        ),
        TreatmentRequest._base_manager.filter(citizen=OuterRef("pk")),
        Task._base_manager.filter(citizen=OuterRef("pk"), kind=Task.Kind.AGREEMENT),
        Contact.objects.current().filter(citizen=OuterRef("pk"), wish=Contact.Wish.CONTACT),
        Admission._base_manager.filter(citizen=OuterRef("pk"), ended_on=None),
    ]
    condition = Q(identity=Citizen.Identity.ALIAS, name="", cpr=None, merged_into=None, forgotten_on=None)
    for rows in (known, named, *theirs):
        condition &= ~Q(Exists(rows))
    return condition


def last_met() -> Expression:
    """When the citizen was last seen or talked with, or written down if that was later."""
    from cases.models import Citizen, Contact

    there = (Contact.Result.SEEN, Contact.Result.TALKED)
    met = Contact.objects.current().filter(citizen=OuterRef("pk"), result__in=there).order_by("-at").values("at")
    made = Citizen.history.filter(id=OuterRef("pk"), history_type="+").order_by("history_id").values("history_date")
    written = Subquery(made[:1])
    return Greatest(Coalesce(Subquery(met[:1]), written), written)


def forgotten_from(last: datetime, days: int) -> date:
    """The day on which the description goes, `days` after somebody was last met."""
    return timezone.localdate(last) + timedelta(days=days)


def met_before(on: date, days: int) -> datetime:
    """Who was last met before this moment is due on the day `on`."""
    return timezone.make_aware(datetime.combine(on - timedelta(days=days - 1), time.min))


def citizens_due(rows: Rows, on: date, days: int) -> Rows:
    """Citizens whose deadline has passed on that day, with `last_met_at`."""
    return rows.filter(may_be_forgotten()).annotate(last_met_at=last_met()).filter(last_met_at__lt=met_before(on, days))


def strangers_due(rows: Rows, on: date, days: int) -> Rows:
    """Contacts with somebody nobody knew, still described after the same deadline."""
    before = met_before(on, days)
    return rows.filter(citizen=None, at__lt=before, written_at__lt=before).exclude(described_as="")
