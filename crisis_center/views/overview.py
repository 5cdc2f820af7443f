"""Home's overview of the crisis centre: one glance on a Monday."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import require
from accounts.policy import Can
from audit.access import log_access, log_listed
from audit.models import AccessLog
from crisis_center.models import Spotting
from crisis_center.overview import LIMIT, course_groups
from crisis_center.spotting_list import unsettled_group


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(user, Can.WORK_PATHWAY)
    told = unsettled_group(user)
    log_access(action=AccessLog.Action.LIST, object_type=Spotting._meta.label_lower, count=len(told.lines))
    groups, shown = course_groups(user)
    log_listed(shown)
    groups = [told, *groups]
    context = {"groups": groups, "is_full": any(len(group.lines) == LIMIT for group in groups)}
    return render(request, "crisis_center/overview.html", context)
