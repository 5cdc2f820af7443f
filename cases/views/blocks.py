"""*Tilbud*: the catalogue that all read and leaders keep, and who takes part in what stands there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import get_or_404, require
from accounts.policy import Can, may
from cases.actions.block import add_block, edit_block
from cases.actions.group_attendance import note_group_attendance
from cases.block_page import Group, block_facts, group_on, waiting_rows
from cases.blocks import block_lines, looked_for
from cases.dates import long_day
from cases.form_page import form_page
from cases.forms.block import BlockEditForm, BlockForm, CatalogueSearch
from cases.forms.group_attendance import DayForm, GroupAttendanceForm
from cases.models import Block
from cases.own_plan_page import places_words


@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    """By where they are. What one looks for is not personal: it stands in the address."""
    require(request.user, Can.WRITE_PLAN)
    today = timezone.localdate()
    search = CatalogueSearch(request.GET)
    search.is_valid()
    said = {"theme": "", "where": "", "retired": False, **search.cleaned_data}
    rows = Block.objects.visible_to(request.user)
    rows = rows if said["retired"] else rows.in_use(today)
    found = looked_for(rows, theme=said["theme"], where=said["where"])
    context = {
        "groups": block_lines(found, today, url_of=Block.get_absolute_url),
        "search": search,
        "searched": any(request.GET.values()),
        "may_manage": may(request.user, Can.MANAGE_BLOCKS),
    }
    return render(request, "cases/blocks.html", context)


@require_http_methods(["GET", "POST"])
def block_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_BLOCKS)
    form = BlockForm(request.POST or None, user=request.user)
    return _page(
        request, form, lambda said: add_block(by=request.user, **said), _("Nyt tilbud"), _("Tilbuddet kan nu vælges.")
    )


@require_safe
def block(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """What it is, how many places are left, and who waits for one."""
    today = timezone.localdate()
    row: Block = get_or_404(
        Block.objects.told().with_taken(today), block_id, request.user, may=Can.WRITE_PLAN
    )  # fmt: skip
    waiting, hidden = waiting_rows(row, request.user, today)
    context = {
        "offer": row,
        "facts": block_facts(row),
        "places": places_words(row),
        "is_retired": row.retired_on is not None and row.retired_on <= today,
        "waiting": waiting,
        "hidden": hidden,
        "may_manage": may(request.user, Can.MANAGE_BLOCKS),
    }
    return render(request, "cases/block.html", context)


@require_http_methods(["GET", "POST"])
def block_edit(request: HttpRequest, block_id: UUID) -> HttpResponse:
    row: Block = get_or_404(Block.objects.told(), block_id, request.user, may=Can.MANAGE_BLOCKS)
    form = BlockEditForm(request.POST or None, instance=row, user=request.user)
    return _page(
        request, form, lambda said: edit_block(block=row, by=request.user, **said), row.title,
        _("Tilbuddet er rettet."), back=row.get_absolute_url(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def block_attendance(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """Who came, of all who had a place on `?dag=`, today unless it says another day."""
    row: Block = get_or_404(Block.objects.told(), block_id, request.user, may=Can.WRITE_PLAN)
    search = DayForm(request.GET)
    day = search.cleaned_data["dag"] if search.is_valid() else None
    here = reverse("cases:block_attendance", args=[row.pk])
    group = group_on(row, request.user, day) if day else Group([], 0)
    form = GroupAttendanceForm(request.POST if request.method == "POST" else None, people=group.people)
    return form_page(
        request, form,
        lambda _said: note_group_attendance(block=row, said=form.said, held_on=day, by=request.user),
        template="cases/block_attendance.html", said=_("Fremmødet er gemt."),
        back=f"{here}?dag={day.isoformat()}" if day else here,
        offer=row, search=search, day=day, day_words=long_day(day) if day else "", group=group,
    )  # fmt: skip


def _page(request: HttpRequest, form: Any, do: Any, heading: str, said: str, back: str = "") -> HttpResponse:
    back = back or reverse("cases:blocks")
    return form_page(request, form, do, template="cases/block_form.html", said=said, back=back, heading=heading)
