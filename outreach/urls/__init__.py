"""The room's URLs, one module per noun."""

from outreach.urls import (
    prescreening,
    visits,
)

app_name = "outreach"
urlpatterns = [
    *prescreening.urlpatterns,
    *visits.urlpatterns,
]
