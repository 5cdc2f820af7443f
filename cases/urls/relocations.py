from django.urls import path

from cases.views import relocations as sent
from cases.views import relocations_come as come

urlpatterns = [
    path("borgere/<uuid:citizen_id>/flytning/", sent.relocation_new, name="relocation_new"),
    path("kommuneskift/<uuid:relocation_id>/", sent.relocation, name="relocation"),
    path("kommuneskift/<uuid:relocation_id>/tilbage/", sent.relocation_take_back, name="relocation_take_back"),
    path("kommuneskift/hertil/<uuid:come_id>/", come.relocation_come, name="relocation_come"),
    path("kommuneskift/hertil/<uuid:come_id>/tag-imod/", come.relocation_receive, name="relocation_receive"),
    path("kommuneskift/hertil/<uuid:come_id>/ikke/", come.relocation_decline, name="relocation_decline"),
    path("kommuneskift/modtaget/<uuid:received_id>/", come.relocation_received, name="relocation_received"),
]
