"""*Samtaler nær og fjern*: how talks by telephone and on video go beside those where one meets (S0)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from cases.dates import dates_words
from cases.forms.talks import TalksForm
from cases.talk_page import PERIODS, USUAL_PERIOD, headline, period_of, tables
from cases.talk_reading import read_talks, teams_of


@require_safe
def talks(request: HttpRequest) -> HttpResponse:
    """`?periode=` one of `PERIODS`; `?team=` one of the unit's teams, else the whole unit. Nobody is named."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_CASELOAD)
    asked = request.GET.get("periode", "")
    chosen = asked if asked in PERIODS else USUAL_PERIOD
    first, last = period_of(chosen, today)
    teams = teams_of(user, first, last)
    team = next((one for one in teams if str(one.id) == request.GET.get("team", "")), None)
    found = read_talks(user, first, last, team)
    context = {
        "form": TalksForm(period=chosen, teams=teams, team=team),
        "whose": team.name if team else _("Hele enheden"),
        "period": dates_words(first, last, today),
        "headline": headline(found),
        "tables": tables(found, first, last),
        "is_empty": not found.planned and not found.spoken,
    }
    return render(request, "cases/talks.html", context)
