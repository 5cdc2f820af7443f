"""The room's URLs, one module per noun."""

from measurements.urls import costs, hours, scenarios

app_name = "measurements"
urlpatterns = [
    *costs.urlpatterns,
    *hours.urlpatterns,
    *scenarios.urlpatterns,
]
