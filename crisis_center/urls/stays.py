from django.urls import path

from crisis_center.views import stay_history, stays

urlpatterns = [
    path("ophold/<uuid:stay_id>/", stays.stay, name="stay"),
    path("ophold/<uuid:stay_id>/historik/", stay_history.stay_history, name="stay_history"),
]
