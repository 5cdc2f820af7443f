"""The user council."""

from django.urls import path

from intake.views import council, proposal

urlpatterns = [
    path("brugerraad/", council.council, name="council"),
    path("brugerraad/opslag/", council.board, name="council_board"),
    path("brugerraad/medlemmer/ny/", council.member_new, name="council_member_new"),
    path("brugerraad/medlemmer/<uuid:member_id>/", council.member, name="council_member"),
    path("brugerraad/moeder/ny/", council.meeting_new, name="council_meeting_new"),
    path("brugerraad/moeder/<uuid:council_meeting_id>/", council.meeting, name="council_meeting"),
    path("brugerraad/forslag/ny/", proposal.proposal_new, name="proposal_new"),
    path("brugerraad/forslag/<uuid:proposal_id>/", proposal.proposal, name="proposal"),
    path("brugerraad/forslag/<uuid:proposal_id>/beslut/", proposal.decide, name="proposal_decide"),
    path("brugerraad/forslag/<uuid:proposal_id>/gjort/", proposal.done, name="proposal_done"),
    path("brugerraad/forslag/<uuid:proposal_id>/fortryd/", proposal.undo, name="proposal_undo"),
]
