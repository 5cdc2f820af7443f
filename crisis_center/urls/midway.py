from django.urls import path

from crisis_center.views import midway, readiness

urlpatterns = [
    path("ophold/<uuid:stay_id>/midtvejsmoede/", midway.midway, name="midway"),
    path("ophold/<uuid:stay_id>/midtvejsmoede/aftal/", midway.midway_plan, name="midway_plan"),
    path("ophold/<uuid:stay_id>/midtvejsmoede/holdt/", midway.midway_held, name="midway_held"),
    path("ophold/<uuid:stay_id>/midtvejsmoede/ikke-holdt/", midway.midway_missed, name="midway_missed"),
    path("midtvejsmoede/<uuid:midway_id>/ret/", midway.midway_edit, name="midway_edit"),
    path("ophold/<uuid:stay_id>/stoetteberedskab/", readiness.readiness, name="readiness"),
    path("stoetteberedskab/<uuid:readiness_id>/", readiness.readiness_settle, name="readiness_settle"),
]
