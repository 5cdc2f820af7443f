"""The room's URLs, one module per noun."""

from crisis_center.urls import (
    agreements,
    centres,
    duty,
    future,
    homecoming,
    leaving,
    midway,
    numbers,
    referrals,
    spotting,
    stays,
)

app_name = "crisis_center"
urlpatterns = [
    *agreements.urlpatterns,
    *centres.urlpatterns,
    *duty.urlpatterns,
    *future.urlpatterns,
    *homecoming.urlpatterns,
    *leaving.urlpatterns,
    *midway.urlpatterns,
    *numbers.urlpatterns,
    *referrals.urlpatterns,
    *spotting.urlpatterns,
    *stays.urlpatterns,
]
