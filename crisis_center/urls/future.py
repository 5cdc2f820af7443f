from django.urls import path

from crisis_center.views import future

urlpatterns = [
    path("ophold/<uuid:stay_id>/fremtidsplan/", future.future, name="future"),
    path("ophold/<uuid:stay_id>/fremtidsplan/laes/", future.future_read, name="future_read"),
    path("fremtidsplan/<uuid:wish_id>/til-side/", future.future_aside, name="future_aside"),
]
