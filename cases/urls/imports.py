from django.urls import path

from cases.views import imports

urlpatterns = [
    path("regneark/", imports.imports, name="imports"),
    path("regneark/eksempel/<str:kind>.csv", imports.import_sample, name="import_sample"),
    path("regneark/<uuid:import_id>/", imports.import_file, name="import"),
    path("regneark/<uuid:import_id>/gennemgang/", imports.import_check, name="import_check"),
    path("regneark/<uuid:import_id>/fejl/", imports.import_faults, name="import_faults"),
    path("regneark/<uuid:import_id>/indlaes/", imports.import_confirm, name="import_confirm"),
    path("regneark/<uuid:import_id>/opgiv/", imports.import_cancel, name="import_cancel"),
]
