"""The doors of this room that lead to the open one."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door
from accounts.policy import Can

register_door(Door(_("Ledige tider"), "intake:availability", "clock", Can.OFFER_TIMES, 45))
register_door(Door(_("Digital indgang"), "intake:reception", "link", Can.KEEP_RECEPTION, 66))
