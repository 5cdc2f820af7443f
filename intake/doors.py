"""The room's entry of the navigation."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door
from accounts.policy import Can, Role

# Those who lead have the unit nearer at hand: what is late of this stands there.
register_door(
    Door(
        _("Henvendelser"), "intake:enquiries", "inbox", Can.RECEIVE_ENQUIRIES, 33,
        order_for={Role.LEADER: 41, Role.PROJECT_LEAD: 41},
    )
)  # fmt: skip
register_door(Door(_("Brugerråd"), "intake:council", "people", Can.SEE_COUNCIL, 67))
