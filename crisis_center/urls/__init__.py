"""The room's URLs, one module per noun."""

from crisis_center.urls import duty, stays

app_name = "crisis_center"
urlpatterns = [
    *duty.urlpatterns,
    *stays.urlpatterns,
]
