"""*Roller og rettigheder*: the policy table, readable by everybody it binds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.policy import POLICY, Can, Role, Scope


@require_GET
def policy(request: HttpRequest) -> HttpResponse:
    rows = [(can.label, [POLICY[role].get(can, Scope.NONE) for role in Role]) for can in Can]
    return render(request, "accounts/policy.html", {"roles": [role.label for role in Role], "rows": rows})
