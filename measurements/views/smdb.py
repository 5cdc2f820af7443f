"""*Indberetning*: the month's list for Stofmisbrugsdatabasen, and the same as a file."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from audit.access import log_list
from measurements.forms.month import MonthForm
from measurements.smdb.events import MonthList, month_list
from measurements.smdb.gathering import gather
from measurements.smdb.looking import log_export
from measurements.smdb.months import Month
from measurements.smdb.page import dues, left_out_words, shown_lines
from measurements.smdb.sheet import UNCONFIRMED, as_csv, file_name

_PAGE = 50
LACKING = "mangler"


@require_safe
def smdb(request: HttpRequest) -> HttpResponse:
    """`?maaned=2026-10`, and `?vis=mangler`: only those of whom something is missing."""
    require(request.user, Can.REPORT)
    today = timezone.localdate()
    form = MonthForm(request.GET, today)
    found = _list(request, form.month)
    only_lacking = request.GET.get("vis") == LACKING
    page = Paginator(found.lacking if only_lacking else found.lines, _PAGE).get_page(request.GET.get("side"))
    lines = list(page.object_list)
    log_list("Citizen", len(lines), [line.person.id for line in lines], detail=_("Månedens indberetning"))
    context = {
        "form": form,
        "month": form.month,
        "found": found,
        "dues": dues(found, today),
        "lines": list(shown_lines(lines, today)),
        "left_out": left_out_words(found),
        "unconfirmed": UNCONFIRMED,
        "tabs": _tabs(form.month, found, only_lacking),
        "only_lacking": only_lacking,
        # What is filled in leads back to the list.
        "here": quote(request.get_full_path(), safe=""),
        "file_url": f"{reverse('measurements:smdb_file')}?{urlencode({'maaned': str(form.month)})}",
        "newer_url": _address(form.month, only_lacking, page.previous_page_number()) if page.has_previous() else "",
        "older_url": _address(form.month, only_lacking, page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "measurements/smdb.html", context)


@require_safe
def smdb_file(request: HttpRequest) -> HttpResponse:
    """The whole month as CSV; each citizen in it is logged as read, and for what."""
    require(request.user, Can.REPORT)
    month = MonthForm(request.GET, timezone.localdate()).month
    found = _list(request, month, with_cpr=True)
    log_export(found)
    answer = HttpResponse(as_csv(found, request.user.membership.organisation), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(month)}"'
    return answer


def _list(request: HttpRequest, month: Month, *, with_cpr: bool = False) -> MonthList:
    membership = request.user.membership
    told = gather(membership.organisation, membership.unit, month, request.user, with_cpr=with_cpr)
    return month_list(told, month, timezone.localdate())


def _tabs(month: Month, found: MonthList, only_lacking: bool) -> list[dict[str, object]]:
    told = ((_("Alle"), False, len(found.lines)), (_("Mangler noget"), True, len(found.lacking)))
    return [
        {"label": label, "url": _address(month, lacking), "count": count, "current": lacking == only_lacking}
        for label, lacking, count in told
    ]


def _address(month: Month, only_lacking: bool, page: int = 1) -> str:
    asked = {"maaned": str(month)} | ({"vis": LACKING} if only_lacking else {}) | ({"side": page} if page > 1 else {})
    return f"{reverse('measurements:smdb')}?{urlencode(asked)}"
