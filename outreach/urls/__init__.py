"""The room's URLs, one module per noun."""

from outreach.urls import (
    assessment,
    enrolment,
    plan,
    prescreening,
    visits,
)

app_name = "outreach"
urlpatterns = [
    *assessment.urlpatterns,
    *enrolment.urlpatterns,
    *plan.urlpatterns,
    *prescreening.urlpatterns,
    *visits.urlpatterns,
]
