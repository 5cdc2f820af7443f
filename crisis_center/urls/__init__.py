"""The room's URLs, one module per noun."""

from crisis_center.urls import spotting, stays

app_name = "crisis_center"
urlpatterns = [
    *spotting.urlpatterns,
    *stays.urlpatterns,
]
