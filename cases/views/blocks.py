"""*Tilbud*: the catalogue that all read and leaders keep."""

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
from cases.blocks import block_lines, looked_for
from cases.form_page import form_page
from cases.forms.block import BlockEditForm, BlockForm, CatalogueSearch
from cases.models import Block


@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    """By where they are. What one looks for is not personal: it stands in the address."""
    require(request.user, Can.WRITE_PLAN)
    today, may_manage = timezone.localdate(), may(request.user, Can.MANAGE_BLOCKS)
    search = CatalogueSearch(request.GET)
    search.is_valid()
    said = {"theme": "", "where": "", "retired": False, **search.cleaned_data}
    rows = Block.objects.visible_to(request.user)
    rows = rows if said["retired"] else rows.in_use(today)
    found = looked_for(rows, theme=said["theme"], where=said["where"])
    context = {
        "groups": block_lines(found, today, url_of=_edit_url if may_manage else None),
        "search": search,
        "searched": any(request.GET.values()),
        "may_manage": may_manage,
    }
    return render(request, "cases/blocks.html", context)


@require_http_methods(["GET", "POST"])
def block_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_BLOCKS)
    form = BlockForm(request.POST or None, user=request.user)
    return _page(
        request, form, lambda said: add_block(by=request.user, **said), _("Nyt tilbud"), _("Tilbuddet kan nu vælges.")
    )


@require_http_methods(["GET", "POST"])
def block(request: HttpRequest, block_id: UUID) -> HttpResponse:
    row: Block = get_or_404(Block.objects.told(), block_id, request.user, may=Can.MANAGE_BLOCKS)
    form = BlockEditForm(request.POST or None, instance=row, user=request.user)
    return _page(
        request, form, lambda said: edit_block(block=row, by=request.user, **said), row.title, _("Tilbuddet er rettet.")
    )


def _edit_url(row: Block) -> str:
    return row.get_absolute_url()


def _page(request: HttpRequest, form: Any, do: Any, heading: str, said: str) -> HttpResponse:
    return form_page(
        request, form, do, template="cases/block_form.html", said=said, back=reverse("cases:blocks"), heading=heading
    )
