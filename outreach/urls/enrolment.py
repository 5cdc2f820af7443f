from django.urls import path

from outreach.views import affiliations, enrolments, pace, treatment

urlpatterns = [
    path("forloeb/<uuid:case_id>/motivation-vist/", enrolments.motivation_shown, name="motivation_shown"),
    path("forloeb/<uuid:case_id>/indskrivning/ny/", enrolments.enrolment_new, name="enrolment_new"),
    path("indskrivninger/<uuid:enrolment_id>/", enrolments.enrolment, name="enrolment"),
    path("forloeb/<uuid:case_id>/behandling/ny/", treatment.treatment_new, name="treatment_new"),
    path("behandling/<uuid:note_id>/", treatment.treatment_edit, name="treatment_edit"),
    path("behandling/<uuid:note_id>/fjern/", treatment.treatment_remove, name="treatment_remove"),
    path("forloeb/<uuid:case_id>/tilbud/foer/", affiliations.affiliation_before, name="affiliation_before"),
    path("forloeb/<uuid:case_id>/tilbud/efter/", affiliations.affiliation_after, name="affiliation_after"),
    path("forloeb/<uuid:case_id>/tilbud/brobygning/", affiliations.affiliation_bridge, name="affiliation_bridge"),
    path("enheden/fra-motivation-til-indskrivning/", pace.pace, name="pace"),
]
