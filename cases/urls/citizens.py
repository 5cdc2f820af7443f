from django.urls import path

from cases.views.access_log import access_log
from cases.views.citizen import (
    best_met_add,
    best_met_remove,
    citizen,
    citizen_cpr,
    speaks_for_add,
    speaks_for_end,
)
from cases.views.citizen_edit import citizen_edit
from cases.views.citizen_new import citizen_new
from cases.views.citizens import citizen_find, citizens
from cases.views.deletions import deletions
from cases.views.history import citizen_access, citizen_history
from cases.views.purpose import purpose

_ONE = "borgere/<uuid:citizen_id>/"

urlpatterns = [
    path("borgere/", citizens, name="citizens"),
    path("borgere/find/", citizen_find, name="citizen_find"),
    path("borgere/ny/", citizen_new, name="citizen_new"),
    path(_ONE, citizen, name="citizen"),
    path(f"{_ONE}formaal/", purpose, name="purpose"),
    path(f"{_ONE}ret/", citizen_edit, name="citizen_edit"),
    path(f"{_ONE}ret/<slug:part>/", citizen_edit, name="citizen_edit_part"),
    path(f"{_ONE}cpr/", citizen_cpr, name="citizen_cpr"),
    path(f"{_ONE}traeffes/", best_met_add, name="best_met_add"),
    path(f"{_ONE}traeffes/<uuid:best_met_id>/fjern/", best_met_remove, name="best_met_remove"),
    path(f"{_ONE}maa-tale-med/", speaks_for_add, name="speaks_for_add"),
    path(f"{_ONE}maa-tale-med/<uuid:speaks_for_id>/slut/", speaks_for_end, name="speaks_for_end"),
    path(f"{_ONE}historik/", citizen_history, name="citizen_history"),
    path(f"{_ONE}opslag/", citizen_access, name="citizen_access"),
    path("opslag/", access_log, name="access_log"),
    path("sletninger/", deletions, name="deletions"),
]
