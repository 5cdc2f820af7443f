"""The door to the centres: to one's own, or to those one can ask and has agreements with."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door
from accounts.policy import Can

register_door(Door(_("Centre og aftaler"), "crisis_center:centres", "house", Can.MANAGE_CENTRE, 58))
