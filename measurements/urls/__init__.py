"""The room's URLs, one module per noun."""

from measurements.urls import fidelity

app_name = "measurements"
urlpatterns = [
    *fidelity.urlpatterns,
]
