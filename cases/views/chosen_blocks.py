"""Offers chosen from the catalogue: chosen, decided on, corrected, ended; attendance in one tap."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import get_or_404
from accounts.policy import Can
from cases.access import get_known_citizen
from cases.actions.attendance import note_attendance, remove_attendance
from cases.actions.chosen_block import choose_block, decide_choice, edit_choice, end_choice
from cases.blocks import block_lines, looked_for
from cases.form_page import form_page
from cases.forms.block import BlockSearch
from cases.forms.chosen_block import AttendanceForm, ChoiceEditForm, ChoiceEndForm, ChoiceForm, DecisionForm
from cases.models import Block, ChosenBlock, Citizen
from cases.own_plan_page import attendance_lines, places_words, plan_page, turn_words, whereabouts
from cases.plan_reading import PlannedBlock, PlannedGoal, read_plan
from cases.views.own_plan import plan_url


@require_safe
def block_choose(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """The catalogue, to choose from. What is in the citizen's plan already is left out."""
    citizen = get_known_citizen(request, citizen_id, may=Can.WRITE_PLAN)
    today, search = timezone.localdate(), BlockSearch(request.GET)
    search.is_valid()
    said = {"theme": "", "where": "", **search.cleaned_data}
    chosen = ChosenBlock.objects.open(today).filter(citizen=citizen).values("block")
    rows = Block.objects.visible_to(request.user).in_use(today).exclude(pk__in=chosen)
    context = {
        "citizen": citizen,
        "groups": block_lines(
            looked_for(rows, theme=said["theme"], where=said["where"]), today,
            url_of=lambda row: reverse("cases:choice_new", args=[citizen.pk, row.pk]),
        ),
        "search": search,
        "searched": any(request.GET.values()),
    }  # fmt: skip
    return render(request, "cases/block_choose.html", context)


@require_http_methods(["GET", "POST"])
def choice_new(request: HttpRequest, citizen_id: UUID, block_id: UUID) -> HttpResponse:
    citizen = get_known_citizen(request, citizen_id, may=Can.WRITE_PLAN)
    today = timezone.localdate()
    block: Block = get_or_404(Block.objects.told().with_taken(today), block_id, request.user)
    goals = read_plan(citizen).goals
    needs_decision = block.kind == Block.Kind.MAYBE
    # Where the theme says which goal it is for, it is chosen already.
    fits = [str(goal.row.pk) for goal in goals if block.theme and goal.row.theme == block.theme]
    initial = {"goals": fits, "from_on": today if block.has_room else None}
    form = ChoiceForm(request.POST or None, goals=goals, begins=not needs_decision, initial=initial)
    lead = " · ".join(part for part in (whereabouts(block), places_words(block)[0]) if part)
    return form_page(
        request, form, lambda _said: choose_block(citizen=citizen, block=block, by=request.user, **form.choice),
        template="cases/plan_form.html", said=_said_of_new, back=f"{plan_url(citizen)}#tilbud", citizen=citizen,
        heading=block.title, lead=lead, needs_decision=needs_decision, must_wait=not block.has_room,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def choice(request: HttpRequest, choice_id: UUID) -> HttpResponse:
    """`?begynd`: with today for its first day."""
    row = _choice(request, choice_id)
    plan = read_plan(row.citizen)
    mine = next(block for block in plan.blocks if block.row.pk == row.pk)
    initial = {
        "whose": row.whose, "from_on": row.from_on or (plan.today if "begynd" in request.GET else None),
        "to_on": row.to_on,
        "goals": [str(goal.row.pk) for goal in mine.goals],
    }  # fmt: skip
    begins = row.granted is not False and not row.is_undecided
    form = ChoiceEditForm(request.POST or None, goals=_choosable(plan.goals, mine), begins=begins, initial=initial)
    return _page(
        request, form, row, lambda _said: edit_choice(chosen=row, by=request.user, **form.choice), _("Gemt."),
        lead=_lead(mine.row, plan.today), ways=_ways(row), days=attendance_lines(mine, plan.today),
        attend_url=reverse("cases:attend", args=[row.pk]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def choice_decide(request: HttpRequest, choice_id: UUID) -> HttpResponse:
    row = _choice(request, choice_id)
    form = DecisionForm(request.POST or None)
    return _page(
        request, form, row, lambda said: decide_choice(chosen=row, by=request.user, **said),
        _said_of_decided, lead=_("Visitation"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def choice_end(request: HttpRequest, choice_id: UUID) -> HttpResponse:
    row = _choice(request, choice_id)
    form = ChoiceEndForm(request.POST if request.method == "POST" else None)
    return _page(
        request, form, row, lambda said: end_choice(chosen=row, by=request.user, **said),
        _("Tilbuddet er slut i planen."), lead=_("Slut tilbuddet"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def attend(request: HttpRequest, choice_id: UUID) -> HttpResponse:
    """One tap: `how`, today unless `held_on` says another day. `fortryd`: the day of which it was a slip of the
    finger."""
    row = _choice(request, choice_id)
    if "fortryd" in request.POST:
        day = _day(request.POST["fortryd"])
        if day:
            remove_attendance(chosen=row, held_on=day, by=request.user)
        return _choices(request, row)
    form = AttendanceForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if request.headers.get("HX-Request") and form.is_valid():
        try:
            note_attendance(chosen=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponse(status=204, headers={"HX-Redirect": f"{plan_url(row.citizen)}#tilbud"})
        return _choices(request, row)
    return _page(
        request, form, row, lambda said: note_attendance(chosen=row, by=request.user, **said),
        _("Fremmødet er skrevet."), lead=_("Fremmøde"),
    )  # fmt: skip


def _choice(request: HttpRequest, choice_id: UUID) -> ChosenBlock:
    """The choice and, as `choice.citizen`, the citizen; raises like `get_known_citizen`."""
    row: ChosenBlock = get_or_404(ChosenBlock.objects.told(), choice_id, request.user)
    row.citizen = get_known_citizen(request, row.citizen_id, may=Can.WRITE_PLAN)
    return row


def _said_of_new(row: ChosenBlock) -> str:
    if row.is_undecided:
        return _("Tilbuddet står i planen og venter på visitation.")
    if row.waits_for_place:
        return _("Tilbuddet står i planen, og borgeren venter på en plads.")
    return _("Tilbuddet står i planen.")


def _said_of_decided(row: ChosenBlock) -> str:
    waits = row.waits_for_place
    return _("Afgørelsen er skrevet. Borgeren venter på en plads.") if waits else _("Afgørelsen er skrevet.")


def _lead(row: ChosenBlock, today: date) -> str:
    return " · ".join((whereabouts(row.block), *([turn_words(row, today)[0]] if row.waits_for_place else [])))


def _day(text: str) -> date | None:
    """The day that a button names; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _choosable(goals: list[PlannedGoal], mine: PlannedBlock) -> list[PlannedGoal]:
    """The open goals, and what it serves already although the goal is over."""
    return [*goals, *(goal for goal in mine.goals if goal.row.ended_on)]


def _ways(row: ChosenBlock) -> list[tuple[str, str]]:
    """(label, address) of what else one may do with the choice."""
    ways = []
    if row.block.kind == Block.Kind.MAYBE:
        ways.append((_("Skriv afgørelsen"), reverse("cases:choice_decide", args=[row.pk])))
    if row.from_on and row.is_open(timezone.localdate()):
        ways.append((_("Fremmøde en anden dag"), reverse("cases:attend", args=[row.pk])))
    if row.is_open(timezone.localdate()):
        ways.append((_("Slut tilbuddet"), reverse("cases:choice_end", args=[row.pk])))
    return ways


def _choices(request: HttpRequest, row: ChosenBlock) -> HttpResponse:
    """The list of chosen offers, or the page at it."""
    citizen: Citizen = row.citizen
    if not request.headers.get("HX-Request"):
        return redirect(f"{plan_url(citizen)}#tilbud")
    return render(request, "cases/plan_choices.html", plan_page(read_plan(citizen), citizen, may_write=True))


def _page(
    request: HttpRequest, form: Any, row: ChosenBlock, do: Any, said: Any, *, lead: str, **context: Any
) -> HttpResponse:
    return form_page(
        request, form, do, template="cases/plan_form.html", said=said, back=f"{plan_url(row.citizen)}#tilbud",
        citizen=row.citizen, heading=row.block.title, lead=lead, **context,
    )  # fmt: skip
