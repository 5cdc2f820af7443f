"""The room's URLs, one module per noun."""

from measurements.urls import costs, hours, measurements, scenarios

app_name = "measurements"
urlpatterns = [
    *costs.urlpatterns,
    *hours.urlpatterns,
    *measurements.urlpatterns,
    *scenarios.urlpatterns,
]
