"""The room's URLs, one module per noun."""

from crisis_center.urls import future, homecoming, leaving, midway, stays

app_name = "crisis_center"
urlpatterns = [
    *future.urlpatterns,
    *homecoming.urlpatterns,
    *leaving.urlpatterns,
    *midway.urlpatterns,
    *stays.urlpatterns,
]
