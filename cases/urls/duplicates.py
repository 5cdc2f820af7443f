from django.urls import path

from cases.views import duplicates, splitting

urlpatterns = [
    path("borgere/dubletter/", duplicates.duplicates, name="duplicates"),
    path("borgere/dubletter/afgjort/", duplicates.duplicates_decided, name="duplicates_decided"),
    path("borgere/dubletter/<uuid:decision_id>/fortryd/", duplicates.duplicate_again, name="duplicate_again"),
    path("borgere/<uuid:citizen_id>/ikke-den-samme/", duplicates.duplicate_apart, name="duplicate_apart"),
    path("borgere/<uuid:citizen_id>/flyt/", splitting.split, name="split"),
]
