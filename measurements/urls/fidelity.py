from django.urls import path

from measurements.views import drivers, fidelity, techniques, waves

urlpatterns = [
    path("modeltro/", fidelity.fidelity, name="fidelity"),
    path("modeltro/ny/", waves.wave_new, name="wave_new"),
    path("modeltro/akutkrisecenter/", fidelity.barometer, name="barometer"),
    path("modeltro/akutkrisecenter/ny/", waves.barometer_new, name="barometer_new"),
    path("modeltro/maalinger/<uuid:wave_id>/", waves.wave, name="wave"),
    path("modeltro/maalinger/<uuid:wave_id>/svar/", waves.wave_answer, name="wave_answer"),
    path("modeltro/maalinger/<uuid:wave_id>/luk/", waves.wave_close, name="wave_close"),
    path("modeltro/maalinger/<uuid:wave_id>/ret/<str:item>/", waves.wave_correct, name="wave_correct"),
    path("modeltro/samtaleteknikker/", techniques.techniques, name="techniques"),
    path("forloeb/<uuid:case_id>/samtaleteknikker/", techniques.technique_use, name="technique_use"),
    path("modeltro/drivkraefter/", drivers.drivers, name="drivers"),
    path("modeltro/drivkraefter/ny/", drivers.driver_new, name="driver_new"),
    path("modeltro/drivkraefter/<uuid:driver_id>/", drivers.driver_edit, name="driver_edit"),
    path("modeltro/drivkraefter/<uuid:driver_id>/fjern/", drivers.driver_remove, name="driver_remove"),
]
