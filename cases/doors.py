"""The doors of this room."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door, register_home
from accounts.policy import Can, Role

register_door(Door(_("Ny kontakt"), "cases:contact_new", "plus", Can.LOG_CONTACT, 0, primary=True))
register_door(Door(_("Meld, hvad du har set"), "cases:sighting_new", "eye", Can.REPORT_SIGHTING, 0, primary=True))
register_door(Door(_("Min dag"), "cases:my_day", "day", Can.LOG_CONTACT, 10))
register_door(Door(_("Borgere"), "cases:citizens", "search", Can.SEE_CITIZEN, 20))
register_door(Door(_("Opgaver"), "cases:tasks", "tasks", Can.MANAGE_TASK, 30))
register_door(Door(_("Tag op"), "cases:conference", "talk", Can.MANAGE_TASK, 35))
register_door(Door(_("Enheden"), "cases:unit_overview", "caseload", Can.SEE_CASELOAD, 40))
register_door(Door(_("Steder"), "directory:places", "place", Can.MANAGE_PLACES, 50))
register_door(Door(_("Samarbejdspartnere"), "directory:partners", "team", Can.MANAGE_PLACES, 55))
register_door(Door(_("Tilbud"), "cases:blocks", "list", Can.WRITE_PLAN, 57))
register_door(Door(_("Indlæs regneark"), "cases:imports", "upload", Can.IMPORT, 60))
register_door(Door(_("Tjeklister"), "cases:checklists", "checklist", Can.EDIT_CHECKLIST, 65))
register_door(Door(_("Opslag"), "cases:access_log", "log", Can.SEE_ACCESS_LOG, 70))
register_door(Door(_("Sletninger"), "cases:deletions", "trash", Can.SEE_ACCESS_LOG, 75))
register_door(Door(_("Sletninger"), "cases:deletions", "trash", Can.SET_CASELOAD, 84))
register_door(Door(_("Grænser og rytme"), "cases:limits", "caseload", Can.SET_CASELOAD, 83))
register_door(Door(_("Påmindelse"), "cases:reminder", "copy", Can.MANAGE_UNITS, 85))

register_home(
    "cases:my_day",
    Role.OUTREACH_WORKER,
    Role.SOCIAL_MENTOR,
    Role.CENTRE_STAFF,
    Role.HEALTH_STAFF,
    Role.PROJECT_LEAD,
)
register_home("cases:unit_overview", Role.LEADER)
register_home("cases:sighting_new", Role.SPOTTER)
register_home("cases:access_log", Role.DPO)
