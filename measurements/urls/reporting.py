from django.urls import path

from measurements.views import outcome, smdb

urlpatterns = [
    path("indberetning/", smdb.smdb, name="smdb"),
    path("indberetning/maaned.csv", smdb.smdb_file, name="smdb_file"),
    path("perioder/<uuid:period_id>/udfald/", outcome.outcome, name="outcome"),
]
