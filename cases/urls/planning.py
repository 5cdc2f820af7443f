from django.urls import path

from cases.views import planning

urlpatterns = [
    path("planlaegning/tjeklister/", planning.planning_checklists, name="planning_checklists"),
    path("planlaegning/tjeklister/kryds/", planning.planning_tick, name="planning_tick"),
]
