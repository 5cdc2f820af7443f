"""The doors to hours and costs."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door
from accounts.policy import Can

register_door(Door(_("Timer"), "measurements:hours", "clock", Can.REGISTER_HOURS, 47))
register_door(Door(_("Omkostninger"), "measurements:costs", "chart", Can.SEE_COSTS, 78))
