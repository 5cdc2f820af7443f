"""The pages of the office: what tablets sent and nobody could apply, and the tablets themselves."""

from django.urls import path

from field.views import devices, lost_entries, reviews

_REVIEW = "felt/afklaring/<uuid:entry_id>/"
_DEVICE = "felt/tablets/<uuid:device_id>/"
_LOST = "felt/tablets/bruger/<uuid:device_user_id>/tabt/"

urlpatterns = [
    path("felt/afklaring/", reviews.reviews, name="reviews"),
    path(_REVIEW, reviews.review, name="review"),
    path(f"{_REVIEW}tablet/", reviews.review_tablet, name="review_tablet"),
    path(f"{_REVIEW}igen/", reviews.review_again, name="review_again"),
    path(f"{_REVIEW}stod/", reviews.review_standing, name="review_standing"),
    path(f"{_REVIEW}bruges-ikke/", reviews.review_drop, name="review_drop"),
    path("felt/tablets/", devices.devices, name="devices"),
    path(_LOST, lost_entries.device_lost, name="device_lost"),
    path(f"{_LOST}afklar/", lost_entries.device_lost_seen, name="device_lost_seen"),
    path(_DEVICE, devices.device, name="device"),
    path(f"{_DEVICE}navn/", devices.device_name, name="device_name"),
    path(f"{_DEVICE}slet/", devices.device_wipe, name="device_wipe"),
    path(f"{_DEVICE}frigiv/", devices.device_release, name="device_release"),
    path(f"{_DEVICE}borgere/", devices.device_citizens, name="device_citizens"),
]
