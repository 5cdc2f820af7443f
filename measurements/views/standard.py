"""*Kvalitetsstandard*: the municipality's points with the monitoring figures beside, one figure, one point written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require
from accounts.policy import Can, may
from audit.access import log_list
from cases.access import citizens_for
from cases.models import Citizen
from cases.requests import Period
from directory.views.saving import carried_out
from measurements.actions.standard import write_point
from measurements.forms.standard import FiguresForm, PointForm
from measurements.report.page import Shown, shown_table
from measurements.report.readers import is_outside
from measurements.report.scope import Scope
from measurements.standard.figures import behind, beside, tables
from measurements.standard.monitored import Monitored, gather
from measurements.standard.points import points

_PAGE = 50
_FIGURE = "measurements:standard_figure"


@dataclass(frozen=True)
class Asked:
    """Which days, and for which reader. `query` is it again, for the next address."""

    form: FiguresForm
    period: Period
    hides: bool
    told: Monitored

    @property
    def query(self) -> str:
        days = {"fra": self.period.first.isoformat(), "til": self.period.last.isoformat()}
        return urlencode(days | ({"udenfor": "on"} if self.hides else {}))

    def shown(self) -> dict[str, Shown]:
        made = tables(self.told, hides=self.hides)
        return {
            name: shown_table(table, self.query, opens=not self.hides, url_name=_FIGURE) for name, table in made.items()
        }


@require_safe
def standard(request: HttpRequest) -> HttpResponse:
    """Sums of many: no citizen stands there, so no look is logged."""
    asked, today = _asked(request), timezone.localdate()
    shown, found = asked.shown(), points(request.user, today)
    told = [(point, [shown[name] for name in beside(point.holds.beside if point.holds else "")]) for point in found]
    placed = {one.table.id for _point, figures in told for one in figures}
    context = {
        "form": asked.form,
        "period": asked.period,
        "points": told,
        "written": any(point.holds for point in found),
        "unwritten": [point for point in found if point.holds is None],
        "unplaced": [one for name, one in shown.items() if name not in placed],
        "hides": asked.hides,
        "may_write": may(request.user, Can.REPORT),
    }
    return render(request, "measurements/standard.html", context)


@require_safe
def standard_figure(request: HttpRequest, figure: str) -> HttpResponse:
    """One figure with its definition, and `?raekke=…` the citizens behind a row, for those who may read of them."""
    asked = _asked(request)
    shown = asked.shown()
    if figure not in shown:
        raise Http404
    row = next((one for one in shown[figure].table.rows if one.key == request.GET.get("raekke")), None)
    context = {
        "shown": shown[figure],
        "period": asked.period,
        "row": row,
        "back_url": f"{reverse('measurements:standard')}?{asked.query}#{figure}",
    }
    if row is not None:
        context |= _people(request, asked, figure, row.key)
    return render(request, "measurements/standard_figure.html", context)


def _people(request: HttpRequest, asked: Asked, figure: str, row: str) -> dict[str, Any]:
    """Those the reader may see, by name."""
    found = None if asked.hides else behind(asked.told, figure, row)
    if found is None:
        raise Http404
    seen = Citizen.objects.visible_to(request.user).filter(pk__in=found).order_by("sort_key", "pk")
    page = Paginator(seen.values_list("pk", flat=True), _PAGE).get_page(request.GET.get("side"))
    ids = list(page.object_list)
    labels = citizens_for(request.user, ids)
    log_list("Citizen", len(ids), ids, detail=_("Bag et tal i kvalitetsstandarden"))
    here = f"?{asked.query}&raekke={quote(row)}&side="
    return {
        "lines": [
            {"title": labels.get(one, ""), "url": reverse("cases:citizen", args=[one]), "meta": found[one]}
            for one in ids
        ],
        "newer_url": f"{here}{page.previous_page_number()}" if page.has_previous() else "",
        "older_url": f"{here}{page.next_page_number()}" if page.has_next() else "",
    }


@require_http_methods(["GET", "POST"])
def standard_point(request: HttpRequest, point: int) -> HttpResponse:
    """The next version of one point, with the earlier ones below."""
    require(request.user, Can.REPORT)
    found = next((one for one in points(request.user, timezone.localdate()) if one.number == point), None)
    if found is None:
        raise Http404
    form = PointForm(request.POST or None, point=found)
    organisation = request.user.membership.organisation
    if carried_out(
        form,
        lambda: write_point(organisation=organisation, number=point, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, _("Punktet er gemt."))
        return redirect(f"{reverse('measurements:standard')}#{found.anchor}")
    context = {"form": form, "point": found, "cancel_url": reverse("measurements:standard")}
    return render(request, "measurements/standard_point.html", context)


def _asked(request: HttpRequest) -> Asked:
    """Raises NotAllowed for whoever may not see the figures."""
    user = request.user
    require(user, Can.SEE_COSTS)
    outside = is_outside(user)
    form = FiguresForm(request.GET, is_outside=outside)
    period = form.period
    scope = Scope(user.membership.organisation, user.membership.unit, period.first, period.last)
    return Asked(form, period, outside or form.hides, gather(scope, timezone.localdate()))
