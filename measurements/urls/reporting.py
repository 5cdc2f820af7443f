from django.urls import path

from measurements.views import outcome, smdb, standard

urlpatterns = [
    path("indberetning/", smdb.smdb, name="smdb"),
    path("indberetning/maaned.csv", smdb.smdb_file, name="smdb_file"),
    path("perioder/<uuid:period_id>/udfald/", outcome.outcome, name="outcome"),
    path("kvalitetsstandard/", standard.standard, name="standard"),
    path("kvalitetsstandard/tal/<slug:figure>/", standard.standard_figure, name="standard_figure"),
    path("kvalitetsstandard/punkt/<int:point>/", standard.standard_point, name="standard_point"),
]
