"""Costs of a period, rates and booked amounts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.policy import Can
from cases.form_page import form_page
from measurements.actions.cost import book_amount, correct_amount, remove_amount, set_rate
from measurements.booked import PAGE, booked_lines
from measurements.contacted import contacted_citizens
from measurements.cost_page import cost_table, quarter_choices, rate_lines, units_of
from measurements.costs import costs as costs_of
from measurements.costs import first_quarter
from measurements.forms.cost import AmountForm, PeriodForm, RateForm
from measurements.models import BookedAmount
from measurements.quarters import Quarter
from measurements.rates import rates_of
from measurements.views.cost_tabs import cost_tabs


@require_safe
def costs(request: HttpRequest) -> HttpResponse:
    """Tables 9-1 and 9-2 of the unit, `?fra=2026-1&til=2026-4`; without, the last four quarters, as far as
    anything was registered then."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_COSTS)
    now, organisation, units = Quarter.of(today), user.membership.organisation, units_of(user)
    usual = max(now.before.before.before, first_quarter(organisation, units) or now.before.before.before)
    first = min(Quarter.read(request.GET.get("fra", ""), usual), now)
    last = min(Quarter.read(request.GET.get("til", ""), now), now)
    first, last = min(first, last), max(first, last)
    contacted = contacted_citizens(organisation, first.first, last.last, units=units)
    found = costs_of(organisation, first.first, last.last, contacted=contacted, units=units, today=today)
    context = {
        "tabs": cost_tabs("costs"),
        "form": PeriodForm(quarters=quarter_choices(first, now), first=first, last=last),
        "period": _("%(first)s til %(last)s") % {"first": first.title, "last": last.title},
        "columns": [
            _("Aktivitet"), _("Samlede timer"), _("Samlede omkostninger"), _("Gns. omkostninger pr. borger"),
        ],
        "direct": cost_table(found.direct),
        "indirect": cost_table(found.indirect),
        "total": [found.total.cells],
        "notes": found.notes,
        "nothing": not found.registered and not found.total.cost,
    }  # fmt: skip
    return render(request, "measurements/costs.html", context)


@require_http_methods(["GET", "POST"])
def rates(request: HttpRequest) -> HttpResponse:
    """Every rate there has been, and a new one from a day."""
    user = request.user
    require(user, Can.SEE_COSTS)
    return form_page(
        request,
        RateForm(request.POST or None),
        lambda values: set_rate(by=user, **values),
        template="measurements/rates.html",
        said=_("Satsen er gemt. Uger fra den dag regnes med den."),
        back=reverse("measurements:rates"),
        tabs=cost_tabs("rates"),
        lines=rate_lines(rates_of(user.membership.organisation_id), timezone.localdate()),
    )


@require_safe
def booked(request: HttpRequest) -> HttpResponse:
    """The unit's booked amounts, the newest first, 50 a page."""
    user = request.user
    require(user, Can.SEE_COSTS)
    lines, more_url = booked_lines(user, request.GET.get("efter", ""), PAGE)
    context = {"tabs": cost_tabs("booked"), "lines": lines, "more_url": more_url}
    return render(request, "measurements/booked.html", context)


@require_http_methods(["GET", "POST"])
def booked_new(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(user, Can.SEE_COSTS)
    return form_page(
        request,
        AmountForm(request.POST or None),
        lambda values: book_amount(unit=user.membership.unit, entry_id=values.pop("entry"), by=user, **values),
        template="measurements/booked_form.html",
        said=_("Beløbet er bogført."),
        back=reverse("measurements:booked"),
    )


@require_http_methods(["GET", "POST"])
def booked_edit(request: HttpRequest, booked_id: UUID) -> HttpResponse:
    row = get_or_404(BookedAmount, booked_id, request.user, may=Can.SEE_COSTS)
    initial = {name: getattr(row, name) for name in ("text", "amount", "booked_on", "activity")}
    form = AmountForm(request.POST or None, initial=initial)
    # It is no new row: no key of its own is asked for.
    del form.fields["entry"]
    return form_page(
        request,
        form,
        lambda values: correct_amount(booked=row, by=request.user, **values),
        template="measurements/booked_form.html",
        said=_("Beløbet er rettet."),
        back=reverse("measurements:booked"),
        booked=row,
    )


@require_POST
def booked_remove(request: HttpRequest, booked_id: UUID) -> HttpResponse:
    row = get_or_404(BookedAmount, booked_id, request.user, may=Can.SEE_COSTS)
    words = _("»%(text)s« på %(amount)s kr. er fjernet.") % {
        "text": row.text, "amount": number_format(row.amount, 2, force_grouping=True),
    }  # fmt: skip
    remove_amount(booked=row, by=request.user)
    messages.success(request, words)
    return redirect("measurements:booked")
