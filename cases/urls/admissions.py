from django.urls import path

from cases.views import admissions

urlpatterns = [
    path("enheden/indlagte/", admissions.admissions, name="admissions"),
    path("borgere/<uuid:citizen_id>/indlagt/", admissions.admission_new, name="admission_new"),
    path("indlaeggelser/<uuid:admission_id>/", admissions.admission_edit, name="admission_edit"),
    path("indlaeggelser/<uuid:admission_id>/ude/", admissions.admission_end, name="admission_end"),
]
