"""What the pages about asking are called where the access log tells what was looked at."""

from django.utils.translation import gettext_lazy as _

from cases.page_names import register_page_names

register_page_names(
    _("Henvendelse til akutkrisecenter"), "crisis_center:refer", "crisis_center:referral",
    "crisis_center:referral_assess", "crisis_center:referral_decide", "crisis_center:referral_grant",
    "crisis_center:refusal_letter", "crisis_center:referral_room", "crisis_center:referral_withdraw",
)  # fmt: skip
register_page_names(
    _("Afhentning"), "crisis_center:pick_up_new", "crisis_center:pick_up", "crisis_center:pick_up_off",
    "crisis_center:pick_up_end",
)  # fmt: skip
register_page_names(
    _("Akutkrisecentre"), "crisis_center:centres", "crisis_center:own_centre", "crisis_center:centre_open",
    "crisis_center:centre_edit", "crisis_center:room_new", "crisis_center:room_edit", "crisis_center:room_out",
    "crisis_center:room_back", "crisis_center:person_new", "crisis_center:person_edit",
)  # fmt: skip
register_page_names(
    _("Samarbejdsaftale med akutkrisecenter"), "crisis_center:centre_agreement_new", "crisis_center:centre_agreement",
    "crisis_center:centre_agreement_edit", "crisis_center:centre_agreement_end", "crisis_center:spotter_new",
    "crisis_center:spotter_end",
)  # fmt: skip
