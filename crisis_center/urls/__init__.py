"""The room's URLs, one module per noun."""

from crisis_center.urls import duty, spotting, stays

app_name = "crisis_center"
urlpatterns = [
    *duty.urlpatterns,
    *spotting.urlpatterns,
    *stays.urlpatterns,
]
