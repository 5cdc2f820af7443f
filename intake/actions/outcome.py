"""Who it is, where it leads, and how it ends: treatment, a plan, the right place, or the citizen's own wish."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import context
from audit.redaction import redact
from audit.writing import action
from cases.actions.appointment import Talk, add_appointment, plan_talk
from cases.actions.citizen import add_citizen
from cases.actions.task import add_task, end_request, hang_task, register_request
from cases.actions.warm_handover import begin_handover
from cases.dates import short_day
from cases.models import Citizen, Handover, Task, TreatmentRequest
from intake.actions.self_assessment import forget_answers_of
from intake.models import Enquiry
from intake.models.enquiry import WORDS

#: What one may say of the end; the receiver's answer to a handover says itself.
SAID = (Enquiry.Outcome.TREATMENT, Enquiry.Outcome.PLAN, Enquiry.Outcome.WITHDRAWN, Enquiry.Outcome.ADVISED)


@action
def put_on_citizen(
    *, enquiry: Enquiry, by: User, citizen: Citizen | None = None, name: str = "", alias: str = ""
) -> Enquiry:
    """It is this citizen, or a new one: by name, by alias, or for an anonymous enquiry by its code word alone.

    What was told is not asked again: the telephone follows where the citizen has none. Raises ValidationError by field,
    also for what others told and where an anonymous enquiry would be put on somebody named.
    """
    row = _to_work_on(enquiry)
    if row.asker != Enquiry.Asker.SELF:
        raise ValidationError(_("Hvad andre fortæller, opretter ingen sag om borgeren."))
    if citizen is None:
        citizen = new_citizen(enquiry=row, name=name, alias=alias, by=by)
    elif row.is_anonymous and citizen.identity != Citizen.Identity.ANONYMOUS:
        raise ValidationError(_("Henvendelsen er anonym, og borgeren er ikke. Kun borgeren selv kan ophæve det."))
    elif row.phone and not citizen.phone:
        citizen.phone = row.phone
        citizen.save()
    row.citizen = citizen
    if row.taken_at is None:
        row.taken_at, row.taken_by = timezone.now(), by
    row.save()
    if row.agreement:
        hang_task(task=row.agreement, citizen=citizen, by=by)
        plan_talk(task=row.agreement, talk=Talk(way="centre"), by=by)
    return row


@action
def new_citizen(*, enquiry: Enquiry, by: User, name: str = "", alias: str = "") -> Citizen:
    """By name, by alias, or by the code word alone. Raises ValidationError by field."""
    if enquiry.is_anonymous:
        basis = {"identity": Citizen.Identity.ANONYMOUS, "anonymous_basis": Citizen.AnonymousBasis.SEL_101A}
        return add_citizen(unit=enquiry.unit, alias=enquiry.code_word, by=by, **basis)
    name, alias = " ".join(name.split()), " ".join(alias.split())
    identity = Citizen.Identity.NAMED if name else Citizen.Identity.ALIAS
    return add_citizen(unit=enquiry.unit, identity=identity, name=name, alias=alias, phone=enquiry.phone, by=by)


@action
def take_off_citizen(*, enquiry: Enquiry, by: User) -> Enquiry:
    """It was somebody else. Raises ValidationError once something of the citizen's hangs on it."""
    row = _to_work_on(enquiry)
    if row.request_id or row.handover_id or row.contact_id or row.agreement_id:
        raise ValidationError(
            _("Der er allerede skrevet noget på borgeren. Flyt henvendelsen til den rigtige i stedet.")
        )
    row.citizen = None
    row.save()
    return row


@action
def ask_for_treatment(*, enquiry: Enquiry, by: User, on: date | None = None) -> TreatmentRequest:
    """The 14 days run from the day they came (SEL § 101, L-01). An anonymous citizen has no guarantee (§ 101 a, L-07).

    Raises ValidationError where it is not known who it is.
    """
    row, citizen = _with_citizen(enquiry)
    if row.is_anonymous:
        raise ValidationError(_("Anonym behandling efter SEL § 101 a har ingen frist på 14 dage."))
    asked_on = on or timezone.localdate(row.came_at)
    row.request = register_request(citizen=citizen, on=asked_on, by=by)
    row.save()
    return row.request


@action
def agree_to_meet(*, enquiry: Enquiry, by: User, title: str = "", minutes: int | None = None, **when: Any) -> Task:
    """A day, a time and a place; `when`: owner, due_on, due_at, place, entry_id. Before it is known who it is the
    agreement names nobody. A new one takes the place of the one before. Raises ValidationError by field."""
    row = _to_work_on(enquiry)
    title = title.strip() or _("Første samtale")
    if row.citizen:
        talk = Talk(way="centre", minutes=minutes)
        task = add_appointment(citizen=row.citizen, talk=talk, unit=row.unit, title=title, by=by, **when)
    else:
        task = add_task(unit=row.unit, kind=Task.Kind.AGREEMENT, title=title, by=by, **when)
    row.agreement = task
    row.save()
    return task


@action
def hand_over(*, enquiry: Enquiry, by: User, level: str, begun_on: date | None = None, **told: Any) -> Handover:
    """On the way to the right place, at one of the three levels; it ends when the receiver has said yes.

    `told` as `begin_handover` takes it. Raises ValidationError by field.
    """
    row, citizen = _with_citizen(enquiry)
    day = begun_on or timezone.localdate()
    handover = begin_handover(citizen=citizen, level=level, begun_on=day, by=by, **told)
    row.handover = handover
    row.save()
    return handover


@action
def settle_enquiry(
    *,
    enquiry: Enquiry,
    outcome: str,
    by: User,
    words: str = "",
    on: date | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Enquiry:
    """How it ended, now or `at`. What the request for treatment then is follows: begun on the day `on`, or withdrawn;
    `note` as `end_request` asks for it. Raises ValidationError by field.

    "No" is not among the outcomes; another municipality or psychiatry is a handover.
    """
    row = _to_work_on(enquiry)
    words = " ".join(words.split())
    if outcome not in SAID:
        raise ValidationError({"outcome": _("Vælg, hvordan det endte.")})
    if outcome == Enquiry.Outcome.ADVISED and row.asker == Enquiry.Asker.SELF:
        raise ValidationError({"outcome": _("Rådgivning alene er ingen afslutning, når borgeren selv beder om hjælp.")})
    if outcome in (Enquiry.Outcome.TREATMENT, Enquiry.Outcome.PLAN) and row.citizen is None:
        raise ValidationError({"outcome": _("Find først borgeren, eller opret en ny.")})
    if outcome == Enquiry.Outcome.WITHDRAWN and not words:
        raise ValidationError({"words": _("Skriv, hvad borgeren sagde.")})
    day = on or timezone.localdate()
    if row.request and row.request.ended_on is None:
        ends = {
            Enquiry.Outcome.TREATMENT: TreatmentRequest.Outcome.STARTED,
            Enquiry.Outcome.WITHDRAWN: TreatmentRequest.Outcome.WITHDRAWN,
        }
        if how := ends.get(Enquiry.Outcome(outcome)):
            end_request(request=row.request, outcome=how, on=day, note=note or words, by=by)
    if row.taken_at is None:
        row.taken_at, row.taken_by = timezone.now(), by
    row.outcome, row.settled_words = outcome, words
    row.settled_at, row.settled_by = at or timezone.now(), by
    row.save()
    return row


@action
def reopen_enquiry(*, enquiry: Enquiry, by: User) -> Enquiry:
    """They came back, or it was a mistake; history keeps what stood here. The request for treatment stays as it is."""
    row = Enquiry.objects.locked(enquiry.pk)
    row.outcome, row.settled_words, row.settled_at, row.settled_by = "", "", None, None
    row.save()
    return row


@action
def forget_enquiries(
    *, ids: Iterable[UUID], days: int, by: User, on: date | None = None, reason: str = ""
) -> list[UUID]:
    """Blank every word of those whose deadline has passed, here and in history. Returns which."""
    day = on or timezone.localdate()
    due = Enquiry.objects.due_to_forget(days=days, on=day).filter(pk__in=list(ids))
    keys = list(due.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    Enquiry.objects.filter(pk__in=keys).update(forgotten_on=day, phone=None, **dict.fromkeys(WORDS, ""))
    for key in keys:
        redact(Enquiry, key, reason=context.current().reason)
    forget_answers_of(enquiries=keys, on=day, by=by)
    return keys


def _to_work_on(enquiry: Enquiry) -> Enquiry:
    row = Enquiry.objects.locked(enquiry.pk)
    if row.settled_at:
        words = {"who": row.settled_by, "day": short_day(timezone.localdate(row.settled_at))}
        raise ValidationError(_("%(who)s har allerede afsluttet den, %(day)s.") % words)
    if row.forgotten_on:
        raise ValidationError(_("Ordene er slettet efter fristen. Skriv en ny henvendelse."))
    return row


def _with_citizen(enquiry: Enquiry) -> tuple[Enquiry, Citizen]:
    row = _to_work_on(enquiry)
    if row.citizen is None:
        raise ValidationError(_("Find først borgeren, eller opret en ny."))
    return row, row.citizen
