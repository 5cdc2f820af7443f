from django.http import HttpRequest, HttpResponse
from django.urls import path


def placeholder(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("placeholder")


urlpatterns = [
    path("forloeb/<uuid:case_id>/", placeholder, name="case"),
    path("tjeklister/", placeholder, name="checklists"),
    path("borgere/<uuid:citizen_id>/forloeb/nyt/", placeholder, name="case_open"),
]
