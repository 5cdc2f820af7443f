"""The product's addresses, the admin's, and two pages with nothing in them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from bench.admin import site
from config.urls import *  # noqa: F403
from config.urls import urlpatterns as product


def empty(request: HttpRequest) -> HttpResponse:
    """The shell around every page and nothing in it: what no page can be cheaper than."""
    return render(request, "base.html")


def hello(request: HttpRequest) -> HttpResponse:
    """A word through the whole stack, for nobody."""
    return HttpResponse("hello")


urlpatterns = [
    *product,
    path("admin/", site.urls),
    path("bench/empty/", empty, name="bench_empty"),
    path("bench/door/", login_not_required(empty), name="bench_door"),
    path("bench/hello/", login_not_required(hello), name="bench_hello"),
]
