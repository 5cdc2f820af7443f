from django.urls import path

from crisis_center.views import pick_ups, referrals

_ASKED = "akutkrisecenter/henvendelse/<uuid:referral_id>"
_FETCHED = "akutkrisecenter/afhentning/<uuid:pick_up_id>"

urlpatterns = [
    path("forloeb/<uuid:case_id>/akutkrisecenter/", referrals.refer_to_centre, name="refer"),
    path(f"{_ASKED}/", referrals.referral, name="referral"),
    path(f"{_ASKED}/vurdering/", referrals.referral_assess, name="referral_assess"),
    path(f"{_ASKED}/svar/", referrals.referral_decide, name="referral_decide"),
    path(f"{_ASKED}/afgoerelse/", referrals.referral_grant, name="referral_grant"),
    path(f"{_ASKED}/brev/", referrals.referral_letter, name="refusal_letter"),
    path(f"{_ASKED}/plads/", referrals.referral_room, name="referral_room"),
    path(f"{_ASKED}/traek-tilbage/", referrals.referral_withdraw, name="referral_withdraw"),
    path(f"{_ASKED}/afhentning/", pick_ups.pick_up_new, name="pick_up_new"),
    path(f"{_FETCHED}/", pick_ups.pick_up, name="pick_up"),
    path(f"{_FETCHED}/afsted/", pick_ups.pick_up_off, name="pick_up_off"),
    path(f"{_FETCHED}/slut/", pick_ups.pick_up_end, name="pick_up_end"),
]
