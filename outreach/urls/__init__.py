"""The room's URLs, one module per noun."""

from outreach.urls import visits

app_name = "outreach"
urlpatterns = [
    *visits.urlpatterns,
]
