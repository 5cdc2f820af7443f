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
    own: dict[Can, Scope] = POLICY[Role(membership.role)] if membership else {}
    context = {
        "my_role": _("Din rolle: %(role)s") % {"role": membership.get_role_display()} if membership else "",
        "mine": _in_words(own),
        "roles": [(role.label, _in_words(POLICY[role])) for role in Role],
        "scopes": [(scope.label, scope.meaning) for scope in Scope],
        "columns": [_("Rettighed"), *[role.label for role in Role]],
        "rows": [[can.label, *[POLICY[role].get(can, Scope.NONE).label for role in Role]] for can in Can],
    }
    return render(request, "accounts/policy.html", context)


def _in_words(abilities: dict[Can, Scope]) -> list[tuple[str, str]]:
    """(How far, what) of one role, the widest first."""
    by_scope = {scope: [str(can.label) for can in Can if abilities.get(can) == scope] for scope in reversed(Scope)}
    return [(scope.meaning, " · ".join(found)) for scope, found in by_scope.items() if found]
