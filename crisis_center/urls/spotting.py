from django.urls import path

from crisis_center.views import overview, screening, spotting

urlpatterns = [
    path("akutkrisecenter/", overview.overview, name="overview"),
    path("spotning/", spotting.spotting_new, name="spotting_new"),
    path("spotning/<uuid:spotting_id>/", spotting.spotting, name="spotting"),
    path("spotning/<uuid:spotting_id>/tag/", spotting.spotting_take, name="spotting_take"),
    path("spotning/<uuid:spotting_id>/borger/", spotting.spotting_match, name="spotting_match"),
    path("spotning/<uuid:spotting_id>/afslut/", spotting.spotting_close, name="spotting_close"),
    path("spotning/<uuid:spotting_id>/aabn-igen/", spotting.spotting_reopen, name="spotting_reopen"),
    path("forloeb/<uuid:case_id>/screening/", screening.screening, name="screening"),
]
