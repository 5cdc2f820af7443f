"""*Evaluering*: the report on a page, each table with its definition and its rows, and the report to take along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from audit.access import log_list
from cases.access import citizens_for
from measurements.forms.evaluation import EvaluationForm
from measurements.report.behind import Behind, behind
from measurements.report.cover import reservations
from measurements.report.page import shown_chapters, shown_table
from measurements.report.readers import is_outside, memberships_of, readings_of
from measurements.report.tables import Report, Row, Table
from measurements.report.whole import Reading, report

#: Of the period that stands there first.
_YEARS = timedelta(days=2 * 365)
_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see. `query` is it again, for the next address."""

    form: EvaluationForm
    readings: list[Reading]
    earlier: tuple[date, date] | None
    hides: bool
    query: str

    def report(self) -> Report:
        return report(self.readings, earlier=self.earlier, hides=self.hides)


@require_safe
def evaluation(request: HttpRequest) -> HttpResponse:
    """Sums of many: no citizen stands there, so no look is logged."""
    asked = asked_for(request)
    made = asked.report()
    context = {
        "form": asked.form,
        "report": made,
        "chapters": list(shown_chapters(made, asked.query, opens=not asked.hides)),
        "query": asked.query,
        "reservations": reservations(made),
        "is_empty": all(table.is_empty for table in made.tables.values() if table.id not in _ALWAYS),
    }
    return render(request, "measurements/evaluation.html", context)


#: Tables that hold numbers of nobody here.
_ALWAYS = {"T4-2"}


@require_safe
def evaluation_table(request: HttpRequest, table: str) -> HttpResponse:
    """One table with its definition, and `?raekke=…` the citizens behind a row, for those who may read of them."""
    asked = asked_for(request)
    made = asked.report()
    if table not in made.tables:
        raise Http404
    found = made.tables[table]
    row = next((one for one in found.rows if one.key == request.GET.get("raekke")), None)
    context = {
        "report": made,
        "table": shown_table(found, asked.query, opens=not asked.hides),
        "row": row,
        "query": asked.query,
        "back_url": f"{reverse('measurements:evaluation')}?{asked.query}#{table}",
    }
    if row is not None:
        context |= _people(request, asked, found, row)
    return render(request, "measurements/evaluation_table.html", context)


def _people(request: HttpRequest, asked: Asked, table: Table, row: Row) -> dict[str, Any]:
    """Those the reader may see, by name. A row opens where one acts: a look is logged where the citizen is."""
    if asked.hides or not row.opens:
        raise Http404
    own = request.user.membership.organisation_id
    scope = next((one.scope for one in asked.readings if one.scope.organisation.pk == own), None)
    if scope is None or (table.id == "T4-1" and row.key not in (scope.name, "Samlet")):
        return {"elsewhere": True}
    told = behind(scope, table.id, row.key)
    if told is None:
        raise Http404
    seen = told.citizens.visible_to(request.user).order_by("sort_key", "pk").values_list("pk", flat=True)
    page = Paginator(seen, _PAGE).get_page(request.GET.get("side"))
    ids = list(page.object_list)
    labels, answers = citizens_for(request.user, ids), _answers(told, ids)
    log_list("Citizen", len(ids), ids, detail=_("Bag et tal i evalueringen"))
    here = f"?{asked.query}&raekke={quote(row.key)}&side="
    return {
        "lines": [
            {
                "title": labels.get(one, ""),
                "url": reverse("cases:citizen", args=[one]),
                "meta": " · ".join(answers.get(one, [])),
            }
            for one in ids
        ],
        "newer_url": f"{here}{page.previous_page_number()}" if page.has_previous() else "",
        "older_url": f"{here}{page.next_page_number()}" if page.has_next() else "",
    }


def _answers(told: Behind, ids: list[UUID]) -> Mapping[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for citizen, before, after in told.answers if told.answers is not None else ():
        if citizen in ids:
            found.setdefault(citizen, []).append(f"{before} → {after}" if after != "" else "")
    return {citizen: [one for one in lines if one] for citizen, lines in found.items()}


def asked_for(request: HttpRequest) -> Asked:
    """Raises NotAllowed for whoever may not see the evaluation."""
    user = request.user
    require(user, Can.SEE_COSTS)
    known, outside = memberships_of(user), is_outside(user)
    today = timezone.localdate()
    usual: dict[str, Any] = {"fra": today - _YEARS, "til": today}
    form = EvaluationForm(
        request.GET if "fra" in request.GET else None, initial=usual, memberships=known, is_outside=outside
    )
    valid = form.is_valid()
    data = form.cleaned_data if valid else usual
    chosen = {UUID(one) for one in data.get("kommune", ())}
    readings = readings_of(user, chosen, data["fra"], data["til"], known)
    hides = outside or bool(data.get("udenfor"))
    earlier = form.earlier() if valid else None
    return Asked(form, readings, earlier, hides, _query(request, data, hides))


def _query(request: HttpRequest, data: Mapping[str, Any], hides: bool) -> str:
    asked = QueryDict(mutable=True)
    asked["fra"], asked["til"] = data["fra"].isoformat(), data["til"].isoformat()
    if data.get("sammenlign"):
        asked["sammenlign"] = data["sammenlign"]
    if data.get("kommune"):
        asked.setlist("kommune", data["kommune"])
    if hides:
        asked["udenfor"] = "on"
    return asked.urlencode()
