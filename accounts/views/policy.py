"""*Roller og rettigheder*: the policy table, readable by everybody it binds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.policy import POLICY, Can, Role, Scope


@require_GET
def policy(request: HttpRequest) -> HttpResponse:
    """What one's own role may do, in sentences; then every ability × role → scope."""
    membership = request.user.membership
    own = POLICY[Role(membership.role)] if membership else {}
    by_scope = {scope: [str(can.label) for can in Can if own.get(can) == scope] for scope in reversed(Scope) if scope}
    context = {
        "my_role": _("Din rolle: %(role)s") % {"role": membership.get_role_display()} if membership else "",
        "mine": [(scope.meaning, " · ".join(abilities)) for scope, abilities in by_scope.items() if abilities],
        "scopes": [(scope.label, scope.meaning) for scope in Scope if scope],
        "columns": [_("Rettighed"), *[role.label for role in Role]],
        "rows": [[can.label, *[POLICY[role].get(can, Scope.NONE).label for role in Role]] for can in Can],
    }
    return render(request, "accounts/policy.html", context)
