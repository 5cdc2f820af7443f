"""The room's URLs, one module per noun."""

from measurements.urls import costs, fidelity, hours, scenarios

app_name = "measurements"
urlpatterns = [
    *costs.urlpatterns,
    *fidelity.urlpatterns,
    *hours.urlpatterns,
    *scenarios.urlpatterns,
]
