from django.urls import path

from cases.views import consents, gp

urlpatterns = [
    path("borgere/<uuid:citizen_id>/samtykke/", consents.consent_new, name="consent_new"),
    path("samtykker/<uuid:consent_id>/", consents.consent, name="consent"),
    path("samtykker/<uuid:consent_id>/tilbage/", consents.consent_withdraw, name="consent_withdraw"),
    path("samtykker/<uuid:consent_id>/udloeb/", consents.consent_lapse, name="consent_lapse"),
    path("kontakter/<uuid:contact_id>/del/", consents.note_share, name="note_share"),
    path("borgere/<uuid:citizen_id>/egen-laege/", gp.gp_orientation_new, name="gp_orientation_new"),
    path("egen-laege/<uuid:orientation_id>/", gp.gp_orientation, name="gp_orientation"),
    path("egen-laege/<uuid:orientation_id>/svar/", gp.gp_answer, name="gp_answer"),
]
