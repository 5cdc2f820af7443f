"""The doors of this room."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door, register_home
from accounts.policy import Can, Role

register_door(Door(_("Personer"), "accounts:people", "people", Can.MANAGE_USERS, 80))
register_door(Door(_("Enheder"), "accounts:units", "unit", Can.MANAGE_UNITS, 81))
register_door(Door(_("Organisation"), "accounts:organisation", "settings", Can.MANAGE_UNITS, 82))
register_home("accounts:people", Role.ADMINISTRATOR)
