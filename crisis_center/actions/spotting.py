"""Somebody says that a citizen is in danger; the mentor takes it over and finds out who it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import context
from audit.redaction import redact
from audit.writing import action
from cases.actions.case import assign, open_case
from cases.actions.citizen import add_citizen
from cases.actions.entry import save_once
from cases.actions.pathway import end_step, start_step
from cases.dates import short_day
from cases.models import Assignment, Case, CasePeriod, Citizen, StepRun
from crisis_center.models import Spotting
from crisis_center.models.spotting import WORDS
from crisis_center.pathway import CRISIS
from crisis_center.spotting_receivers import receiver_for

SPOTTING = "crisis_in.spotting"
_GIVEN_BY_CODE = ["organisation", "shared_with", "unit", "place", "author", "taken_by", "case", "settled_by"]


@action
def spot(
    *,
    concern: str,
    urgency: str,
    by: User,
    seen_at: datetime | None = None,
    told_at: datetime | None = None,
    entry_id: UUID | None = None,
    **told: Any,
) -> Spotting:
    """What `by` saw, or wrote down for whoever rang (`caller`, `told_at`). The same form sent twice is one.

    Raises ValidationError by field, and where nobody in the organisation could take it over.
    """
    if entry_id and (known := Spotting.objects.filter(pk=entry_id).first()):
        return _same_or_refused(known, by)
    receiver = receiver_for(by)
    if receiver is None:
        raise ValidationError(_("Ingen i organisationen kan tage imod. Ring til din kontaktperson i stedet."))
    now = timezone.now()
    row = Spotting(
        id=entry_id or uuid6.uuid7(), unit=receiver.unit, concern=concern.strip(), urgency=urgency, author=by,
        noted_at=now, **told,
    )  # fmt: skip
    row.told_at = told_at or now
    row.seen_at = seen_at or row.told_at
    for name in ("where", "reaction", "described_as", "caller"):
        setattr(row, name, " ".join(getattr(row, name).split()))
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    if max(row.told_at, row.seen_at) > now:
        raise ValidationError({"told_at": _("Tidspunktet ligger i fremtiden.")})
    if row.told_at < row.seen_at:
        raise ValidationError({"told_at": _("Der er sagt til, før det blev set.")})
    if not (row.place or row.where):
        raise ValidationError({"where": _("Vælg et sted, eller skriv, hvor det var.")})
    save_once(row)
    return row


def _same_or_refused(known: Spotting, by: User) -> Spotting:
    """Sent twice it is one; an id that somebody else's has is a forged form."""
    if known.author_id != by.pk:
        raise ValidationError(_("Denne indtastning er allerede brugt til noget andet. Begynd forfra."))
    return known


@action
def take_spotting(*, spotting: Spotting, by: User, at: datetime | None = None) -> Spotting:
    """`by` has it from now on. Raises ValidationError that says who came first."""
    row = _locked(spotting)
    if row.taken_by_id and row.taken_by_id != by.pk:
        words = {"who": row.taken_by, "day": short_day(timezone.localdate(row.taken_at))}
        raise ValidationError(_("%(who)s har allerede overtaget den, %(day)s.") % words)
    if row.taken_at is None:
        row.taken_at, row.taken_by = at or timezone.now(), by
        row.save()
    return row


@action
def match_spotting(
    *,
    spotting: Spotting,
    by: User,
    citizen: Citizen | None = None,
    alias: str = "",
    at: datetime | None = None,
    over_limit_reason: str = "",
) -> Spotting:
    """It is this citizen, or a new one by `alias`: it comes to stand on the open crisis course, or on a new one that
    `by` carries. Whoever matches takes over what nobody had.

    Raises ValidationError when it is settled already, and at `over_limit_reason` as `assign` does.
    """
    row, at = _to_settle(spotting), at or timezone.now()
    _refuse_forgotten(row)
    if citizen is None:
        citizen = _known_by_alias(alias, row, by)
    Citizen.objects.select_for_update().filter(pk=citizen.pk).values_list("pk").first()
    case = Case.objects.open().filter(citizen=citizen, pathway=CRISIS.key).order_by("pk").first()
    if case is None:
        case = open_case(
            citizen=citizen, unit=by.membership.unit or row.unit, pathway=CRISIS.key, contact_person=by,
            at=row.taken_at or at, over_limit_reason=over_limit_reason, by=by,
        )  # fmt: skip
    elif not Assignment.objects.current().filter(case=case, user=by).exists():
        assign(case=case, user=by, kind=Assignment.Kind.OTHER, on=timezone.localdate(at), by=by)
    _settle(row, at, by, case=case)
    _follow(row, case, at, by)
    return row


@action
def close_spotting(
    *, spotting: Spotting, because: str, by: User, words: str = "", at: datetime | None = None
) -> Spotting:
    """No course follows, and why. Raises ValidationError by field."""
    row = _to_settle(spotting)
    if because not in Spotting.Ended.values:
        raise ValidationError({"ended_because": _("Vælg, hvorfor den afsluttes.")})
    if because == Spotting.Ended.OTHER and not words.strip():
        raise ValidationError({"ended_words": _("Skriv kort hvorfor.")})
    _settle(row, at or timezone.now(), by, ended_because=because, ended_words=" ".join(words.split()))
    return row


@action
def reopen_spotting(*, spotting: Spotting, by: User) -> Spotting:
    """It was somebody else after all, or the citizen was found: whoever took it over has it again. The course stays as
    it is, and history keeps what stood here. Raises ValidationError when its words are gone."""
    row = _locked(spotting)
    _refuse_forgotten(row)
    row.case, row.ended_because, row.ended_words, row.settled_at, row.settled_by = None, "", "", None, None
    row.save()
    return row


@action
def forget_spottings(
    *, ids: Iterable[UUID], days: int, by: User, on: date | None = None, reason: str = ""
) -> list[UUID]:
    """Blank every word of those whose deadline has passed, here and in history. Returns which."""
    day = on or timezone.localdate()
    due = Spotting.objects.due_to_forget(days=days, on=day).filter(pk__in=list(ids))
    keys = list(due.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    Spotting.objects.filter(pk__in=keys).update(forgotten_on=day, **dict.fromkeys(WORDS, ""))
    for key in keys:
        redact(Spotting, key, reason=context.current().reason)
    return keys


def _refuse_forgotten(row: Spotting) -> None:
    if row.forgotten_on:
        day = {"day": short_day(row.forgotten_on)}
        raise ValidationError(
            _("Ordene er slettet %(day)s efter fristen. Skriv en ny, hvis du ved, hvem det er.") % day
        )


def _locked(spotting: Spotting) -> Spotting:
    """As it stands now: two who press at once wait for one another here."""
    rows = Spotting.objects.select_for_update(of=("self",)).select_related("unit", "taken_by", "settled_by")
    row: Spotting = rows.get(pk=spotting.pk)
    return row


def _to_settle(spotting: Spotting) -> Spotting:
    row = _locked(spotting)
    if row.settled_at:
        words = {"who": row.settled_by, "day": short_day(timezone.localdate(row.settled_at))}
        raise ValidationError(_("%(who)s har allerede afklaret den, %(day)s.") % words)
    return row


def _settle(row: Spotting, at: datetime, by: User, **how: Any) -> None:
    if row.taken_at is None:
        row.taken_at, row.taken_by = at, by
    for name, value in how.items():
        setattr(row, name, value)
    row.settled_at, row.settled_by = at, by
    # What was told was checked then, and may be gone since.
    row.clean_fields(exclude=[*_GIVEN_BY_CODE, *set(WORDS) - {"ended_words"}])
    row.save()


def _known_by_alias(alias: str, row: Spotting, by: User) -> Citizen:
    try:
        return add_citizen(unit=by.membership.unit or row.unit, identity=Citizen.Identity.ALIAS, alias=alias, by=by)
    except ValidationError as error:
        raise ValidationError({"aliases": error.messages}) from error


def _follow(row: Spotting, case: Case, at: datetime, by: User) -> None:
    """The course's first step was the spotting; what others say later begins nothing anew."""
    opened = CasePeriod.objects.filter(case=case, closed_at=None).values_list("opened_at", flat=True).get()
    if StepRun.objects.filter(case=case, started_at__gte=opened).exists():
        return
    run = start_step(case=case, step_key=SPOTTING, at=opened, by=by)
    end_step(run=run, at=at, by=by)
