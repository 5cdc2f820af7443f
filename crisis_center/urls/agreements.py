from django.urls import path

from crisis_center.views import agreements

_AGREED = "akutkrisecentre/aftale/<uuid:centre_agreement_id>"

urlpatterns = [
    path("akutkrisecentre/", agreements.centres, name="centres"),
    path("akutkrisecentre/<uuid:centre_id>/aftale/", agreements.agreement_new, name="centre_agreement_new"),
    path(f"{_AGREED}/", agreements.agreement, name="centre_agreement"),
    path(f"{_AGREED}/ret/", agreements.agreement_edit, name="centre_agreement_edit"),
    path(f"{_AGREED}/afslut/", agreements.agreement_end, name="centre_agreement_end"),
    path(f"{_AGREED}/spotter/", agreements.spotter_new, name="spotter_new"),
    path("akutkrisecentre/spotter/<uuid:spotter_id>/slut/", agreements.spotter_end, name="spotter_end"),
]
