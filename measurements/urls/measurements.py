from django.urls import path

from measurements.views import instruments, measured, measuring

_COURSE = "forloeb/<uuid:case_id>/maalinger"
_ONE = "maalinger/<uuid:measurement_id>"

urlpatterns = [
    path(f"{_COURSE}/", measured.measured, name="measured"),
    path(f"{_COURSE}/<slug:instrument>/<slug:when>/", measuring.begin_measurement, name="begin"),
    path(f"{_COURSE}/<slug:instrument>/<slug:when>/ikke-lavet/", measuring.not_made, name="not_made"),
    path(f"{_ONE}/", measured.measurement, name="measurement"),
    path(f"{_ONE}/tema/<slug:theme>/", measuring.theme, name="theme"),
    path(f"{_ONE}/afslut/", measuring.end_measurement, name="end"),
    path(f"{_ONE}/genoptag/", measuring.reopen_measurement, name="reopen"),
    path(f"{_ONE}/ret/", measuring.correct_measurement, name="correct"),
    path("maaleredskaber/", instruments.instruments, name="instruments"),
    path("maaleredskaber/nyt/", instruments.instrument_new, name="instrument_new"),
    path("maaleredskaber/<slug:instrument>/", instruments.instrument, name="instrument"),
    path("maaleredskaber/<slug:instrument>/ret/", instruments.instrument_edit, name="instrument_edit"),
    path("maaleredskaber/<slug:instrument>/brug/", instruments.instrument_use, name="instrument_use"),
]
