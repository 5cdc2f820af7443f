"""The room's entry of the navigation, and where its people land after signing in."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from accounts.navigation import Door, register_door, register_home
from accounts.policy import Can, Role

register_door(
    Door(
        _("Akutkrisecenter"), "crisis_center:front", "bed", Can.SEE_CASELOAD, 45,
        order_for={Unit.Kind.CRISIS_CENTRE: 0, Role.SOCIAL_MENTOR: 25},
        also=("crisis_center:board", "crisis_center:overview"),
    )
)  # fmt: skip
register_home("crisis_center:front", Role.CENTRE_STAFF)
