from django.urls import path

from measurements.views import evaluation, evaluation_files

urlpatterns = [
    path("evaluering/", evaluation.evaluation, name="evaluation"),
    path("evaluering/tabel/<str:table>/", evaluation.evaluation_table, name="evaluation_table"),
    path("evaluering/rapport.<str:file_format>", evaluation_files.evaluation_file, name="evaluation_file"),
]
