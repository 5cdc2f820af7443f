"""*Overblik*: the leader's view of the one door, and who stands behind each number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from audit.access import log_access, log_listed
from audit.models import AccessLog
from cases.access import citizens_for
from cases.forms.request import PeriodForm
from cases.requests import Period
from intake.models import Enquiry
from intake.overview import Overview, read_overview
from intake.overview_rows import Behind, behind, citizen_lines, enquiry_lines, seen
from intake.overview_tables import hours_url, made, shown, tiles
from measurements.report.tables import Table

_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """Which days. `query` is it again, for the next address."""

    form: PeriodForm
    period: Period
    told: Overview
    tables: dict[str, Table]

    @property
    def query(self) -> str:
        return urlencode({"fra": self.period.first.isoformat(), "til": self.period.last.isoformat()})


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Sums of many: no citizen stands there, so no look is logged."""
    asked = _asked(request)
    context = {
        "form": asked.form,
        "period": asked.period,
        "is_empty": not (asked.told.came or asked.told.brought or asked.told.choices),
        "tiles": tiles(asked.tables),
        "figures": shown(asked.tables, asked.query).values(),
        "hours_url": hours_url(),
        "reset_url": reverse("intake:overview") if request.GET.get("fra") or request.GET.get("til") else "",
    }
    return render(request, "intake/overview.html", context)


@require_safe
def figure(request: HttpRequest, figure: str) -> HttpResponse:
    """`?raekke=…`: those behind one row, as far as the reader may see them; the look is logged."""
    asked = _asked(request)
    if figure not in asked.tables:
        raise Http404
    table = asked.tables[figure]
    row = next((one for one in table.rows if one.key == request.GET.get("raekke")), None)
    context: dict[str, Any] = {
        "shown": shown(asked.tables, asked.query)[figure],
        "period": asked.period,
        "row": row,
        "back_url": f"{reverse('intake:overview')}?{asked.query}#{figure}",
    }
    if row is not None:
        found = behind(asked.told, figure, row.key)
        if found is None:
            raise Http404
        context |= _people(request, asked, found, row.key)
    return render(request, "intake/overview_figure.html", context)


def _people(request: HttpRequest, asked: Asked, found: Behind, row: str) -> dict[str, Any]:
    page = Paginator(seen(request.user, found), _PAGE).get_page(request.GET.get("side"))
    keys, detail = list(page.object_list), _("Bag et tal i overblikket")
    if found.is_enquiries:
        lines, citizens, nobodys = enquiry_lines(request.user, keys, found)
        if nobodys:
            kind = Enquiry._meta.label_lower
            log_access(action=AccessLog.Action.LIST, object_type=kind, count=nobodys, detail=detail)
    else:
        labels = citizens_for(request.user, [found.citizens[key] for key in keys])
        lines, citizens = citizen_lines(labels, keys, found), list(labels)
    log_listed(citizens, detail=detail)
    here = f"?{asked.query}&raekke={quote(row)}&side="
    return {
        "lines": lines,
        "newer_url": f"{here}{page.previous_page_number()}" if page.has_previous() else "",
        "older_url": f"{here}{page.next_page_number()}" if page.has_next() else "",
    }


def _asked(request: HttpRequest) -> Asked:
    """Raises NotAllowed for whoever may not see what the unit's time goes to, or who came."""
    require(request.user, Can.SEE_COSTS)
    require(request.user, Can.RECEIVE_ENQUIRIES)
    form = PeriodForm(request.GET)
    form.fields["fra"].label = _("Fra")
    period = form.period
    told = read_overview(request.user, period.first, period.last, timezone.now())
    return Asked(form, period, told, made(told))
