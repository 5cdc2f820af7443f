from django.urls import path

from intake.views import enquiries, enquiry, enquiry_new, outcome, overview

urlpatterns = [
    path("henvendelser/", enquiries.enquiries, name="enquiries"),
    path("henvendelser/ny/", enquiry_new.enquiry_new, name="enquiry_new"),
    path("henvendelser/hvem/", enquiry_new.enquiry_who, name="enquiry_who"),
    path("henvendelser/overblik/", overview.overview, name="overview"),
    path("henvendelser/overblik/<slug:figure>/", overview.figure, name="overview_figure"),
    path("henvendelser/<uuid:enquiry_id>/", enquiry.enquiry, name="enquiry"),
    path("henvendelser/<uuid:enquiry_id>/tag/", enquiry.enquiry_take, name="enquiry_take"),
    path("henvendelser/<uuid:enquiry_id>/giv-videre/", enquiry.enquiry_pass, name="enquiry_pass"),
    path("henvendelser/<uuid:enquiry_id>/moedt/", enquiry.enquiry_met, name="enquiry_met"),
    path("henvendelser/<uuid:enquiry_id>/hjaelp/", enquiry.enquiry_help, name="enquiry_help"),
    path("henvendelser/<uuid:enquiry_id>/hvor-akut/", enquiry.enquiry_urgency, name="enquiry_urgency"),
    path("henvendelser/<uuid:enquiry_id>/ringet/", enquiry.enquiry_call, name="enquiry_call"),
    path("henvendelser/<uuid:enquiry_id>/borger/", outcome.enquiry_match, name="enquiry_match"),
    path("henvendelser/<uuid:enquiry_id>/en-anden/", outcome.enquiry_unmatch, name="enquiry_unmatch"),
    path("henvendelser/<uuid:enquiry_id>/behandling/", outcome.enquiry_ask, name="enquiry_ask"),
    path("henvendelser/<uuid:enquiry_id>/moedes/", outcome.enquiry_meet, name="enquiry_meet"),
    path("henvendelser/<uuid:enquiry_id>/overlevering/", outcome.enquiry_hand_over, name="enquiry_hand_over"),
    path("henvendelser/<uuid:enquiry_id>/afslut/", outcome.enquiry_settle, name="enquiry_settle"),
    path("henvendelser/<uuid:enquiry_id>/aabn-igen/", outcome.enquiry_reopen, name="enquiry_reopen"),
]
