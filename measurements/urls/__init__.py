"""The room's URLs, one module per noun."""

from measurements.urls import costs, evaluation, fidelity, hours, measurements, reporting, scenarios

app_name = "measurements"
urlpatterns = [
    *costs.urlpatterns,
    *evaluation.urlpatterns,
    *fidelity.urlpatterns,
    *hours.urlpatterns,
    *measurements.urlpatterns,
    *reporting.urlpatterns,
    *scenarios.urlpatterns,
]
