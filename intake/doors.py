"""The room's entry of the navigation."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door
from accounts.policy import Can

register_door(Door(_("Henvendelser"), "intake:enquiries", "inbox", Can.RECEIVE_ENQUIRIES, 22))
