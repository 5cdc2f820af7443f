from django.urls import path

from measurements.views import hours

urlpatterns = [
    path("timer/", hours.hours, name="hours"),
    path("omkostninger/timer/", hours.unit, name="unit_hours"),
]
