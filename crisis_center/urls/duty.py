from django.urls import path

from crisis_center.views import arrivals, board, care, checks, handovers, needs, notes, steps

urlpatterns = [
    path("center/", board.front, name="front"),
    path("vagten/", board.board, name="board"),
    path("vagten/skaerm/", board.wall, name="wall"),
    path("vagten/overlevering/", handovers.handovers, name="handovers"),
    path("vagten/overlevering/ny/", handovers.handover_new, name="handover_new"),
    path("vagten/overlevering/<uuid:shift_handover_id>/laest/", handovers.handover_read, name="handover_read"),
    path("henvendelser/<uuid:referral_id>/ankomst/", arrivals.admit, name="admit"),
    path("ophold/<uuid:stay_id>/vaerelse/", arrivals.stay_room, name="stay_room"),
    path("ophold/<uuid:stay_id>/set/", checks.check, name="check"),
    path("ophold/<uuid:stay_id>/tilsyn/", checks.checks, name="checks"),
    path("ophold/<uuid:stay_id>/hold-oeje/", checks.watch, name="watch"),
    path("tilsyn/<uuid:check_id>/fortryd/", checks.check_undo, name="check_undo"),
    path("ophold/<uuid:stay_id>/hensyn/", care.alert_new, name="alert_new"),
    path("hensyn/<uuid:alert_id>/slut/", care.alert_end, name="alert_end"),
    path("ophold/<uuid:stay_id>/delegation/", care.delegation_new, name="delegation_new"),
    path("delegation/<uuid:delegation_id>/", care.delegation, name="delegation"),
    path("ophold/<uuid:stay_id>/problem/", care.problem_new, name="problem_new"),
    path("akutte-problemer/<uuid:problem_id>/", care.problem_settle, name="problem_settle"),
    path("ophold/<uuid:stay_id>/underret/", care.inform, name="inform"),
    path("ophold/<uuid:stay_id>/myndighed/", care.authority_new, name="authority_new"),
    path("ophold/<uuid:stay_id>/sundhedstjek/", notes.health_check_new, name="health_check_new"),
    path("ophold/<uuid:stay_id>/notater/", notes.notes, name="notes"),
    path("ophold/<uuid:stay_id>/notater/nyt/", notes.note_new, name="note_new"),
    path("centernotater/<uuid:centre_note_id>/ret/", notes.note_correct, name="note_correct"),
    path("ophold/<uuid:stay_id>/behov/", needs.need_new, name="need_new"),
    path("behov/<uuid:need_id>/", needs.need_settle, name="need_settle"),
    path("ophold/<uuid:stay_id>/trin/<str:stay_step_key>/", steps.stay_step, name="stay_step"),
    path("ophold/<uuid:stay_id>/trin/<str:stay_step_key>/spring-over/", steps.stay_step_skip, name="stay_step_skip"),
]
