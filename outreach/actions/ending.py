"""What follows an end: two tasks to ask how it goes, or the citizen's no (BEK 1477/2019 § 4 stk. 2)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.writing import action
from cases.actions.task import add_task
from cases.dates import months_after
from cases.models import Assignment, CasePeriod, Task
from cases.workers import workers_of
from outreach.endings import FOLLOW_UPS, is_followed_up
from outreach.models import FollowUpRefusal


@action
def follow_up(*, period: CasePeriod, by: User, refused: str | None = None) -> list[Task]:
    """Tasks one and six months after the end, for whoever was contact person; none where the end asks for none.

    `refused`: the citizen would rather not, with their reason, which is kept instead. Raises ValidationError by field.
    """
    assert period.closed_at is not None
    if not is_followed_up(period.close_reason):
        return []
    ended = timezone.localdate(period.closed_at)
    if refused is not None:
        if not refused.strip():
            raise ValidationError({"refused": _("Skriv kort, hvad borgeren sagde.")})
        FollowUpRefusal(case=period.case, period=period, refused_on=ended, reason=refused.strip()).save()
        return []
    citizen, owner = period.case.citizen, _who_asks(period, by)
    return [
        add_task(
            unit=period.case.unit, citizen=citizen, title=_title(months), due_on=months_after(ended, months),
            owner=owner, follow_up_of=period, by=by,
        )
        for months in FOLLOW_UPS
    ]  # fmt: skip


def _title(months: int) -> str:
    return ngettext(
        "Opfølgning %(months)s måned efter afslutningen: hvordan går det?",
        "Opfølgning %(months)s måneder efter afslutningen: hvordan går det?",
        months,
    ) % {"months": months}


def _who_asks(period: CasePeriod, by: User) -> User:
    """The contact person of the end while they work in the unit, else whoever closes."""
    carried = Assignment.objects.filter(case=period.case, kind=Assignment.Kind.CONTACT_PERSON).order_by("from_on", "pk")
    last = carried.last()
    asked = workers_of(period.case.unit_id).filter(pk=last.user_id).first() if last else None
    return asked or by
