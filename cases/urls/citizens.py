from django.http import HttpRequest, HttpResponse
from django.urls import path

from cases.views.citizens import citizen_find, citizens


def placeholder(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("placeholder")


urlpatterns = [
    path("borgere/", citizens, name="citizens"),
    path("borgere/find/", citizen_find, name="citizen_find"),
    path("borgere/<uuid:citizen_id>/", placeholder, name="citizen"),
    path("borgere/<uuid:citizen_id>/formaal/", placeholder, name="purpose"),
    path("borgere/ny/", placeholder, name="citizen_new"),
    path("opslag/", placeholder, name="access_log"),
]
