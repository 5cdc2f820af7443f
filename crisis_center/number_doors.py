"""The door to the leader's numbers."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door
from accounts.policy import Can

register_door(Door(_("Akutkrisecenter i tal"), "crisis_center:numbers", "chart", Can.DECIDE_STAY, 77))
