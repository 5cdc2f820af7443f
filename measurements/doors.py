"""The room's entries of the navigation."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door
from accounts.policy import Can

register_door(Door(_("Måleredskaber"), "measurements:instruments", "chart", Can.EDIT_CHECKLIST, 66))
register_door(Door(_("Evaluering"), "measurements:evaluation", "chart", Can.SEE_COSTS, 78))
register_door(Door(_("Indberetning"), "measurements:smdb", "upload", Can.REPORT, 79))
register_door(Door(_("Kvalitetsstandard"), "measurements:standard", "checklist", Can.SEE_COSTS, 79))
