"""The room's URLs, one module per noun."""

from outreach.urls import (
    assessment,
    plan,
    prescreening,
    visits,
)

app_name = "outreach"
urlpatterns = [
    *assessment.urlpatterns,
    *plan.urlpatterns,
    *prescreening.urlpatterns,
    *visits.urlpatterns,
]
