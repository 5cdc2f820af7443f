"""The room's URLs, one module per noun."""

from crisis_center.urls import stays

app_name = "crisis_center"
urlpatterns = [
    *stays.urlpatterns,
]
