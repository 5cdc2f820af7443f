from django.urls import path

from measurements.views import evaluation

urlpatterns = [path("evaluering/", evaluation.evaluation, name="evaluation")]
