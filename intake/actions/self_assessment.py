"""Somebody answers the six themes by themselves: begun, paused, gone on with, sent; or it goes by its deadline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit import context
from audit.redaction import redact
from audit.writing import action
from intake.codes import digest_of, new_code
from intake.models import Enquiry, SelfAnswer, SelfAssessment
from intake.models.self_assessment import KEPT_DAYS


@action
def begin_self_assessment(*, unit: Unit, by: User, enquiry: Enquiry | None = None) -> tuple[SelfAssessment, str]:
    """A new one and its code, which is nowhere else from now on. Raises ValidationError where the enquiry is no
    citizen's own: others do not answer for them, and who is anonymous is not asked."""
    if enquiry and (enquiry.is_anonymous or enquiry.asker != Enquiry.Asker.SELF):
        raise ValidationError(_("Spørgsmålene er kun til den, det handler om."))
    code = new_code()
    row = SelfAssessment(unit=unit, enquiry=enquiry, digest=digest_of(code, unit.organisation_id))
    row.expires_on = timezone.localdate() + timedelta(days=KEPT_DAYS)
    row.save()
    return row, code


@action
def give_new_code(*, self_assessment: SelfAssessment, by: User) -> str:
    """For whoever did not write the first one down, which leads nowhere from now on. Raises ValidationError."""
    row = _going_on(self_assessment)
    code = new_code()
    row.digest = digest_of(code, row.organisation_id)
    row.expires_on = timezone.localdate() + timedelta(days=KEPT_DAYS)
    row.save()
    return code


@action
def answer_theme(
    *,
    self_assessment: SelfAssessment,
    theme: str,
    by: User,
    days: int | None = None,
    bothered: int | None = None,
    importance: int | None = None,
    words: str = "",
) -> SelfAnswer | None:
    """What is answered of one theme now; said again it takes the place of what was said. Nothing said: no answer.

    Raises ValidationError by field, and where it was sent meanwhile.
    """
    parent = _going_on(self_assessment)
    row = SelfAnswer.objects.filter(self_assessment=parent, theme=theme).first()
    row = row or SelfAnswer(self_assessment=parent, theme=theme)
    row.days, row.bothered, row.importance, row.words = days, bothered, importance, words.strip() or None
    if row._state.adding and (days, bothered, importance, row.words) == (None,) * 4:
        return None
    row.clean_fields(exclude=["organisation", "shared_with", "self_assessment"])
    row.save()
    return row


@action
def send_self_assessment(*, self_assessment: SelfAssessment, enquiry: Enquiry, by: User) -> SelfAssessment:
    """From now on those who receive the enquiry read it, and its code leads nowhere. Sent twice it is sent once."""
    row = SelfAssessment.objects.select_for_update(of=("self",)).get(pk=self_assessment.pk)
    if row.sent_at is None:
        row = _going_on(row)
        row.enquiry, row.sent_at, row.digest = enquiry, timezone.now(), ""
        row.save()
    return row


@action
def forget_unsent(*, ids: Iterable[UUID], days: int, by: User, on: date | None = None, reason: str = "") -> list[UUID]:
    """Delete the answers of those never sent whose code has run out, history included. Returns which. `days` is the
    deadline of other strangers: this one was told to whoever wrote."""
    due = SelfAssessment.objects.due_to_forget(on).filter(pk__in=list(ids))
    keys = list(due.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    _forget(keys, on)
    return keys


@action
def forget_answers_of(*, enquiries: Iterable[UUID], by: User, on: date | None = None) -> None:
    """The words of these enquiries go, and what was answered with them."""
    rows = SelfAssessment.objects.filter(enquiry__in=list(enquiries), forgotten_on=None)
    _forget(list(rows.order_by("pk").values_list("pk", flat=True)), on)


def _forget(keys: list[UUID], on: date | None) -> None:
    answers = SelfAnswer.objects.filter(self_assessment__in=keys)
    gone = list(answers.order_by("pk").values_list("pk", flat=True))
    answers.delete()
    for key in gone:
        redact(SelfAnswer, key, reason=context.current().reason)
    SelfAssessment.objects.filter(pk__in=keys).update(forgotten_on=on or timezone.localdate(), digest="")


def _going_on(self_assessment: SelfAssessment) -> SelfAssessment:
    rows = SelfAssessment.objects.select_for_update(of=("self",)).select_related("enquiry")
    row: SelfAssessment | None = rows.going_on().filter(pk=self_assessment.pk).first()
    if row is None:
        raise ValidationError(_("Svarene er allerede sendt, eller koden er udløbet."))
    return row
