from django.http import HttpRequest, HttpResponse
from django.urls import path


def placeholder(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("placeholder")


urlpatterns = [
    path("kontakter/ny/", placeholder, name="contact_new"),
    path("set/", placeholder, name="sighting_new"),
    path("kontakter/<uuid:contact_id>/", placeholder, name="contact"),
    path("journal/", placeholder, name="journal"),
]
