from django.urls import path

from measurements.views import costs

urlpatterns = [
    path("omkostninger/", costs.costs, name="costs"),
    path("omkostninger/satser/", costs.rates, name="rates"),
    path("omkostninger/beloeb/", costs.booked, name="booked"),
    path("omkostninger/beloeb/nyt/", costs.booked_new, name="booked_new"),
    path("omkostninger/beloeb/<uuid:booked_id>/", costs.booked_edit, name="booked_edit"),
    path("omkostninger/beloeb/<uuid:booked_id>/fjern/", costs.booked_remove, name="booked_remove"),
]
