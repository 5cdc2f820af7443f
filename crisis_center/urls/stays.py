from django.urls import path

from crisis_center.views import stays

urlpatterns = [
    path("ophold/<uuid:stay_id>/", stays.stay, name="stay"),
]
