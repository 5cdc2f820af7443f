"""The room's URLs, one module per noun."""

from crisis_center.urls import future, homecoming, leaving, midway, numbers, stays

app_name = "crisis_center"
urlpatterns = [
    *future.urlpatterns,
    *homecoming.urlpatterns,
    *leaving.urlpatterns,
    *midway.urlpatterns,
    *numbers.urlpatterns,
    *stays.urlpatterns,
]
