"""The room's URLs, one module per noun."""

from crisis_center.urls import agreements, centres, referrals, stays

app_name = "crisis_center"
urlpatterns = [
    *agreements.urlpatterns,
    *centres.urlpatterns,
    *referrals.urlpatterns,
    *stays.urlpatterns,
]
