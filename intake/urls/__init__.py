"""The room's URLs, one module per noun."""

from intake.urls import office

app_name = "intake"
urlpatterns = [
    *office.urlpatterns,
]
