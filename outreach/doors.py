"""The doors of this room."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door
from accounts.policy import Can

register_door(Door(_("Ruter"), "outreach:routes", "walk", Can.LOG_CONTACT, 33))
