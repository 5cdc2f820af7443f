from django.urls import path

from cases.views import blocks, chosen_blocks, evaluations, formal_plans, goals, own_plan

_PLAN = "borgere/<uuid:citizen_id>/egen-plan/"
_GOAL = "maal/<uuid:goal_id>/"
_STEP = "maal/skridt/<uuid:goal_step_id>/"
_CHOICE = "valgte-tilbud/<uuid:choice_id>/"
urlpatterns = [
    path(_PLAN, own_plan.own_plan, name="own_plan"),
    path(f"{_PLAN}laes/", own_plan.own_plan_read, name="own_plan_read"),
    path(f"{_PLAN}min-plan.pdf", own_plan.own_plan_pdf, name="own_plan_paper"),
    path(f"{_PLAN}godt/", own_plan.good_thing_new, name="good_thing_new"),
    path("egen-plan/godt/<uuid:good_thing_id>/fjern/", own_plan.good_thing_remove, name="good_thing_remove"),
    path(_GOAL, goals.goal, name="goal"),
    path(f"{_GOAL}flyt/", goals.goal_move, name="goal_move"),
    path(f"{_GOAL}slut/", goals.goal_end, name="goal_end"),
    path(f"{_GOAL}igen/", goals.goal_reopen, name="goal_reopen"),
    path(f"{_GOAL}skridt/", goals.goal_step_new, name="goal_step_new"),
    path(_STEP, goals.goal_step, name="goal_step"),
    path(f"{_STEP}kryds/", goals.goal_step_tick, name="goal_step_tick"),
    path(f"{_STEP}fjern/", goals.goal_step_remove, name="goal_step_remove"),
    path("tilbud/", blocks.blocks, name="blocks"),
    path("tilbud/nyt/", blocks.block_new, name="block_new"),
    path("tilbud/<uuid:block_id>/", blocks.block, name="block"),
    path("tilbud/<uuid:block_id>/ret/", blocks.block_edit, name="block_edit"),
    path("tilbud/<uuid:block_id>/fremmoede/", blocks.block_attendance, name="block_attendance"),
    path(f"{_PLAN}tilbud/", chosen_blocks.block_choose, name="block_choose"),
    path(f"{_PLAN}tilbud/<uuid:block_id>/", chosen_blocks.choice_new, name="choice_new"),
    path(_CHOICE, chosen_blocks.choice, name="choice"),
    path(f"{_CHOICE}visitation/", chosen_blocks.choice_decide, name="choice_decide"),
    path(f"{_CHOICE}slut/", chosen_blocks.choice_end, name="choice_end"),
    path(f"{_CHOICE}fremmoede/", chosen_blocks.attend, name="attend"),
    path(f"{_PLAN}evaluering/", evaluations.evaluation_new, name="evaluation_new"),
    path(f"{_PLAN}plan/<str:plan_kind>/", formal_plans.formal_plan, name="formal_plan"),
    path(f"{_PLAN}plan/<str:plan_kind>/plan.pdf", formal_plans.formal_plan_pdf, name="formal_plan_paper"),
    path("planer/<uuid:formal_plan_id>/slut/", formal_plans.formal_plan_end, name="formal_plan_end"),
    path("planer/<uuid:formal_plan_id>/indsats/", formal_plans.effort_new, name="effort_new"),
    path("indsatser/<uuid:effort_id>/", formal_plans.effort, name="effort"),
    path("indsatser/<uuid:effort_id>/fjern/", formal_plans.effort_remove, name="effort_remove"),
    path("evalueringer/<uuid:evaluation_id>/", evaluations.evaluation, name="evaluation"),
]
