from django.urls import path

from cases.views import calendar, calendar_feed

urlpatterns = [
    path("kalender/", calendar.week, name="week"),
    path("kalender/dag/", calendar.day, name="day"),
    path("kalender/telefon/", calendar_feed.calendar_feed, name="calendar_feed"),
    path("kalender/telefon/ny/", calendar_feed.calendar_feed_open, name="calendar_feed_open"),
    path("kalender/telefon/luk/", calendar_feed.calendar_feed_close, name="calendar_feed_close"),
    path("kalender/<uuid:organisation_id>/<str:secret>.ics", calendar_feed.calendar_file_of, name="calendar_file"),
]
