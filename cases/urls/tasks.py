from django.http import HttpRequest, HttpResponse
from django.urls import path


def placeholder(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("placeholder")


urlpatterns = [
    path("min-dag/", placeholder, name="my_day"),
    path("opgaver/", placeholder, name="tasks"),
    path("enheden/", placeholder, name="unit_overview"),
    path("opgaver/<uuid:task_id>/", placeholder, name="task"),
]
