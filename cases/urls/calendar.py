from django.urls import path

from cases.views import calendar

urlpatterns = [
    path("kalender/", calendar.week, name="week"),
    path("kalender/dag/", calendar.day, name="day"),
]
