from django.urls import path

from cases.views import receipt
from cases.views import warm_handovers as views

urlpatterns = [
    path("overleveringer/", views.warm_handovers, name="warm_handovers"),
    path("borgere/<uuid:citizen_id>/overlevering/", views.warm_handover_new, name="warm_handover_new"),
    path("overleveringer/<uuid:handover_id>/", views.warm_handover, name="warm_handover"),
    path("overleveringer/<uuid:handover_id>/ret/", views.warm_handover_edit, name="warm_handover_edit"),
    path("overleveringer/<uuid:handover_id>/modtaget/", views.warm_handover_confirm, name="warm_handover_confirm"),
    path("overleveringer/<uuid:handover_id>/moedt-op/", views.warm_handover_arrive, name="warm_handover_arrive"),
    path("overleveringer/<uuid:handover_id>/stabil/", views.warm_handover_settle, name="warm_handover_settle"),
    path("overleveringer/<uuid:handover_id>/slut/", views.warm_handover_end, name="warm_handover_end"),
    path("overleveringer/<uuid:handover_id>/fortryd/", views.warm_handover_undo, name="warm_handover_undo"),
    path("overleveringer/<uuid:handover_id>/link/", views.warm_handover_link, name="warm_handover_link"),
    path(
        "overleveringer/<uuid:handover_id>/link/tilbage/",
        views.warm_handover_link_revoke,
        name="warm_handover_link_revoke",
    ),
    # The address that somebody outside gets: it says nothing of what it is about.
    path("k/<str:token>/", receipt.receipt, name="receipt"),
]
