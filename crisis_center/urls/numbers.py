from django.urls import path

from crisis_center.views import numbers

urlpatterns = [
    path("akutkrisecenter/tal/", numbers.numbers, name="numbers"),
    path("akutkrisecenter/tal/raekker/", numbers.number_rows, name="number_rows"),
]
