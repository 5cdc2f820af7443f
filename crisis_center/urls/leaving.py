from django.urls import path

from crisis_center.views import leaving

urlpatterns = [
    path("ophold/<uuid:stay_id>/afslut/", leaving.leave, name="leave"),
    path("ophold/<uuid:stay_id>/laengde/", leaving.expected, name="expect_until"),
    path("ophold/<uuid:stay_id>/hvis-det-bliver-svaert/", leaving.hard_times, name="hard_times"),
    path("ophold/<uuid:stay_id>/kommunens-afgoerelse/", leaving.municipal_discharge, name="municipal_discharge"),
    path("ophold/<uuid:stay_id>/genaabn/", leaving.reopen, name="reopen_stay"),
]
