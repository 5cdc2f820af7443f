from django.urls import path

from measurements.views import scenarios

urlpatterns = [
    path("omkostninger/scenarier/", scenarios.scenarios, name="scenarios"),
    path("omkostninger/scenarier/nyt/", scenarios.scenario_new, name="scenario_new"),
    path("omkostninger/scenarier/<uuid:scenario_id>/", scenarios.scenario, name="scenario"),
    path("omkostninger/scenarier/<uuid:scenario_id>/ret/", scenarios.scenario_edit, name="scenario_edit"),
    path("omkostninger/scenarier/<uuid:scenario_id>/fjern/", scenarios.scenario_remove, name="scenario_remove"),
]
