from django.urls import path

from outreach.views import assessment

urlpatterns = [
    path("forloeb/<uuid:case_id>/udredning/", assessment.assessment, name="assessment"),
    path("forloeb/<uuid:case_id>/udredning/skriv/", assessment.assessment_write, name="assessment_write"),
    path("forloeb/<uuid:case_id>/udredning/afslut/", assessment.assessment_end, name="assessment_end"),
    path("forloeb/<uuid:case_id>/udredning/genaabn/", assessment.assessment_reopen, name="assessment_reopen"),
]
