from django.urls import path

from cases.views import absences, checklists, courses, followers, steps

urlpatterns = [
    path("borgere/<uuid:citizen_id>/forloeb/nyt/", courses.case_open, name="case_open"),
    path("forloeb/<uuid:case_id>/", courses.case, name="case"),
    path("forloeb/<uuid:case_id>/tildel/", courses.case_assign, name="case_assign"),
    path("forloeb/<uuid:case_id>/foelger/", followers.case_followers, name="case_followers"),
    path(
        "forloeb/<uuid:case_id>/tildelinger/<uuid:assignment_id>/afslut/",
        courses.assignment_end,
        name="assignment_end",
    ),
    path("forloeb/<uuid:case_id>/pause/", courses.case_pause, name="case_pause"),
    path("forloeb/<uuid:case_id>/genoptag/", courses.case_resume, name="case_resume"),
    path("forloeb/<uuid:case_id>/afslut/", courses.case_close, name="case_close"),
    path("forloeb/<uuid:case_id>/aabn-igen/", courses.case_reopen, name="case_reopen"),
    path("forloeb/<uuid:case_id>/trin/<str:step_key>/begynd/", steps.step_start, name="step_start"),
    path("forloeb/<uuid:case_id>/trin/<str:step_key>/spring-over/", steps.step_skip, name="step_skip"),
    path("forloeb/<uuid:case_id>/gang/<uuid:run_id>/afslut/", steps.step_end, name="step_end"),
    path("forloeb/<uuid:case_id>/gang/<uuid:run_id>/punkt/", steps.step_tick, name="step_tick"),
    path("enheden/fravaer/", absences.absences, name="absences"),
    path("enheden/fravaer/nyt/", absences.absence_new, name="absence_new"),
    path("enheden/fravaer/<uuid:absence_id>/", absences.absence, name="absence"),
    path("enheden/fravaer/<uuid:absence_id>/slut/", absences.absence_end, name="absence_end"),
    path("tjeklister/", checklists.checklists, name="checklists"),
    path("tjeklister/<str:step_key>/", checklists.checklist, name="checklist"),
    path("tjeklister/<str:step_key>/ret/", checklists.checklist_edit, name="checklist_edit"),
]
