from django.urls import path

from outreach.views import guidance, observations, prescreening, referral_source, referrals

urlpatterns = [
    path("forloeb/<uuid:case_id>/henvist-af/", referral_source.referral, name="referral"),
    path("forloeb/<uuid:case_id>/forscreening/", prescreening.prescreening, name="prescreening"),
    path("forloeb/<uuid:case_id>/vejledt/", guidance.guidance_new, name="guidance_new"),
    path("forloeb/<uuid:case_id>/vejledt/<uuid:guidance_id>/fjern/", guidance.guidance_remove, name="guidance_remove"),
    path("forloeb/<uuid:case_id>/observation/", observations.observation_new, name="observation_new"),
    path("observationer/<uuid:observation_id>/", observations.observation_edit, name="observation_edit"),
    path("enheden/henvisninger/", referrals.referrals, name="referrals"),
    path("samarbejdspartnere/<uuid:partner_id>/henviste/", referrals.partner_citizens, name="partner_citizens"),
]
