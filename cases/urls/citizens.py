from django.http import HttpRequest, HttpResponse
from django.urls import path


def placeholder(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("placeholder")


urlpatterns = [
    path("borgere/", placeholder, name="citizens"),
    path("borgere/<uuid:citizen_id>/", placeholder, name="citizen"),
    path("borgere/<uuid:citizen_id>/formaal/", placeholder, name="purpose"),
    path("borgere/ny/", placeholder, name="citizen_new"),
    path("opslag/", placeholder, name="access_log"),
]
