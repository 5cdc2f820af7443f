"""It ends with a time and a place, or with a call today (S3 M2)."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format

from accounts.forms.refusals import refuse
from cases.calendar_file import FeedRow, calendar_file
from cases.dates import long_day
from cases.models import Task
from intake.actions.booking import book_time, call_off_time, receive_from_website, say_more
from intake.forms.public import AnonymousForm, CallForm, TimeForm
from intake.free_times import Slot, free_slots
from intake.limits import NEW
from intake.models import Enquiry
from intake.visitor import Visitor, at_the_door

Days = list[tuple[str, list[tuple[str, str, str]]]]
#: So many days with times stand open; the later ones are one press away.
NEAR = 4


def days_of(slots: list[Slot]) -> Days:
    """[("Tirsdag den 1. december", [(key, "9.45", place where there are several)])]"""
    several = len({slot.place_id for slot in slots}) > 1
    return [
        (
            long_day(day),
            [(slot.key, time_format(slot.at.time(), "TIME_FORMAT"), slot.place if several else "") for slot in found],
        )
        for day, found in groupby(slots, key=lambda slot: slot.at.date())
    ]


@at_the_door("GET", "HEAD", "POST")
def times(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """A press on a time agrees on it; a number in the other form asks for a call."""
    wants_call = request.method == "POST" and "phone" in request.POST
    time_form = TimeForm(request.POST if request.method == "POST" and not wants_call else None)
    call_form = CallForm(request.POST if wants_call else None)
    form = call_form if wants_call else time_form
    if form.is_valid() and not visitor.refused and _settled(visitor, form):
        return redirect("intake:public_done", visitor.reception.slug)
    slots = free_slots(visitor.unit)
    places = {slot.place for slot in slots}
    context = {
        "form": form,
        "time_form": time_form,
        "call_form": call_form,
        "days": days_of(slots)[:NEAR],
        "later": days_of(slots)[NEAR:],
        "place": places.pop() if len(places) == 1 else "",
        "enquiry": visitor.enquiry(),
    }
    return visitor.page("times.html", context)


def _settled(visitor: Visitor, form: TimeForm | CallForm) -> bool:
    row = visitor.enquiry()
    if row is None and not visitor.has_room(NEW):
        return False
    told = {"phone": form.cleaned_data["phone"], "wants_call": True} if isinstance(form, CallForm) else {}
    try:
        if row is None:
            entry: UUID = form.cleaned_data["entry"]
            told["asker"] = visitor.asker
            row = receive_from_website(unit=visitor.unit, entry_id=entry, by=visitor.by, **told)
            visitor.remember(enquiry=row)
        elif told:
            say_more(enquiry=row, by=visitor.by, **told)
        if isinstance(form, TimeForm):
            book_time(enquiry=row, slot=form.cleaned_data["slot"], by=visitor.by)
    except ValidationError as error:
        refuse(form, error)
        return False
    return True


@at_the_door("GET", "HEAD", "POST")
def anonymous(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """SEL § 101 a (L-07): a word of one's own and a time for a clarifying talk. Nobody is asked who they are."""
    slots = free_slots(visitor.unit)
    form = AnonymousForm(request.POST if request.method == "POST" else None, slots=slots)
    if form.is_valid() and not visitor.refused and _agreed(visitor, form):
        return redirect("intake:public_done", visitor.reception.slug)
    days, chosen = days_of(slots), form["slot"].value()
    return visitor.page("anonymous.html", {"form": form, "days": days, "chosen": chosen})


def _agreed(visitor: Visitor, form: AnonymousForm) -> bool:
    if not visitor.has_room(NEW):
        return False
    who = {"is_anonymous": True, "code_word": form.cleaned_data["code_word"]}
    entry: UUID = form.cleaned_data["entry"]
    try:
        row = receive_from_website(unit=visitor.unit, entry_id=entry, by=visitor.by, **who)
        book_time(enquiry=row, slot=form.cleaned_data["slot"], by=visitor.by)
    except ValidationError as error:
        refuse(form, error)
        return False
    visitor.forget()
    visitor.remember(enquiry=row)
    return True


@at_the_door("GET", "HEAD", "POST")
def done(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """When, where, with whom; what to bring (nothing), how to cancel. A POST calls it off."""
    row = visitor.enquiry()
    if row is None:
        return redirect(visitor.reception)
    if request.method == "POST":
        call_off_time(enquiry=row, by=visitor.by)
        return redirect("intake:public_done", visitor.reception.slug)
    agreement = _standing(row)
    context = {
        "enquiry": row,
        "agreement": agreement,
        "day": long_day(agreement.due_on) if agreement else "",
        "clock": time_format(agreement.due_at, "TIME_FORMAT") if agreement else "",
        "first_name": agreement.owner.name.split()[0] if agreement else "",
        "called_off": row.agreement is not None and agreement is None,
    }
    return visitor.page("done.html", context)


@at_the_door("GET", "HEAD")
def calendar(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The appointment for the telephone's calendar: that there is one, and when; neither where nor why."""
    row = visitor.enquiry()
    agreement = _standing(row) if row else None
    if agreement is None:
        return redirect(visitor.reception)
    only = FeedRow(agreement.pk, agreement.due_on, agreement.due_at, None, None, "", None, None)
    response = HttpResponse(calendar_file([only], timezone.now()), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="aftale.ics"'
    return response


def _standing(row: Enquiry) -> Task | None:
    """The appointment that was not called off and is not over, with its place."""
    task = row.agreement
    return task if task and task.done_at is None and task.due_at and task.place else None
