"""The room's URLs, one module per noun."""

from measurements.urls import measurements

app_name = "measurements"
urlpatterns = [
    *measurements.urlpatterns,
]
