from django.urls import path

from crisis_center.views import homecoming, plan_141

urlpatterns = [
    path("ophold/<uuid:left_id>/hjemkomst/", homecoming.homecoming, name="homecoming"),
    path("ophold/<uuid:left_id>/hjemkomst/oensker-ikke/", homecoming.homecoming_decline, name="homecoming_decline"),
    path("ophold/<uuid:left_id>/hjemkomst/alligevel/", homecoming.homecoming_resume, name="homecoming_resume"),
    path("ophold/<uuid:left_id>/hjemkomst/<slug:occasion>/", homecoming.homecoming_found, name="homecoming_found"),
    path("hjemkomst/<uuid:follow_up_id>/fjern/", homecoming.homecoming_remove, name="homecoming_remove"),
    path("forloeb/<uuid:course_id>/hjemkomst/aftale/", homecoming.agreement_new, name="agreement_new"),
    path("hjemkomst/aftale/<uuid:deal_id>/", homecoming.agreement_kept, name="agreement_kept"),
    path("forloeb/<uuid:course_id>/handleplan-141/", plan_141.plan, name="plan_141"),
    path("forloeb/<uuid:course_id>/handleplan-141/tilbyd/", plan_141.plan_offer, name="plan_141_offer"),
    path("forloeb/<uuid:course_id>/handleplan-141/skriv/", plan_141.plan_write, name="plan_141_write"),
    path("forloeb/<uuid:course_id>/handleplan-141/giv-videre/", plan_141.plan_hand, name="plan_141_hand"),
]
