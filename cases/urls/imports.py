from django.http import HttpRequest, HttpResponse
from django.urls import path


def placeholder(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("placeholder")


urlpatterns = [
    path("regneark/", placeholder, name="imports"),
]
