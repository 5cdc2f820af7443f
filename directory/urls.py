from django.http import HttpRequest, HttpResponse
from django.urls import path


def placeholder(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("placeholder")


app_name = "directory"
urlpatterns = [
    path("steder/", placeholder, name="places"),
    path("steder/<uuid:place_id>/", placeholder, name="place"),
]
