from django.urls import path

from outreach.views import onward_plan, plan_paper, plan_parts

urlpatterns = [
    path("forloeb/<uuid:case_id>/plan/", onward_plan.plan_new, name="plan_new"),
    path("planer/<uuid:plan_id>/", onward_plan.plan, name="plan"),
    path("planer/<uuid:plan_id>/ret/", onward_plan.plan_edit, name="plan_edit"),
    path("planer/<uuid:plan_id>/laes-med/", onward_plan.plan_read_along, name="plan_read_along"),
    path("planer/<uuid:plan_id>/giv/", onward_plan.plan_give, name="plan_give"),
    path("planer/<uuid:plan_id>/ny-udgave/", onward_plan.plan_renew, name="plan_renew"),
    path("planer/<uuid:plan_id>/plan.pdf", plan_paper.plan_paper, name="plan_paper"),
    path("planer/tilbud/<uuid:checked_offer_id>/", plan_parts.offer_edit, name="plan_offer"),
    path("planer/tilbud/<uuid:checked_offer_id>/fjern/", plan_parts.offer_remove, name="plan_offer_remove"),
    path("planer/tilbud/<uuid:checked_offer_id>/fulgt-op/", plan_parts.offer_done, name="plan_offer_done"),
    path("planer/aftaler/<uuid:plan_step_id>/", plan_parts.step_edit, name="plan_step"),
    path("planer/aftaler/<uuid:plan_step_id>/fjern/", plan_parts.step_remove, name="plan_step_remove"),
    path("planer/aftaler/<uuid:plan_step_id>/gjort/", plan_parts.step_done, name="plan_step_done"),
]
