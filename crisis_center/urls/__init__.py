"""The room's URLs, one module per noun."""

from crisis_center.urls import agreements, centres, duty, referrals, spotting, stays

app_name = "crisis_center"
urlpatterns = [
    *agreements.urlpatterns,
    *centres.urlpatterns,
    *duty.urlpatterns,
    *referrals.urlpatterns,
    *spotting.urlpatterns,
    *stays.urlpatterns,
]
